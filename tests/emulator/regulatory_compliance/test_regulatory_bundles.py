"""Regulatory bundles of the local Twilio: evaluated, reviewed, ended, copied and put in place of each other."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.applicant import faults
from tests.emulator.refusal import Refusal
from tests.emulator.regulatory_compliance.german_business import COMPANY, GermanBusiness

DAY = 86_400


def test_a_complete_bundle_is_approved(business: GermanBusiness) -> None:
    """It is evaluated as compliant, submitted and approved, and so are its documents; then it can't be changed."""
    bundle = business.bundle()
    assert bundle.evaluations.create().status == "compliant"
    assert bundle.update(status="pending-review").status == "twilio-approved"
    assert {each.status for each in business.compliance.supporting_documents.list()} == {"approved"}


def test_an_evaluation_says_all_that_is_wrong(business: GermanBusiness, refusal: Refusal) -> None:
    """What is missing, what differs from the end user, and an address that is not there each have their own code."""
    bundle = business.empty()
    assert faults(bundle.evaluations.create().results)["business_name"] == 22215
    for sid in (
        business.end_user(first_name=""),
        business.excerpt(business_name="Falcon Ltd")["sid"],
        business.hq("AD" + "0" * 32),
    ):
        bundle.item_assignments.create(sid)
    assert faults(bundle.evaluations.create().results) == {
        "first_name": 22215,
        "business_name": 22217,
        "address_sids": 22219,
    }
    assert refusal(lambda: bundle.update(status="pending-review")) == (400, 20001)


def test_a_local_number_wants_an_address_of_its_country(business: GermanBusiness) -> None:
    """An address elsewhere does for a mobile number, not for a local one."""
    found = {}
    for number_type in ("mobile", "local"):
        bundle = business.empty(number_type)
        for sid in (business.end_user(), business.excerpt()["sid"], business.hq(business.address("FR"))):
            bundle.item_assignments.create(sid)
        found[number_type] = faults(bundle.evaluations.create().results)
    assert found == {"mobile": {}, "local": {"address_sids": 22219}}


def test_a_review_takes_its_time(business: GermanBusiness, twilio: LocalTwilio, refusal: Refusal) -> None:
    """Under review nothing changes, neither the bundle nor what is in it; its callback gets each status."""
    twilio.control.set_behaviour("regulatory_bundle", "seconds", DAY)
    bundle = business.bundle(status_callback="https://owl.example/bundle").update(status="pending-review")
    (end_user,) = business.compliance.end_users.list()
    assert bundle.status == "pending-review"
    assert refusal(lambda: bundle.update(friendly_name="other")) == (400, 22209)
    assert refusal(lambda: end_user.update(attributes={})) == (400, 22209)
    assert refusal(bundle.delete) == (400, 22209)
    assert refusal(bundle.item_assignments.list()[0].delete) == (400, 22209)
    twilio.control.advance(DAY)
    assert bundle.fetch().status == "in-review"
    twilio.control.advance(DAY)
    assert bundle.fetch().status == "twilio-approved"
    told = [each["parameters"]["Status"] for each in twilio.control.webhooks()]
    assert told == ["pending-review", "in-review", "twilio-approved"]


def test_a_rejection_says_why(business: GermanBusiness, twilio: LocalTwilio) -> None:
    """The reason is with the documents; what is corrected can be submitted again."""
    twilio.control.script_review("regulatory_bundle", "reject", [18001], of="falken")
    bundle = business.bundle().update(status="pending-review")
    assert bundle.status == "twilio-rejected"
    documents = business.compliance.supporting_documents.list()
    assert [(each.status, each.errors) for each in documents] == [("rejected", [{"code": 18001}])] * 2
    assert documents[0].failure_reason == "A document is not acceptable"
    assert bundle.update(status="pending-review").status == "twilio-approved"


def test_a_document_without_a_file_is_not_acceptable(business: GermanBusiness) -> None:
    """No reviewer can read what was not uploaded; an address needs no file."""
    bundle = business.empty()
    attributes = {"business_name": COMPANY["business_name"], "document_number": "HRB 12345"}
    paper = business.compliance.supporting_documents.create(
        "register", "commercial_registrar_excerpt", attributes=attributes
    )
    for sid in (business.end_user(), str(paper.sid), business.hq()):
        bundle.item_assignments.create(sid)
    assert bundle.update(status="pending-review").status == "twilio-rejected"


def test_a_test_is_refused_whatever_it_holds(business: GermanBusiness) -> None:
    """IsTest walks the whole path for nothing."""
    assert business.bundle(is_test=True).update(status="pending-review").status == "twilio-rejected"


@pytest.mark.parametrize(
    ("content", "mime_type"), [(b"", "application/pdf"), (b"text", "text/plain"), (b"0" * 5_242_881, "image/png")]
)
def test_files_that_are_refused(business: GermanBusiness, content: bytes, mime_type: str) -> None:
    """A file is a PDF or a picture, not empty and of 5 MB at most."""
    assert business.excerpt(content, mime_type)["code"] == 20001


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"iso_country": "XX"}, 22200),
        ({"end_user_type": "robot"}, 22200),
        ({"iso_country": ""}, 22202),
        ({"regulation_sid": "RN" + "0" * 32}, 22200),
        ({"email": ""}, 20001),
    ],
)
def test_bundles_that_cannot_be(business: GermanBusiness, refusal: Refusal, wrong: dict[str, str], code: int) -> None:
    """A bundle is for a regulation that there is."""
    assert refusal(lambda: business.empty(**wrong)) == (400, code)


def test_changes_that_cannot_be(business: GermanBusiness, refusal: Refusal) -> None:
    """Status and name are changed one after the other; only a review can be asked for; items are what they are."""
    bundle, assign = business.empty(), business.empty().item_assignments.create
    assert refusal(lambda: bundle.update(status="pending-review", friendly_name="other")) == (400, 22204)
    assert refusal(lambda: bundle.update(status="twilio-approved")) == (400, 20001)
    assert refusal(lambda: bundle.update(status="done")) == (400, 22203)
    assert refusal(lambda: assign("MG" + "0" * 32)) == (400, 22206)
    assert refusal(lambda: assign("IT" + "0" * 32)) == (400, 22205)
    sid = business.end_user()
    assign(sid)
    assert refusal(lambda: assign(sid)) == (400, 20001)
    assert refusal(business.compliance.end_users(sid).delete) == (400, 20001)


def test_a_country_changes_its_rules(business: GermanBusiness, twilio: LocalTwilio, refusal: Refusal) -> None:
    """What is approved ends; a copy that is approved by then takes its place, and one of the old rules does not."""
    bundle, early = business.approved(), business.bundle()
    outdated = business.compliance.bundles(str(early.sid)).update(status="pending-review")
    assert twilio.control.change_regulation("DE", 60) == [outdated.sid, bundle.sid]
    assert refusal(lambda: bundle.replace_items.create(str(outdated.sid))) == (400, 22228)
    soon = datetime.now(UTC) + timedelta(days=61)
    bundles = business.compliance.bundles
    ending = bundles.list(has_valid_until_date=True, sort_by="valid-until", sort_direction="ASC")
    assert {each.sid for each in ending} == {bundle.sid, outdated.sid}
    assert len(bundles.list(valid_until_date_before=soon)) == 2
    assert bundles.list(valid_until_date_after=soon) == []

    copy = business.compliance.bundles(str(bundle.bundle_copies.create(friendly_name="falken 2").sid))
    assert copy.fetch().status == "draft"
    before = {each.object_sid for each in bundle.item_assignments.list()}
    assert copy.update(status="pending-review").status == "twilio-approved"
    bundle.replace_items.create(str(copy.fetch().sid))
    assert before.isdisjoint(each.object_sid for each in bundle.item_assignments.list())

    twilio.control.advance(61 * DAY)
    assert bundle.fetch().status == "twilio-approved"
    assert outdated.fetch().status == "twilio-rejected"
    assert outdated.update(status="pending-review").valid_until is None


def test_items_that_cannot_be_replaced(business: GermanBusiness, refusal: Refusal) -> None:
    """By a bundle's own, by those of no bundle, by those of a draft or of another regulation."""
    bundle = business.approved()
    replace = bundle.replace_items.create
    assert refusal(lambda: replace(str(bundle.sid))) == (400, 22226)
    assert refusal(lambda: replace("BU" + "0" * 32)) == (400, 22225)
    assert refusal(lambda: replace(str(business.bundle().sid))) == (400, 20001)
    assert refusal(lambda: replace(str(business.approved("local").sid))) == (400, 22228)


def test_a_clone_is_another_accounts(
    business: GermanBusiness, parent: Client, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """It is approved as it is, with copies of all that is in it; a draft of it is compliant there too."""
    account = parent.api.accounts.create(friendly_name="falken")
    acme = connect(account.sid, account.auth_token)
    clones = parent.numbers.v2.bundle_clone(str(business.approved().sid))
    clone = clones.create(str(account.sid))
    assert clone.status == "twilio-approved"
    assert len(acme.addresses.list()) == 1
    draft = acme.numbers.v2.regulatory_compliance.bundles(
        str(clones.create(str(account.sid), move_to_draft=True).bundle_sid)
    )
    assert draft.evaluations.create().status == "compliant"
    assert refusal(lambda: acme.numbers.v2.bundle_clone(str(clone.bundle_sid)).create(str(account.sid))) == (401, 20003)
    unfinished = parent.numbers.v2.bundle_clone(str(business.bundle().sid))
    assert refusal(lambda: unfinished.create(str(account.sid))) == (400, 20001)


def test_a_german_mobile_number_needs_both(business: GermanBusiness, twilio: LocalTwilio, refusal: Refusal) -> None:
    """A number is bought with an approved bundle of its type and an address, and keeps them."""
    buy = business.client.incoming_phone_numbers.create
    number = str(business.client.available_phone_numbers("DE").mobile.list(sms_enabled=True, limit=1)[0].phone_number)
    bundle = business.bundle()
    with pytest.raises(TwilioRestException, match="Bundle required and not provided"):
        buy(phone_number=number)
    assert refusal(lambda: buy(phone_number=number, bundle_sid=bundle.sid)) == (400, 21649)
    bundle.update(status="pending-review")
    assert refusal(lambda: buy(phone_number=number, bundle_sid=bundle.sid)) == (400, 21631)
    local = business.approved("local")
    given = {"phone_number": number, "address_sid": business.address_sid}
    assert refusal(lambda: buy(bundle_sid=local.sid, **given)) == (400, 21649)
    bought = buy(bundle_sid=bundle.sid, **given)
    assert (bought.type, bought.address_requirements, bought.capabilities["sms"]) == ("mobile", "any", True)
    assert refusal(bundle.delete) == (400, 21648)
    assert refusal(lambda: bought.update(bundle_sid="")) == (400, 21649)
    other = business.approved()
    assert bought.update(bundle_sid=str(other.sid)).bundle_sid == other.sid
    assert bundle.delete()
    assert [each["monthly_usd"] for each in twilio.control.ledger(open_only=True)] == ["3.00"]


def test_a_local_number_needs_a_local_address(business: GermanBusiness, refusal: Refusal) -> None:
    """An address in another country does not do, and searches can leave such numbers out."""
    local = business.client.available_phone_numbers("DE").local
    number = str(local.list(limit=1)[0].phone_number)
    assert local.list(exclude_local_address_required=True) == []
    assert local.list(sms_enabled=True) == []
    given = {"phone_number": number, "bundle_sid": business.approved("local").sid}
    buy = business.client.incoming_phone_numbers.create
    assert refusal(lambda: buy(address_sid=business.address("FR"), **given)) == (400, 21631)
    assert buy(address_sid=business.address_sid, **given).friendly_name == number


def test_regulations_say_what_countries_want(parent: Client, refusal: Refusal) -> None:
    """Each is for a country, a type of number and of end user; the US wants nothing of who has a local number."""
    regulations = parent.numbers.v2.regulatory_compliance.regulations
    assert {each.iso_country for each in regulations.list()} == {"AU", "DE", "FR", "GB", "US"}
    (french,) = regulations.list(iso_country="FR", number_type="mobile", end_user_type="business")
    (documents,) = french.requirements["supporting_document"]
    assert [each["requirement_name"] for each in documents][-1] == "name_in_power_of_attorney_info"
    assert "constraint" not in french.requirements["end_user"][0]["detailed_fields"][0]
    with_constraints = regulations(str(french.sid)).fetch(include_constraints=True)
    assert with_constraints.requirements["end_user"][0]["detailed_fields"][0]["constraint"] == "String"
    (american,) = regulations.list(iso_country="US", number_type="local", end_user_type="business")
    assert american.requirements == {"end_user": [], "supporting_document": [[]]}
    assert regulations.list(iso_country="JP") == []
    assert refusal(lambda: regulations.list(number_type="pager")) == (400, 22213)
    assert refusal(regulations("RN" + "0" * 32).fetch) == (404, 20404)
