"""The local Twilio's own requests, through real HTTP: what it sends, the receiver keeps and alerts."""

import json
from collections.abc import Callable, Iterator

import pytest

from emulator.embedded import LocalTwilio
from providers.core.connection import Connection
from tests.emulator.applicant import Applicant
from tests.owl.receiver.served import ORIGIN, TENANT, ServedReceiver, wait_until

TO = "+14155552671"


@pytest.fixture
def receiver(served: Callable[..., ServedReceiver], twilio: LocalTwilio) -> Iterator[ServedReceiver]:
    """A receiver that `owl serve` has connected to its local Twilio."""
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")
    with served() as started:
        yield started


def test_messages_usage_and_reviews(receiver: ServedReceiver, twilio: LocalTwilio, console: Connection) -> None:
    """Statuses and error codes are Twilio's; the third message of the day is alerted once, the fourth is not."""
    client = console.account(receiver.account_sid)
    number = client.incoming_phone_numbers.create(area_code="415").phone_number
    client.usage.triggers.create(
        f"{ORIGIN}/{TENANT}/usage-alert", "3", "sms-outbound", trigger_by="count", recurring="daily"
    )
    sent = {}
    for to in (TO, TO, "+15005530003", TO):
        message = client.messages.create(
            to=to, from_=number, body="hello", status_callback=f"{ORIGIN}/{TENANT}/message-status"
        )
        sent[message.sid] = client.messages(message.sid).fetch()
    twilio.control.script_review("customer_profile", "reject", [18601, 18606])
    applicant = Applicant(client, twilio, twilio.account_sid)
    profile = applicant.profile(status_callback=f"{ORIGIN}/{TENANT}/review-status")
    profile.update(status="pending-review")
    assert twilio.control.settle()

    assert {webhook["outcome"] for webhook in twilio.control.webhooks()} == {"delivered: 204"}
    kept = {row.sid: (row.status, row.error_code) for row in receiver.rows("SELECT * FROM messages")}
    assert kept == {sid: (message.status, message.error_code) for sid, message in sent.items()}
    assert sorted(status for status, _ in kept.values()) == ["delivered", "delivered", "delivered", "undelivered"]
    [usage] = receiver.rows("SELECT owner, trigger_value, current_value FROM usage_alerts")
    assert tuple(usage) == (TENANT, "3.000000", "3")
    reviews = receiver.rows("SELECT status FROM review_statuses ORDER BY received_at")
    assert [row.status for row in reviews] == ["pending-review", "in-review", "twilio-rejected"]

    def alerted() -> list[str]:
        return [row.title for row in receiver.rows("SELECT title FROM alerts WHERE sent_at IS NOT NULL ORDER BY kind")]

    wait_until(lambda: len(alerted()) == 2)
    assert alerted() == [
        f"{TENANT} has reached its daily allowance",
        f"{TENANT}: Twilio rejected {profile.sid}",
    ]
    logged = [json.loads(line) for line in receiver.log.read_text("utf-8").splitlines()]
    [alert] = [line for line in logged if line.get("kind") == "allowance-reached"]
    assert alert["cause"].startswith("3 messages today; package silver allows 3 ")
    assert TO not in receiver.log.read_text("utf-8")
