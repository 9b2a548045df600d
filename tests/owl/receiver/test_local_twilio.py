"""The local Twilio and the receiver, each in a process of its own: what one sends the other accepts."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from providers.core.connection import Connection
from tenants.model.naming import toll_free_reference
from tests.openapi.scenarios.tollfree_verifications import BUSINESS
from tests.owl.receiver.served import ORIGIN, TENANT, ServedReceiver, wait_until
from tests.toll_free import SENDERS

ALICE, BOB = "+14155550188", "+14155550199"
UNREACHABLE = "+15005530003"
UNDELIVERED = "com.twilio.messaging.message.undelivered"
LOGGED = "com.twilio.error-logs.error.logged"


@pytest.fixture
def connected(project: Path, twilio: LocalTwilio, served: Callable[..., ServedReceiver]) -> ServedReceiver:
    """A receiver that the tenant's replies go to; it is not started."""
    file = project / f"tenants/{TENANT}.yaml"
    replies = "https://freestyle-falcons.example/sms"
    assert replies in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(replies, f"{ORIGIN}/{TENANT}/inbound-message"), "utf-8")
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")
    return served()


def test_statuses_events_and_opt_outs_arrive(connected: ServedReceiver, twilio: LocalTwilio) -> None:
    """All webhooks are accepted, and the receiver's tables say what the local Twilio's own records say."""
    http = TwilioHttpClient()
    assert http.session is not None
    http.session.mount("https://", twilio.adapter())
    client = Client(connected.account_sid, connected.auth_token, http_client=http)
    with connected as receiver:
        twilio.control.deliver_to(receiver.url)
        configuration = {"destination": f"{ORIGIN}/shared/error-events", "method": "POST", "batch_events": True}
        sink = client.events.v1.sinks.create("errors", configuration, "webhook")
        client.events.v1.subscriptions.create(
            "errors", str(sink.sid), [{"type": each} for each in (UNDELIVERED, LOGGED)]
        )
        service = client.messaging.v1.services.create(
            "acme",
            inbound_request_url=f"{ORIGIN}/{TENANT}/inbound-message",
            status_callback=f"{ORIGIN}/{TENANT}/message-status",
        )
        number = client.incoming_phone_numbers.create(area_code="415")
        service.phone_numbers.create(str(number.sid))
        lost = client.messages.create(UNREACHABLE, messaging_service_sid=str(service.sid), body="Hello")
        stop = twilio.control.receive(ALICE, str(number.phone_number), "STOP")
        assert twilio.control.settle(60)

        outcomes = {each["outcome"].partition(":")[0] for each in twilio.control.webhooks()}
        assert outcomes == {"delivered"}
        [batch] = [each["body"] for each in twilio.control.webhooks() if each["body"]]
        assert [event["type"] for event in batch] == [UNDELIVERED, LOGGED]
        kept = receiver.rows("SELECT type, owner, error_code, level, messaging_service_sid FROM events ORDER BY type")
        assert [tuple(event) for event in kept] == [
            (LOGGED, "shared", 30003, "ERROR", service.sid),
            (UNDELIVERED, "shared", 30003, None, service.sid),
        ]
        [status] = receiver.rows("SELECT status, error_code FROM messages WHERE sid = :sid", sid=lost.sid)
        assert tuple(status) == ("undelivered", 30003)
        [inbound] = receiver.rows("SELECT sid, sender, recipient, keyword FROM inbound_messages")
        assert tuple(inbound) == (stop["sid"], ALICE, number.phone_number, "STOP")
        [opt_out] = receiver.rows("SELECT tenant, phone_number, opted_out FROM opt_outs")
        assert tuple(opt_out) == (TENANT, ALICE, True)
        assert [each["phone_number"] for each in twilio.control.opt_outs()] == [ALICE]


def test_a_stop_cancels_what_is_scheduled(
    project: Path, connected: ServedReceiver, twilio: LocalTwilio, console: Connection
) -> None:
    """Only for that person, and only from that tenant: another tenant shares the account.

    What ends at Twilio soon is alerted meanwhile: the days to edit a rejected verification.
    """
    client = console.account(connected.account_sid)
    file = project / f"tenants/{TENANT}.yaml"
    file.write_text(file.read_text("utf-8").replace("support_contact:", f"{SENDERS}support_contact:", 1), "utf-8")
    twilio.control.skip_waits(True)
    twilio.control.script_review("tollfree_verification", "reject")
    client.messaging.v1.tollfree_verifications.create(
        tollfree_phone_number_sid=client.incoming_phone_numbers.create(phone_number="+18885550123").sid,
        external_reference_id=toll_free_reference(TENANT),
        **BUSINESS,
    )
    twilio.control.advance(5 * 86_400)
    replies = f"{ORIGIN}/{TENANT}/inbound-message"
    own, other = (client.messaging.v1.services.create(name, inbound_request_url=replies) for name in ("acme", "birch"))
    numbers = [client.incoming_phone_numbers.create(area_code="415") for _ in (own, other)]
    for service, number in zip((own, other), numbers, strict=True):
        service.phone_numbers.create(number.sid)
    later = {"schedule_type": "fixed", "send_at": console.now() + dt.timedelta(hours=1), "body": "Hello"}
    scheduled = [
        client.messages.create(to, messaging_service_sid=service.sid, **later)
        for to, service in ((ALICE, own), (BOB, own), (ALICE, other))
    ]
    with connected as receiver:
        twilio.control.deliver_to(receiver.url)
        twilio.control.receive(ALICE, numbers[0].phone_number, "Stop")
        assert twilio.control.settle(60)
        wait_until(lambda: receiver.rows("SELECT * FROM cancellations"))

        [looked] = receiver.rows("SELECT message_sids FROM cancellations")
        wait_until(lambda: receiver.rows("SELECT * FROM alerts WHERE sent_at IS NOT NULL"))
        assert [row.kind for row in receiver.rows("SELECT kind FROM alerts")] == ["toll-free-edit-ends"]
    assert looked.message_sids == scheduled[0].sid
    assert [each.fetch().status for each in scheduled] == ["canceled", "scheduled", "scheduled"]
