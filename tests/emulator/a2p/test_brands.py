"""Brands of the local Twilio: registered, reviewed, resubmitted, suspended, expired."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests import bundles
from tests.emulator.refusal import Refusal

DAY = 86_400


def register(parent: Client, twilio: LocalTwilio, brand_type: str = "STANDARD", **given: Any) -> Any:
    """Register a brand for new bundles."""
    pair = bundles.put(twilio, brand_type)
    return parent.messaging.v1.brand_registrations.create(*pair, brand_type=brand_type, **given)


def test_a_brand_is_approved_immediately(parent: Client, twilio: LocalTwilio) -> None:
    """The first answer has the decision unless a review is scripted."""
    pair = bundles.put(twilio)
    brand = parent.messaging.v1.brand_registrations.create(*pair)
    assert (brand.customer_profile_bundle_sid, brand.a2p_profile_bundle_sid) == pair
    assert (brand.status, brand.identity_status, brand.brand_type) == ("APPROVED", "VERIFIED", "STANDARD")
    assert (brand.brand_score, str(brand.tcr_id)[0], brand.errors) == (75, "B", [])
    assert (brand.mock, brand.skip_automatic_sec_vet, brand.russell_3000) == (False, False, False)
    assert [each.sid for each in parent.messaging.v1.brand_registrations.list()] == [brand.sid]


def test_a_brand_goes_through_its_review(parent: Client, twilio: LocalTwilio) -> None:
    """A brand moves from PENDING through IN_REVIEW to a decision, which brings its registry id."""
    twilio.control.set_behaviour("brand_registration", "seconds", 60)
    brand = register(parent, twilio)
    assert (brand.status, brand.tcr_id, brand.identity_status) == ("PENDING", None, None)
    twilio.control.advance(60)
    assert brand.fetch().status == "IN_REVIEW"
    twilio.control.advance(60)
    assert parent.messaging.v1.brand_registrations.list()[0].status == "APPROVED"


def test_a_look_is_a_fetch_or_a_list(parent: Client, twilio: LocalTwilio) -> None:
    """In the mode `reads`, a brand moves one step with each look, its creation included."""
    twilio.control.set_behaviour("brand_registration", "reads", 2)
    brand = register(parent, twilio)
    seen = [brand.status, brand.fetch().status]
    seen += [parent.messaging.v1.brand_registrations.list()[0].status, brand.fetch().status]
    assert seen == ["PENDING", "IN_REVIEW", "IN_REVIEW", "APPROVED"]


def test_a_rejection_says_why(parent: Client, twilio: LocalTwilio) -> None:
    """Codes come with the fields they are about, and in the older format too; a script can name a bundle."""
    twilio.control.script_review("brand_registration", "reject", [30795, 30729], of="acme customer_profile")
    brand = register(parent, twilio)
    assert (brand.status, brand.tcr_id, brand.brand_score) == ("FAILED", None, None)
    assert [(each["error_code"], each["fields"]) for each in brand.errors] == [
        (30795, ["business_registration_number", "business_name"]),
        (30729, ["iso_country"]),
    ]
    assert brand.errors[0]["url"] == "https://www.twilio.com/docs/api/errors/30795"
    assert brand.brand_feedback == ["OTHERS", "TAX_ID"]
    assert "tax id" in brand.failure_reason


def test_a_rejected_bundle_fails_its_brand(parent: Client, twilio: LocalTwilio) -> None:
    """A brand fails while a bundle is rejected; once both are approved, it can be submitted again."""
    pair = bundles.put(twilio, statuses=("twilio-approved", "twilio-rejected"))
    brand = parent.messaging.v1.brand_registrations.create(*pair)
    assert (brand.status, [each["error_code"] for each in brand.errors]) == ("FAILED", [18601])
    bundles.set_status(twilio, pair[1], "pending-review")
    assert (brand.update().status, brand.fetch().errors) == ("APPROVED", [])


def test_a_brand_needs_its_own_submitted_bundles(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """Drafts, bundles of other accounts, kinds or brand types are refused, and nothing is charged."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    profile, trust = bundles.put(twilio)
    sole_proprietor = bundles.put(twilio, "SOLE_PROPRIETOR")
    wrong = [
        bundles.put(twilio, statuses=("draft", "pending-review")),
        bundles.put(twilio, statuses=("pending-review", "draft")),
        bundles.put(twilio, account_sid=account.sid),
        (trust, profile),
        (profile, sole_proprietor[1]),
        (profile, "BU" + "0" * 32),
        ("XX" + "0" * 32, trust),
        ("", trust),
    ]
    brands = parent.messaging.v1.brand_registrations
    for pair in wrong:
        assert refusal(partial(brands.create, *pair)) == (400, 20001)
    assert refusal(lambda: brands.create(profile, trust, brand_type="STARTER")) == (400, 20001)
    assert (brands.list(), twilio.control.ledger()) == ([], [])


@pytest.mark.parametrize(
    ("given", "fees"),
    [
        ({}, ["46"]),
        ({"skip_automatic_sec_vet": True}, ["4.50"]),
        ({"brand_type": "SOLE_PROPRIETOR"}, ["4.50"]),
        ({"mock": True}, []),
    ],
)
def test_what_a_brand_costs(parent: Client, twilio: LocalTwilio, given: dict[str, Any], fees: list[str]) -> None:
    """The fee is charged once, and again for the same bundles, also when the brand fails; there is no monthly fee."""
    twilio.control.script_review("brand_registration", "reject", [30799])
    pair = bundles.put(twilio, given.get("brand_type", "STANDARD"))
    made = [parent.messaging.v1.brand_registrations.create(*pair, **given) for _ in range(2)]
    assert [brand.status for brand in made] == ["FAILED", "APPROVED"]
    ledger = twilio.control.ledger()
    assert [(entry["once_usd"], entry["monthly_usd"]) for entry in ledger] == [(fee, "0") for fee in fees * 2]
    assert {entry["sid"] for entry in ledger} == ({brand.sid for brand in made} if fees else set())
    assert twilio.control.ledger(open_only=True) == []


def test_three_resubmissions_are_free(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """The fourth is refused (21724); none is charged."""
    twilio.control.script_review("brand_registration", "reject", [30799], times=9)
    brand = register(parent, twilio)
    assert [brand.update().status for _ in range(3)] == ["FAILED"] * 3
    assert refusal(brand.update) == (400, 21724)
    assert len(twilio.control.ledger()) == 1


def test_only_a_failed_brand_is_resubmitted(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """A brand under review or approved is refused (60723)."""
    twilio.control.script_review("brand_registration", "hold")
    brand = register(parent, twilio)
    assert (brand.status, refusal(brand.update)) == ("IN_REVIEW", (400, 60723))
    twilio.control.clear_reviews()
    assert (brand.fetch().status, refusal(brand.update)) == ("APPROVED", (400, 60723))


def test_a_suspended_brand(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """It can be neither updated nor vetted (21731)."""
    brand = register(parent, twilio)
    twilio.control.set_brand_status(brand.sid, "SUSPENDED")
    assert brand.fetch().status == "SUSPENDED"
    assert refusal(brand.update) == (400, 21731)
    assert refusal(lambda: brand.brand_vettings.create("aegis")) == (400, 21731)


def test_a_mock_lives_thirty_days(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """Then it no longer exists, by the local clock."""
    brand = register(parent, twilio, mock=True)
    assert (brand.mock, brand.status, brand.brand_score) == (True, "APPROVED", None)
    assert refusal(lambda: brand.brand_vettings.create("aegis")) == (400, 20001)
    twilio.control.advance(30 * DAY - 60)
    assert brand.fetch().sid == brand.sid
    twilio.control.advance(60)
    assert refusal(brand.fetch) == (404, 20404)
    assert parent.messaging.v1.brand_registrations.list() == []


def test_a_sole_proprietor_answers_immediately(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """The one-time password is answered immediately unless a wait is scripted; none can be sent again."""
    brand = register(parent, twilio, "SOLE_PROPRIETOR")
    assert (brand.status, brand.brand_score) == ("APPROVED", None)
    assert refusal(brand.brand_registration_otps.create) == (400, 20001)


def test_a_sole_proprietor_answers_in_time_or_again(parent: Client, twilio: LocalTwilio) -> None:
    """The brand is pending until a password is answered, each within 24 hours."""
    twilio.control.set_behaviour("brand_otp", "reads")
    brand = register(parent, twilio, "SOLE_PROPRIETOR")
    assert (brand.status, brand.fetch().status) == ("PENDING", "PENDING")
    twilio.control.advance(DAY)
    with pytest.raises(ValueError, match="has expired"):
        twilio.control.answer_otp(brand.sid)
    assert (brand.fetch().status, brand.brand_registration_otps.create().brand_registration_sid) == (
        "PENDING",
        brand.sid,
    )
    twilio.control.answer_otp(brand.sid)
    assert brand.fetch().status == "APPROVED"
    with pytest.raises(ValueError, match="waits for no one-time password"):
        twilio.control.answer_otp(brand.sid)


def test_no_other_brand_has_a_one_time_password(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """Standard brands and mocks get no password."""
    twilio.control.set_behaviour("brand_otp", "reads")
    for brand in (register(parent, twilio), register(parent, twilio, "SOLE_PROPRIETOR", mock=True)):
        assert brand.status == "APPROVED"
        assert refusal(brand.brand_registration_otps.create) == (400, 20001)


def test_wrong_handling_of_brands_is_explained(twilio: LocalTwilio) -> None:
    """An unknown brand and an unknown status are refused."""
    with pytest.raises(ValueError, match="'BN0' is no brand: name a brand's SID"):
        twilio.control.set_brand_status("BN0", "SUSPENDED")
    with pytest.raises(ValueError, match="brand BN0 waits for no"):
        twilio.control.answer_otp("BN0")


def test_a_brand_is_its_accounts(
    parent: Client, twilio: LocalTwilio, connect: Callable[..., Client], refusal: Refusal
) -> None:
    """No other account can see it."""
    brand = register(parent, twilio)
    account = parent.api.accounts.create(friendly_name="owl-acme")
    inside = connect(account.sid, account.auth_token)
    assert refusal(inside.messaging.v1.brand_registrations(brand.sid).fetch) == (404, 20404)
    assert inside.messaging.v1.brand_registrations.list() == []
