"""Verifications of toll-free numbers at the local Twilio: submitted, reviewed, edited, deleted."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal
from tests.openapi.scenarios.tollfree_verifications import BUSINESS

KIND = "tollfree_verification"
DAY = 86_400.0


@pytest.fixture
def acme(parent: Client, connect: Callable[..., Client]) -> Client:
    """A subaccount with its own credentials."""
    account = parent.api.accounts.create(friendly_name="acme")
    return connect(account.sid, account.auth_token)


@pytest.fixture
def number(acme: Client) -> Any:
    """A toll-free number of a subaccount."""
    offered = acme.available_phone_numbers("US").toll_free.list(limit=1)[0]
    return acme.incoming_phone_numbers.create(phone_number=str(offered.phone_number))


@pytest.fixture
def verifications(acme: Client) -> Any:
    """The verifications of the subaccount."""
    return acme.messaging.v1.tollfree_verifications


def submit(verifications: Any, number: Any, **more: Any) -> Any:
    """Submit a number for verification."""
    return verifications.create(
        tollfree_phone_number_sid=number.sid, **{"external_reference_id": "owl:acme", **BUSINESS, **more}
    )


def sent(acme: Client, number: Any) -> Any:
    """Return a message from a number, as it has arrived."""
    message = acme.messages.create(to="+14155552671", from_=number.phone_number, body="hello")
    return message.fetch()


def test_an_unverified_number_sends_nothing(twilio: LocalTwilio, acme: Client, number: Any, verifications: Any) -> None:
    """Its messages end with 30032, also while its verification is pending; no campaign is needed afterwards."""
    twilio.control.set_behaviour("message", "at_once")
    twilio.control.set_behaviour(KIND, "seconds", DAY)
    assert sent(acme, number).error_code == 30032
    assert submit(verifications, number).status == "PENDING_REVIEW"
    assert sent(acme, number).error_code == 30032
    twilio.control.advance(DAY)
    assert verifications.list()[0].status == "IN_REVIEW"
    twilio.control.advance(DAY)
    message = sent(acme, number)
    assert (message.status, message.error_code) == ("delivered", None)
    assert verifications.list(external_reference_id="owl:acme")[0].status == "TWILIO_APPROVED"
    verifications(verifications.list()[0].sid).delete()
    assert sent(acme, number).error_code == 30032


def test_a_rejected_verification_can_be_edited_for_seven_days(
    twilio: LocalTwilio, number: Any, verifications: Any, refusal: Refusal
) -> None:
    """An edit submits it again; after seven days it is refused with 30824, and a new one can be submitted."""
    twilio.control.script_review(KIND, "reject", codes=[30842, 30540], times=2)
    rejected = submit(verifications, number)
    assert (rejected.status, rejected.error_code, rejected.edit_allowed) == ("TWILIO_REJECTED", 30842, True)
    assert [each["code"] for each in rejected.rejection_reasons] == [30842, 30540]
    edited = verifications(rejected.sid).update(opt_in_confirmation_message="You are signed up.")
    assert (edited.sid, edited.status) == (rejected.sid, "TWILIO_REJECTED")
    twilio.control.advance(7 * DAY + 1)
    assert refusal(lambda: verifications(rejected.sid).update(opt_in_type="VERBAL")) == (400, 30824)
    assert refusal(lambda: submit(verifications, number)) == (400, 20001)
    verifications(rejected.sid).delete()
    assert submit(verifications, number).status == "TWILIO_APPROVED"


def test_what_cannot_be_edited(twilio: LocalTwilio, number: Any, verifications: Any, refusal: Refusal) -> None:
    """An approved verification, and one with a kind of content that is not allowed."""
    approved = submit(verifications, number)
    assert refusal(lambda: verifications(approved.sid).update(opt_in_type="VERBAL")) == (400, 20001)
    verifications(approved.sid).delete()
    twilio.control.script_review(KIND, "reject", codes=[30460])
    rejected = submit(verifications, number)
    assert (rejected.edit_allowed, rejected.edit_expiration) == (False, None)
    assert refusal(lambda: verifications(rejected.sid).update(opt_in_type="VERBAL")) == (400, 20001)


def test_what_cannot_be_submitted(acme: Client, number: Any, verifications: Any, refusal: Refusal) -> None:
    """A local number, a missing fact that Twilio's policy requires, and values that are none."""
    local = acme.incoming_phone_numbers.create(area_code="415")
    assert refusal(lambda: submit(verifications, local)) == (400, 20001)
    missing: list[dict[str, Any]] = [
        {name: None} for name in ("business_type", "business_city", "business_registration_number")
    ]
    wrong: list[dict[str, Any]] = [
        {"message_volume": "7"},
        {"use_case_categories": ["SPAM"]},
        {"use_case_summary": "x" * 501},
    ]
    for more in (*missing, *wrong):
        assert refusal(partial(submit, verifications, number, **more)) == (400, 20001)
    assert submit(verifications, number, business_type="SOLE_PROPRIETOR", business_registration_number=None).sid


def test_the_parent_reads_every_subaccount_in_one_list(parent: Client, number: Any, verifications: Any) -> None:
    """IncludeSubAccounts shows the subaccounts' too."""
    submitted = submit(verifications, number)
    assert parent.messaging.v1.tollfree_verifications.list() == []
    found = parent.messaging.v1.tollfree_verifications.list(include_sub_accounts=True)
    assert [each.sid for each in found] == [submitted.sid]


def test_events_report_each_state(twilio: LocalTwilio, acme: Client, number: Any, verifications: Any) -> None:
    """A subscribed webhook gets the states in order."""
    states = ("pending-review", "in-review", "approved")
    types = [f"com.twilio.messaging.compliance.toll-free-verification.{each}" for each in states]
    sink = acme.events.v1.sinks.create(
        "sink", {"destination": "https://owl.example/events", "method": "POST", "batch_events": False}, "webhook"
    )
    acme.events.v1.subscriptions.create("all", sink.sid, [{"type": each} for each in types])
    twilio.control.set_behaviour(KIND, "seconds", DAY)
    submitted = submit(verifications, number)
    for _ in range(2):
        twilio.control.advance(DAY)
        submitted.fetch()
    assert [event["type"] for webhook in twilio.control.webhooks() for event in webhook["body"]] == types


def test_a_toll_free_number_has_its_own_rent(twilio: LocalTwilio, number: Any) -> None:
    """It costs more than a local number, and a verification costs nothing."""
    assert number.type == "tollfree"
    assert [(each["kind"], each["monthly_usd"]) for each in twilio.control.ledger()] == [("phone_number", "2.15")]
