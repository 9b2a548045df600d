"""End users and supporting documents of the local Twilio, their types and policies, and assignments to bundles."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.applicant import A2P, EMAIL, PERSON, PRIMARY, SECONDARY, SOLE_PROPRIETOR, STARTER, Applicant


def test_an_end_user_keeps_what_it_is_given(acme: Applicant) -> None:
    """Attributes are kept, even if incomplete, and replaced as a whole; the type stays."""
    end_users = acme.trusthub.end_users
    end_user = end_users.create(friendly_name="rep", type="authorized_representative_1", attributes={"email": "?"})
    assert end_user.fetch().attributes == {"email": "?"}
    changed = end_user.update(attributes=PERSON)
    assert (changed.attributes, changed.friendly_name, changed.type) == (PERSON, "rep", "authorized_representative_1")
    assert end_user.update(friendly_name="representative").attributes == PERSON
    assert end_user.delete()
    assert end_users.list() == []


def test_a_supporting_document_is_a_draft(acme: Applicant) -> None:
    """A document keeps its attributes; its status is its own, in upper case."""
    document = acme.trusthub.supporting_documents(acme.document()).fetch()
    assert (document.status, document.mime_type, document.type) == ("DRAFT", None, "customer_profile_address")
    assert document.update(friendly_name="hq").attributes == {"address_sids": acme.address_sid}
    assert [each.sid for each in acme.trusthub.supporting_documents.list()] == [document.sid]
    assert document.delete()


@pytest.mark.parametrize("wrong", [{"type": "business"}, {"attributes": "text"}, {"friendly_name": ""}])
def test_entities_that_cannot_be(acme: Applicant, refusal: Any, wrong: dict[str, Any]) -> None:
    """A type must be known, attributes must be a JSON object, and each has a name."""
    person = {"friendly_name": "rep", "type": "authorized_representative_1", "attributes": {}, **wrong}
    assert refusal(lambda: acme.trusthub.end_users.create(**person)) == (400, 20001)
    paper = {"friendly_name": "hq", "type": "customer_profile_address", "attributes": {}, **wrong}
    assert refusal(lambda: acme.trusthub.supporting_documents.create(**paper)) == (400, 20001)


def test_what_is_assigned_stays(acme: Applicant) -> None:
    """An entity in a bundle can be changed but not deleted; outside, it can be deleted."""
    profile, sid = acme.empty_profile(), acme.document()
    assignment = profile.customer_profiles_entity_assignments.create(sid)
    document = acme.trusthub.supporting_documents(sid)
    assert document.update(friendly_name="other").friendly_name == "other"
    with pytest.raises(TwilioRestException, match=f"assigned to {profile.sid}") as refused:
        document.delete()
    assert (refused.value.status, refused.value.code) == (400, 20001)
    assert assignment.delete()
    assert document.delete()


def test_assignments_are_listed_by_type(acme: Applicant) -> None:
    """The filter ObjectType takes the machine names of types."""
    profile = acme.profile()
    assignments = profile.customer_profiles_entity_assignments
    (document,) = assignments.list(object_type="customer_profile_address")
    assert (str(document.object_sid)[:2], document.customer_profile_sid) == ("RD", profile.sid)
    assert document.fetch().date_created == document.date_created
    (primary,) = assignments.list(object_type="primary_customer_profile_type_business")
    assert primary.object_sid == acme.primary_sid
    assert len(assignments.list(page_size=1)) == 4


def test_one_entity_in_two_bundles(acme: Applicant, refusal: Any) -> None:
    """An entity is in a bundle once, and in any number of bundles; while one is under review, it cannot be changed."""
    first, second = acme.profile(), acme.empty_profile()
    business = first.customer_profiles_entity_assignments.list()[-1].object_sid
    assert refusal(lambda: first.customer_profiles_entity_assignments.create(str(business))) == (400, 20001)
    second.customer_profiles_entity_assignments.create(str(business))
    first.update(status="pending-review")
    assert refusal(acme.trusthub.end_users(str(business)).delete) == (400, 20001)
    assert refusal(lambda: acme.trusthub.end_users(str(business)).update(attributes={})) == (400, 60711)
    assert first.delete()
    assert acme.trusthub.end_users(str(business)).update(attributes={}).attributes == {}


def test_what_cannot_be_assigned(acme: Applicant, parent: Client, twilio: LocalTwilio, refusal: Any) -> None:
    """Unknown objects, other accounts' objects, other types, trust products and the bundle itself are refused."""
    profile = acme.empty_profile()
    product = acme.trusthub.trust_products.create(friendly_name="a2p", email=EMAIL, policy_sid=A2P)
    others = Applicant(parent, twilio, twilio.account_sid)
    assign = profile.customer_profiles_entity_assignments.create
    for sid in ("IT" + "0" * 32, others.document(), others.empty_profile().sid, product.sid, profile.sid):
        assert refusal(lambda sid=sid: assign(sid)) == (400, 22205)
    assert refusal(lambda: assign("MG" + "0" * 32)) == (400, 22206)
    assert refusal(lambda: assign("IT")) == (400, 20001)
    assert profile.customer_profiles_entity_assignments.list() == []


def test_a_parent_assigns_its_own_primary_profile(parent: Client, twilio: LocalTwilio) -> None:
    """A parent's own bundles may include it too."""
    owl = Applicant(parent, twilio, twilio.account_sid)
    product = owl.product(owl.primary_sid)
    assert product.update(status="pending-review").status == "twilio-approved"


def test_an_assignment_is_under_its_bundle(acme: Applicant, refusal: Any) -> None:
    """An assignment is not found under another bundle."""
    first, second = acme.empty_profile(), acme.empty_profile()
    assignment = first.customer_profiles_entity_assignments.create(acme.document())
    elsewhere = second.customer_profiles_entity_assignments(str(assignment.sid))
    assert refusal(elsewhere.fetch) == (404, 20404)
    assert refusal(elsewhere.delete) == (404, 20404)


def test_types_say_their_fields(parent: Client, refusal: Any) -> None:
    """A type lists its attributes; its SID and its machine name, which policies use, both find it."""
    types = parent.trusthub.v1.end_user_types
    starter = next(each for each in types.list() if each.machine_name == "starter_customer_profile_information")
    fields = [{"machine_name": "first_name", "friendly_name": "First Name", "constraint": "String"}]
    assert starter.fields[:1] == fields
    assert types("starter_customer_profile_information").fetch().sid == starter.sid
    (address, _) = parent.trusthub.v1.supporting_document_types.list()
    assert [field["machine_name"] for field in address.fields] == ["address_sids"]
    assert refusal(types("OY" + "0" * 32).fetch) == (404, 20404)


def test_policies_say_what_they_want(parent: Client, refusal: Any) -> None:
    """The SIDs are Twilio's own; the types that a policy names exist."""
    policies = {each.sid: each for each in parent.trusthub.v1.policies.list()}
    assert set(policies) == {PRIMARY, SECONDARY, STARTER, A2P, SOLE_PROPRIETOR}
    wanted = policies[SECONDARY].requirements
    assert [each["type"] for each in wanted["end_user"]] == [
        "customer_profile_business_information",
        "authorized_representative_1",
        "authorized_representative_2",
    ]
    assert [each["requirement_name"] for each in wanted["supporting_customer_profiles"]] == ["primary_customer_profile"]
    machine_name = wanted["end_user"][0]["url"].rpartition("/")[2]
    named = parent.trusthub.v1.end_user_types(machine_name).fetch()
    assert {field["machine_name"] for field in named.fields} == set(wanted["end_user"][0]["fields"])
    assert refusal(parent.trusthub.v1.policies("RN" + "0" * 32).fetch) == (404, 20404)


def test_entities_belong_to_the_account_that_calls(acme: Applicant, connect: Callable[..., Client]) -> None:
    """A parent cannot see the entities of its subaccounts."""
    acme.document()
    acme.end_user("sole_proprietor_information", {})
    assert connect().trusthub.v1.end_users.list() == []
    assert connect().trusthub.v1.supporting_documents.list() == []
