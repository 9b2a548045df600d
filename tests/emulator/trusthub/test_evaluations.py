"""Evaluations of the local Twilio: what policies find missing or malformed in a bundle."""

from typing import Any

import pytest

from emulator.embedded import LocalTwilio
from tests.emulator.applicant import (
    A2P,
    EMAIL,
    PERSON,
    PRIMARY,
    SECONDARY,
    SOLE_PROPRIETOR,
    SOLE_TRADER,
    STARTER,
    Applicant,
    faults,
)

BUSINESS_TYPE = "customer_profile_business_information"


def test_a_complete_profile_is_compliant(acme: Applicant) -> None:
    """Every requirement passes, with all its fields valid; the evaluation is kept."""
    profile = acme.profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert (evaluation.status, evaluation.customer_profile_sid) == ("compliant", profile.sid)
    assert [result["requirement_name"] for result in evaluation.results] == [
        BUSINESS_TYPE,
        "authorized_representative_1",
        "customer_profile_address",
        "primary_customer_profile",
    ]
    assert evaluation.results[-1] == {
        "requirement_name": "primary_customer_profile",
        "requirement_friendly_name": "Primary Customer Profile",
        "object_type": "primary_customer_profile_type_business",
        "friendly_name": "Primary Customer Profile Bundle",
        "passed": True,
        "failure_reason": None,
        "error_code": None,
        "valid": [
            {
                "friendly_name": "Bundle Sid",
                "object_field": "bundle_sid",
                "passed": True,
                "failure_reason": None,
                "error_code": None,
            }
        ],
        "invalid": [],
    }
    assert evaluation.fetch().results == evaluation.results
    assert [each.sid for each in profile.customer_profiles_evaluations.list()] == [evaluation.sid]


def test_an_empty_profile_fails_every_requirement(acme: Applicant) -> None:
    """Each requirement fails with its own code and the fields of the missing end user."""
    profile = acme.empty_profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert evaluation.status == "noncompliant"
    codes = {result["requirement_name"]: result["error_code"] for result in evaluation.results}
    assert codes == {
        BUSINESS_TYPE: 22214,
        "authorized_representative_1": 22214,
        "customer_profile_address": 22216,
        "primary_customer_profile": 22216,
    }
    business = evaluation.results[0]
    assert business["invalid"][0] == {
        "friendly_name": "Business Name",
        "object_field": "business_name",
        "failure_reason": "Business Name of Business Information is missing",
        "error_code": 22215,
    }
    assert (len(business["invalid"]), business["valid"]) == (8, [])


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({}, {"address_sids": 22217}),
        ({"address_sids": []}, {"address_sids": 22217}),
        ({"address_sids": "AD" + "0" * 32}, {"address_sids": 22217}),
        (None, {}),
    ],
)
def test_an_address_is_the_accounts(acme: Applicant, attributes: dict[str, Any] | None, found: dict[str, int]) -> None:
    """A document must name addresses of its account."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(acme.document(attributes))
    results = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).results
    assert faults([each for each in results if each["object_type"] == "customer_profile_address"]) == found


def test_several_addresses(acme: Applicant) -> None:
    """All addresses of a document must exist."""
    profile = acme.empty_profile()
    profile.customer_profiles_entity_assignments.create(
        acme.document({"address_sids": [acme.address_sid, "AD" + "0" * 32]})
    )
    found = faults(profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).results)
    assert found["address_sids"] == 22217


def test_an_unapproved_primary_profile_is_not_enough(acme: Applicant, twilio: LocalTwilio) -> None:
    """An unapproved ISV cannot have approved customers."""
    profile = acme.profile()
    twilio.control.set_primary_profile("in-review")
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    assert faults(evaluation.results) == {"bundle_sid": 22217}
    twilio.control.set_primary_profile("twilio-approved")
    assert profile.customer_profiles_evaluations.create(policy_sid=SECONDARY).status == "compliant"


def test_a_trust_product_needs_a_submitted_profile(acme: Applicant, twilio: LocalTwilio) -> None:
    """A profile under review is enough; a draft or a rejected one is not."""
    twilio.control.set_behaviour("customer_profile", "seconds", 60)
    twilio.control.script_review("customer_profile", "reject")
    profile = acme.profile()
    evaluations = acme.product(profile.sid).trust_products_evaluations
    assert faults(evaluations.create(policy_sid=A2P).results) == {"bundle_status": 22217}
    profile.update(status="pending-review")
    assert evaluations.create(policy_sid=A2P).status == "compliant"
    twilio.control.advance(120)
    assert faults(evaluations.create(policy_sid=A2P).results) == {"bundle_status": 22217}
    profile.update(status="pending-review")
    twilio.control.advance(120)
    assert evaluations.create(policy_sid=A2P).status == "compliant"


def test_the_registration_of_a_sole_proprietor(acme: Applicant) -> None:
    """A starter profile and the trust product with it are approved, one after the other."""
    profile = acme.empty_profile(STARTER)
    person = acme.end_user("starter_customer_profile_information", PERSON)
    for sid in (person, acme.document(), acme.primary_sid):
        profile.customer_profiles_entity_assignments.create(sid)
    assert profile.update(status="pending-review").status == "twilio-approved"
    product = acme.trusthub.trust_products.create(friendly_name="acme", email=EMAIL, policy_sid=SOLE_PROPRIETOR)
    for sid in (acme.end_user("sole_proprietor_information", SOLE_TRADER), str(profile.sid)):
        product.trust_products_entity_assignments.create(sid)
    assert product.update(status="pending-review").status == "twilio-approved"


def test_of_two_end_users_the_last_one_counts(acme: Applicant) -> None:
    """Assigning a correct end user fixes a wrong one."""
    profile = acme.empty_profile()
    for attributes in ({}, PERSON):
        end_user = acme.end_user("starter_customer_profile_information", attributes)
        profile.customer_profiles_entity_assignments.create(end_user)
    results = profile.customer_profiles_evaluations.create(policy_sid=STARTER).results
    assert results[0]["passed"]


def test_a_policy_must_be_there(acme: Applicant, refusal: Any) -> None:
    """Any existing policy can be evaluated."""
    evaluations = acme.empty_profile().customer_profiles_evaluations
    assert refusal(lambda: evaluations.create(policy_sid="RN" + "0" * 32)) == (400, 20001)
    assert evaluations.create(policy_sid=PRIMARY).status == "noncompliant"


def test_an_evaluation_goes_with_its_bundle(acme: Applicant, refusal: Any) -> None:
    """An evaluation is found under its bundle, and deleted with it."""
    profile = acme.empty_profile()
    evaluation = profile.customer_profiles_evaluations.create(policy_sid=SECONDARY)
    profile.delete()
    assert refusal(evaluation.fetch) == (404, 20404)
