"""Reviews of bundles of the local Twilio: their stages, outcomes and callbacks."""

from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.applicant import Applicant
from tests.emulator.receiver import Receiver

CALLBACK = "https://owl.example/trusthub"


def test_a_submission_is_decided_immediately(acme: Applicant) -> None:
    """The answer to the submission has the approval unless a review is scripted."""
    profile = acme.profile()
    assert profile.update(status="pending-review").status == "twilio-approved"
    product = acme.product(profile.sid)
    assert product.update(status="pending-review").status == "twilio-approved"


@pytest.mark.parametrize("kind", ["customer_profile", "trust_product"])
def test_a_review_takes_its_time(acme: Applicant, twilio: LocalTwilio, kind: str) -> None:
    """By the clock a bundle is pending, in review, decided; each kind at its own pace."""
    profile = acme.profile()
    if kind == "trust_product":
        profile.update(status="pending-review")
    bundle: Any = profile if kind == "customer_profile" else acme.product(profile.sid)
    twilio.control.set_behaviour(kind, "seconds", 60)
    statuses = [bundle.update(status="pending-review").status]
    for _ in range(3):
        twilio.control.advance(60)
        statuses.append(bundle.fetch().status)
    assert statuses == ["pending-review", "in-review", "twilio-approved", "twilio-approved"]


def test_a_review_moves_on_by_looks(acme: Applicant, twilio: LocalTwilio) -> None:
    """Each call about a bundle is one look, lists included."""
    twilio.control.set_behaviour("customer_profile", "reads", 3)
    profile = acme.profile()
    assert profile.update(status="pending-review").status == "pending-review"
    assert profile.fetch().status == "pending-review"
    assert acme.trusthub.customer_profiles.list(status="in-review")[0].sid == profile.sid
    assert acme.trusthub.customer_profiles.list(friendly_name="other") == []
    assert [profile.fetch().status for _ in range(3)] == ["in-review", "in-review", "twilio-approved"]


def test_a_rejected_bundle_is_fixed_and_submitted_again(acme: Applicant, twilio: LocalTwilio) -> None:
    """A rejection is explained until the next submission; the bundle can be changed."""
    twilio.control.script_review("customer_profile", "reject", [18601, 99999])
    profile = acme.profile()
    rejected = profile.update(status="pending-review")
    assert rejected.status == "twilio-rejected"
    assert [error["code"] for error in rejected.errors] == [18601, 99999]
    assert "website" in rejected.errors[0]["message"]
    assert "message" not in rejected.errors[1]
    business = profile.customer_profiles_entity_assignments.list(object_type="customer_profile_business_information")
    end_user = acme.trusthub.end_users(str(business[0].object_sid))
    end_user.update(attributes={**end_user.fetch().attributes, "website_url": "https://acme.example/shop"})
    assert profile.update(friendly_name="acme inc").errors == rejected.errors
    approved = profile.update(status="pending-review")
    assert (approved.status, approved.errors) == ("twilio-approved", None)


def test_a_rejection_without_codes_still_has_one(acme: Applicant, twilio: LocalTwilio) -> None:
    """A rejected bundle always has an error."""
    twilio.control.script_review("trust_product", "reject")
    profile = acme.profile()
    profile.update(status="pending-review")
    rejected = acme.product(profile.sid).update(status="pending-review")
    assert (rejected.status, [error["code"] for error in rejected.errors]) == ("twilio-rejected", [18601])


def test_scripts_name_bundles_by_their_friendly_names(acme: Applicant, twilio: LocalTwilio) -> None:
    """A script can be written before its bundle exists."""
    twilio.control.script_review("customer_profile", "reject", of="bad")
    statuses = [acme.profile(name).update(status="pending-review").status for name in ("good", "bad", "bad")]
    assert statuses == ["twilio-approved", "twilio-rejected", "twilio-approved"]


def test_a_bundle_on_hold_stays_in_review(acme: Applicant, twilio: LocalTwilio) -> None:
    """The first look after the hold ends decides it."""
    twilio.control.script_review("customer_profile", "hold")
    profile = acme.profile()
    assert profile.update(status="pending-review").status == "in-review"
    assert profile.fetch().status == "in-review"
    twilio.control.clear_reviews()
    assert [each.status for each in acme.trusthub.customer_profiles.list()] == ["twilio-approved"]


def test_each_status_is_sent_in_order_signed_by_the_subaccount(
    acme: Applicant, parent: Client, twilio: LocalTwilio, receiver: Receiver
) -> None:
    """A status callback has status and reason, signed with the owner's auth token."""
    twilio.control.deliver_to(receiver.url)
    twilio.control.script_review("customer_profile", "reject", [18601, 18606])
    profile = acme.profile(status_callback=CALLBACK)
    profile.update(status="pending-review")
    assert twilio.control.settle()
    told = {"AccountSid": profile.account_sid, "BundleSid": profile.sid}
    assert [request.form for request in receiver.received] == [
        {**told, "Status": "pending-review"},
        {**told, "Status": "in-review"},
        {**told, "Status": "twilio-rejected", "ErrorCodes": "18601,18606"},
    ]
    token = str(parent.api.accounts(str(profile.account_sid)).fetch().auth_token)
    assert all(request.is_signed(token, CALLBACK) for request in receiver.received)


def test_without_a_callback_nothing_is_sent(acme: Applicant, twilio: LocalTwilio) -> None:
    """A bundle without a status callback sends no webhooks."""
    acme.profile().update(status="pending-review")
    assert twilio.control.webhooks() == []
