"""Event Streams of the local Twilio: what is sent to a webhook sink, and how it is signed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.receiver import Receiver

ORIGIN = "https://owl.example"
MESSAGE = "com.twilio.messaging.message."
ERRORS = "com.twilio.error-logs.error.logged"
TO = "+14155552671"
UNREACHABLE = "+15005530003"


@pytest.fixture(autouse=True)
def at_once(twilio: LocalTwilio, receiver: Receiver) -> None:
    """Messages arrive immediately and without a campaign, and all webhooks go to the receiver."""
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")
    twilio.control.deliver_to(receiver.url)


def subscribe(client: Client, *types: str, batch: bool = True, version: int = 1, path: str = "/events") -> str:
    """Send events of these types to a sink, and return the sink's SID."""
    configuration = {"destination": ORIGIN + path, "method": "POST", "batch_events": batch}
    sink = client.events.v1.sinks.create(description="any", sink_type="webhook", sink_configuration=configuration)
    wanted: list[Any] = [{"type": each, "schema_version": version} for each in types]
    client.events.v1.subscriptions.create(description="any", sink_sid=str(sink.sid), types=wanted)
    return str(sink.sid)


def service(client: Client, **settings: Any) -> str:
    """Create a messaging service with a number and return its SID."""
    made = client.messaging.v1.services.create(friendly_name="owl-acme", **settings)
    made.phone_numbers.create(str(client.incoming_phone_numbers.create(area_code="415").sid))
    return str(made.sid)


def send(client: Client, service_sid: str, to: str = TO) -> str:
    """Send a message and return its SID."""
    return str(client.messages.create(to=to, messaging_service_sid=service_sid, body="<b>hello</b>").sid)


def test_a_batch_is_a_json_array_of_cloud_events_signed_by_the_account(
    parent: Client, connect: Callable[..., Client], twilio: LocalTwilio, receiver: Receiver
) -> None:
    """Twilio's own validator accepts the signature with the subaccount's token, and no other body or token."""
    tenant = parent.api.accounts.create(friendly_name="acme")
    client = connect(tenant.sid, tenant.auth_token)
    subscribe(client, MESSAGE + "queued", MESSAGE + "delivered")
    sid = send(client, service(client))
    assert twilio.control.settle()
    [request] = receiver.received
    assert request.is_signed_json(str(tenant.auth_token), ORIGIN)
    assert not request.is_signed_json(twilio.auth_token, ORIGIN)
    assert "bodySHA256=" in request.path
    queued, delivered = request.events
    assert queued.keys() == {
        *("specversion", "type", "source", "id", "dataschema", "datacontenttype", "time", "data"),
    }
    assert (queued["specversion"], queued["datacontenttype"]) == ("1.0", "application/json")
    assert queued["dataschema"] == "https://events-schemas.twilio.com/Messaging.MessageStatus/1"
    assert queued["source"].endswith(f"/Accounts/{tenant.sid}/Messages/{sid}.json")
    assert (queued["type"], delivered["type"]) == (MESSAGE + "queued", MESSAGE + "delivered")
    assert queued["id"] != delivered["id"]
    assert delivered["data"] | {"timestamp": "", "from": "", "messagingServiceSid": ""} == {
        "messageSid": sid,
        "timestamp": "",
        "accountSid": tenant.sid,
        "eventName": MESSAGE + "delivered",
        "apiVersion": "2010-04-01",
        "from": "",
        "to": TO,
        "messageStatus": "DELIVERED",
        "messagingServiceSid": "",
        "body": "<b>hello</b>",
    }


def test_only_what_is_subscribed_is_sent(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """Another account's events, other types and removed subscriptions send nothing."""
    subscribe(parent, MESSAGE + "undelivered")
    sid = service(parent)
    send(parent, sid)
    assert twilio.control.settle()
    assert receiver.received == []
    for subscription in parent.events.v1.subscriptions.list():
        subscription.delete()
    send(parent, sid, UNREACHABLE)
    assert twilio.control.settle()
    assert receiver.received == []


def test_without_batches_each_event_is_sent_alone(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """A sink without batch_events gets arrays of one."""
    subscribe(parent, MESSAGE + "queued", MESSAGE + "sent", MESSAGE + "delivered", batch=False)
    send(parent, service(parent))
    assert twilio.control.settle()
    assert [[event["type"].rpartition(".")[2] for event in request.events] for request in receiver.received] == [
        ["queued"],
        ["sent"],
        ["delivered"],
    ]


def test_a_newer_schema_has_more_fields(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """The subscription names the version of the schema."""
    subscribe(parent, MESSAGE + "delivered", version=7)
    send(parent, service(parent))
    assert twilio.control.settle()
    [event] = receiver.events
    assert event["dataschema"].endswith("/Messaging.MessageStatus/7")
    assert event["data"]["numberOfSegments"] == 1
    assert {"rawDlrDoneDate", "dateUpdated"} <= event["data"].keys()


def test_a_message_that_is_not_delivered_is_logged_as_an_error(
    parent: Client, twilio: LocalTwilio, receiver: Receiver
) -> None:
    """The event names the code, the message and its service, in the fields of ErrorLogs.Error."""
    subscribe(parent, ERRORS, MESSAGE + "undelivered")
    service_sid = service(parent)
    sid = send(parent, service_sid, UNREACHABLE)
    assert twilio.control.settle()
    undelivered, logged = receiver.events
    assert undelivered["data"]["errorCode"] == 30003
    data = logged["data"]
    assert logged["dataschema"] == "https://events-schemas.twilio.com/ErrorLogs.Error/1"
    assert (data["level"], data["error_code"], data["account_sid"]) == ("ERROR", "30003", twilio.account_sid)
    payload = json.loads(data["payload"])
    assert (payload["resource_sid"], payload["service_sid"], payload["error_code"]) == (sid, service_sid, "30003")


def test_a_webhook_that_fails_is_logged(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """A status callback that is refused is error 11200, with the request and the answer."""
    subscribe(parent, ERRORS)
    receiver.answers = [404]
    sid = send(parent, service(parent, status_callback=f"{ORIGIN}/status"))
    assert twilio.control.settle()
    [event] = receiver.events
    payload = json.loads(event["data"]["payload"])
    assert (payload["error_code"], payload["resource_sid"]) == ("11200", sid)
    assert payload["webhook"]["request"]["url"] == f"{ORIGIN}/status"
    assert payload["webhook"]["response"]["status_code"] == 404
    assert twilio.auth_token not in json.dumps(receiver.events)


def test_a_sink_that_fails_is_logged_once_in_twenty_minutes(
    parent: Client, twilio: LocalTwilio, receiver: Receiver
) -> None:
    """Error 93101 goes to the sink too; its own failure does not begin a circle."""
    sink = subscribe(parent, ERRORS, MESSAGE + "delivered")
    receiver.answers = [400] * 9
    service_sid = service(parent)
    send(parent, service_sid)
    assert twilio.control.settle()
    assert [event["type"] for event in receiver.events] == [MESSAGE + "delivered", ERRORS]
    logged = json.loads(receiver.events[1]["data"]["payload"])
    assert (logged["error_code"], logged["resource_sid"]) == ("93101", sink)
    twilio.control.advance(20 * 60)
    send(parent, service_sid)
    assert twilio.control.settle()
    assert [event["type"] for event in receiver.events[2:]] == [MESSAGE + "delivered", ERRORS]


def test_a_batch_has_64_kilobytes_at_most(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """What does not fit is sent in the next batch, in order, and nothing is lost."""
    subscribe(parent, MESSAGE + "queued")
    receiver.release.clear()
    service_sid = service(parent)
    sent = [
        str(parent.messages.create(to=TO, messaging_service_sid=service_sid, body="é" * 1600).sid) for _ in range(12)
    ]
    receiver.release.set()
    assert twilio.control.settle()
    assert [event["data"]["messageSid"] for event in receiver.events] == sent
    assert all(len(request.body.encode()) <= 64 * 1024 for request in receiver.received)
