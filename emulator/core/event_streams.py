"""Event Streams: events go to the webhook sinks that an account has subscribed to them.

An event is a CloudEvent 1.0 (https://github.com/cloudevents/spec). Its schema describes its data
(https://www.twilio.com/docs/events/event-types-overview), and the subscription names the schema's version. Events are
sent as JSON arrays, signed like every webhook (`webhooks`). A sink with `batch_events` gets all that wait in one array.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from emulator.core import webhooks
from emulator.core.store import Settings, Transaction

_SCHEMAS = "https://events-schemas.twilio.com"


@dataclass(frozen=True)
class Event:
    """What has happened.

    Attributes:
        type: Its type, such as `com.twilio.messaging.message.sent`.
        schema: The name of its schema, such as `Messaging.MessageStatus`.
        account_sid: The account that it happened in.
        source: The path of the resource that it happened to.
        moment: When, in seconds since 1970.
        data: What its schema describes; None leaves a field out.
        since: The first version of the schema that has a field; 1 where a field is not named.
    """

    type: str
    schema: str
    account_sid: str
    source: str
    moment: float
    data: Mapping[str, Any]
    since: Mapping[str, int] = field(default_factory=dict)


def publish(store: Transaction, settings: Settings, event: Event) -> None:
    """Send an event to each of the account's webhook sinks that is subscribed to its type."""
    reached = set()
    for subscribed in store.select("subscribed_event", sid=event.type, account_sid=event.account_sid):
        subscription = store.find("event_subscription", sid=subscribed.parent_sid)
        sink = store.find("event_sink", sid=subscription.body["sink_sid"]) if subscription else None
        if sink is None or sink.body["sink_type"] != "webhook" or sink.sid in reached:
            continue
        reached.add(sink.sid)
        configuration = sink.body["sink_configuration"]
        webhook = webhooks.Webhook(
            event.moment, event.account_sid, sink.sid, configuration["method"], configuration["destination"], {}
        )
        item = json.dumps(_cloud_event(event, subscribed.body["schema_version"]))
        if configuration.get("batch_events"):
            webhooks.record_in_batch(store, settings, webhook, item)
        else:
            webhooks.record(store, settings, replace(webhook, body=f"[{item}]"))


def iso_8601(moment: float) -> str:
    """Return a moment as events write it, with milliseconds: `2026-11-24T10:15:00.000Z`."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(moment * 1000) % 1000:03d}Z"


def milliseconds(moment: float) -> int:
    """Return a moment as events about registrations write it: milliseconds since 1970."""
    return int(moment * 1000)


def _cloud_event(event: Event, version: int) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "type": event.type,
        "source": event.source,
        "id": "EZ" + secrets.token_hex(16),
        "dataschema": f"{_SCHEMAS}/{event.schema}/{version}",
        "datacontenttype": "application/json",
        "time": iso_8601(event.moment),
        "data": {
            name: value
            for name, value in event.data.items()
            if value is not None and event.since.get(name, 1) <= version
        },
    }
