"""The events that report messages, outbound and inbound.

See https://www.twilio.com/docs/events/event-types/messaging/outbound-message and
https://www.twilio.com/docs/events/event-types/messaging/inbound-message.
"""

from datetime import UTC, datetime

from emulator.core import event_streams
from emulator.core.numbering_plan import region
from emulator.core.store import Settings, Stored, Transaction

REPORTED = frozenset({"queued", "sent", "delivered", "undelivered", "failed", "read"})
"""The statuses that an event reports."""

_RECEIVED = "com.twilio.messaging.inbound-message.received"
_LATER = {"rawDlrDoneDate": 6, "numberOfSegments": 6, "dateUpdated": 6}


def publish_status(store: Transaction, settings: Settings, message: Stored, moment: float) -> None:
    """Publish the status that a message has since a moment, if an event reports that status."""
    body = message.body
    if body["status"] not in REPORTED:
        return
    name = f"com.twilio.messaging.message.{body['status']}"
    done = body["status"] in {"delivered", "undelivered"}
    data = {
        "messageSid": message.sid,
        "timestamp": event_streams.iso_8601(moment),
        "accountSid": message.account_sid,
        "eventName": name,
        "apiVersion": body["api_version"],
        "from": body["from"],
        "to": body["to"],
        "messageStatus": body["status"].upper(),
        "messagingServiceSid": body["messaging_service_sid"],
        "errorCode": body["error_code"],
        "body": body["body"],
        "statusCallBackUrl": body["_status_callback"],
        "rawDlrDoneDate": datetime.fromtimestamp(moment, UTC).strftime("%y%m%d%H%M") if done else None,
        "numberOfSegments": int(body["num_segments"]),
        "dateUpdated": event_streams.iso_8601(moment),
    }
    event = event_streams.Event(
        name, "Messaging.MessageStatus", message.account_sid, _source(message), moment, data, _LATER
    )
    event_streams.publish(store, settings, event)


def publish_received(store: Transaction, settings: Settings, message: Stored) -> None:
    """Publish that a message was received."""
    body, moment = message.body, message.created
    data = {
        "messageSid": message.sid,
        "timestamp": event_streams.iso_8601(moment),
        "accountSid": message.account_sid,
        "eventName": _RECEIVED,
        "from": body["from"],
        "to": body["to"],
        "numMedia": 0,
        "body": body["body"],
        "toCountry": region(body["to"]),
        "fromCountry": region(body["from"]),
        "messagingServiceSid": body["messaging_service_sid"],
        "numSegments": int(body["num_segments"]),
        "recipients": [],
    }
    event = event_streams.Event(
        _RECEIVED, "Messaging.InboundMessageV1", message.account_sid, _source(message), moment, data
    )
    event_streams.publish(store, settings, event)


def _source(message: Stored) -> str:
    return f"/2010-04-01/Accounts/{message.account_sid}/Messages/{message.sid}.json"
