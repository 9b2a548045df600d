"""Event Streams: sinks, and which events they get: https://www.twilio.com/docs/events."""

import re
from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import Fields, Many, boolean, choice, json_object, sid, text, url, whole
from emulator.core.routes import route
from emulator.core.store import Stored

LIMIT = 100
"""Sinks, and as many subscriptions, an account may have: https://www.twilio.com/docs/events#considerations."""

_SINKS = "/v1/Sinks"
_SINK = "/v1/Sinks/<sid>"
_SUBSCRIPTIONS = "/v1/Subscriptions"
_SUBSCRIPTION = "/v1/Subscriptions/<sid>"
_EVENTS = "/v1/Subscriptions/<subscription_sid>/SubscribedEvents"
_EVENT = "/v1/Subscriptions/<subscription_sid>/SubscribedEvents/<type>"

_PREFIXES = (
    "com.twilio.error-logs.error.",
    "com.twilio.messaging.compliance.brand-registration.",
    "com.twilio.messaging.compliance.campaign-registration.",
    "com.twilio.messaging.compliance.number-deregistration.",
    "com.twilio.messaging.compliance.number-registration.",
    "com.twilio.messaging.compliance.toll-free-verification.",
    "com.twilio.messaging.inbound-message.",
    "com.twilio.messaging.message.",
)
"""The families of events about messaging: https://www.twilio.com/docs/events/event-types-overview."""

_CONFIGURATIONS = {
    "webhook": ("destination", "method"),
    "kinesis": ("arn", "role_arn", "external_id"),
    "segment": ("write_key",),
    "email": (),
}
"""The required configuration of each type of sink: https://www.twilio.com/docs/events/event-streams/sink-resource."""

_DESCRIPTION = text(255, 1)
_VERSION = whole(1, 1000)
_STATUSES = ("initialized", "validating", "active", "failed")


@route(
    "POST",
    "events",
    _SINKS,
    status=201,
    assumed=(
        "A webhook sink is active immediately; sinks of other types stay initialized.",
        "A sink gets arrays of events, of one event each without batch_events; with it, of all that wait, up to 64 kB.",
        "A sink that fails is tried four times within a second, and logged as error 93101 once in 20 minutes.",
        "Events of message statuses have rawDlrDoneDate, numberOfSegments and dateUpdated from schema version 6 on.",
        "The 101st sink or subscription of an account is answered with 20001.",
    ),
)
def create_sink(call: Call) -> dict[str, Any]:
    """Create a sink, which events are sent to."""
    fields = {
        "Description": _DESCRIPTION,
        "SinkConfiguration": json_object,
        "SinkType": choice(*_CONFIGURATIONS),
    }
    given = call.read(fields, required=tuple(fields))
    _check_configuration(given["sink_type"], given["sink_configuration"])
    _check_limit(call, "event_sink", "sinks")
    status = "active" if given["sink_type"] == "webhook" else "initialized"
    return show_sink(call, call.create("event_sink", "DG", {**given, "status": status, "_in_use": False}))


@route("GET", "events", _SINKS)
def list_sinks(call: Call) -> dict[str, Any]:
    """List sinks, by status and by whether a subscription uses them."""
    where = call.read_query({"InUse": boolean, "Status": choice(*_STATUSES)})
    if "in_use" in where:
        where["_in_use"] = where.pop("in_use")
    return page(call, "sinks", "event_sink", show_sink, **where)


@route("GET", "events", _SINK)
def fetch_sink(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a sink."""
    return show_sink(call, call.find("event_sink", sid))


@route("POST", "events", _SINK)
def update_sink(call: Call, sid: str) -> dict[str, Any]:
    """Change a sink's description; nothing else of it can be changed."""
    changes = call.read({"Description": _DESCRIPTION}, required=("Description",))
    return show_sink(call, call.update(call.find("event_sink", sid), changes))


@route(
    "DELETE",
    "events",
    _SINK,
    assumed=("A sink that a subscription uses is not deleted: 20001.",),
)
def delete_sink(call: Call, sid: str) -> None:
    """Delete a sink."""
    stored = call.find("event_sink", sid)
    if stored.body["_in_use"]:
        raise TwilioError(20001, reason=f"Sink {sid} has subscriptions: delete them first")
    call.store.delete(stored)


@route(
    "POST",
    "events",
    _SUBSCRIPTIONS,
    status=201,
    assumed=(
        "An event type is known by its family, such as com.twilio.messaging.message; every schema version exists.",
        "An event type given without a schema version is of version 1.",
        "A sink that does not exist or is not active is answered with 20001.",
    ),
)
def create_subscription(call: Call) -> dict[str, Any]:
    """Create a subscription: a sink gets events of some types."""
    fields: Fields = {"Description": _DESCRIPTION, "SinkSid": sid("DG"), "Types": Many(_subscribed)}
    given = call.read(fields, required=tuple(fields))
    events = given.pop("types")
    sink = call.store.find("event_sink", sid=given["sink_sid"], account_sid=call.account.sid, status="active")
    if sink is None:
        raise invalid("SinkSid", given["sink_sid"], "the SID of an active sink")
    _check_limit(call, "event_subscription", "subscriptions")
    stored = call.create("event_subscription", "DF", given)
    for event in events:
        _subscribe(call, stored, event)
    call.store.update(sink, {"_in_use": True})
    return show_subscription(call, stored)


@route("GET", "events", _SUBSCRIPTIONS)
def list_subscriptions(call: Call) -> dict[str, Any]:
    """List subscriptions, by sink."""
    where = call.read_query({"SinkSid": sid("DG")})
    return page(call, "subscriptions", "event_subscription", show_subscription, **where)


@route("GET", "events", _SUBSCRIPTION)
def fetch_subscription(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a subscription; its event types are a list of their own."""
    return show_subscription(call, call.find("event_subscription", sid))


@route("POST", "events", _SUBSCRIPTION)
def update_subscription(call: Call, sid: str) -> dict[str, Any]:
    """Change a subscription's description; its sink cannot be changed."""
    changes = call.read({"Description": _DESCRIPTION})
    return show_subscription(call, call.update(call.find("event_subscription", sid), changes))


@route("DELETE", "events", _SUBSCRIPTION)
def delete_subscription(call: Call, sid: str) -> None:
    """Delete a subscription."""
    stored = call.find("event_subscription", sid)
    call.store.delete(stored)
    sink = call.find("event_sink", stored.body["sink_sid"])
    others = call.store.count("event_subscription", account_sid=call.account.sid, sink_sid=sink.sid)
    call.store.update(sink, {"_in_use": others > 0})


@route(
    "POST",
    "events",
    _EVENTS,
    status=201,
    assumed=("Adding an event type that is subscribed already sets its schema version.",),
)
def add_event(call: Call, subscription_sid: str) -> dict[str, Any]:
    """Add an event type to a subscription."""
    stored = call.find("event_subscription", subscription_sid)
    event = call.read({"Type": _event_type, "SchemaVersion": _VERSION}, required=("Type",))
    return show_event(call, _subscribe(call, stored, event))


@route("GET", "events", _EVENTS)
def list_events(call: Call, subscription_sid: str) -> dict[str, Any]:
    """List the event types of a subscription."""
    stored = call.find("event_subscription", subscription_sid)
    return page(call, "types", "subscribed_event", show_event, parent_sid=stored.sid)


@route("GET", "events", _EVENT)
def fetch_event(call: Call, subscription_sid: str, type: str) -> dict[str, Any]:  # noqa: A002 - as Twilio calls it
    """Fetch an event type of a subscription."""
    return show_event(call, call.find("subscribed_event", type, parent_sid=subscription_sid))


@route("POST", "events", _EVENT)
def update_event(call: Call, subscription_sid: str, type: str) -> dict[str, Any]:  # noqa: A002 - as Twilio calls it
    """Change the schema version in which a subscription's events of a type are sent."""
    stored = call.find("subscribed_event", type, parent_sid=subscription_sid)
    return show_event(call, call.update(stored, call.read({"SchemaVersion": _VERSION})))


@route("DELETE", "events", _EVENT, assumed=("The last event type of a subscription can be taken away too.",))
def remove_event(call: Call, subscription_sid: str, type: str) -> None:  # noqa: A002 - as Twilio calls it
    """Remove an event type from a subscription."""
    call.store.delete(call.find("subscribed_event", type, parent_sid=subscription_sid))


def show_sink(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a sink as Twilio answers it."""
    address = f"{call.base_url}/v1/Sinks/{stored.sid}"
    return {**shown(stored, iso_8601), "url": address, "links": {}}


def show_subscription(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a subscription as Twilio answers it."""
    address = f"{call.base_url}/v1/Subscriptions/{stored.sid}"
    links = {"subscribed_events": f"{address}/SubscribedEvents"}
    return {**shown(stored, iso_8601), "account_sid": stored.account_sid, "url": address, "links": links}


def show_event(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a subscription's event type as Twilio answers it; it has no SID and no dates."""
    return {
        "account_sid": stored.account_sid,
        "subscription_sid": stored.parent_sid,
        "type": stored.sid,
        "schema_version": stored.body["schema_version"],
        "url": f"{call.base_url}/v1/Subscriptions/{stored.parent_sid}/SubscribedEvents/{stored.sid}",
    }


def _check_configuration(sink_type: str, configuration: dict[str, Any]) -> None:
    wanted = _CONFIGURATIONS[sink_type]
    if not all(configuration.get(name) for name in wanted):
        raise invalid("SinkConfiguration", configuration, f"an object with {', '.join(wanted)}")
    if sink_type == "webhook":
        url("SinkConfiguration.destination", str(configuration["destination"]))
        choice("GET", "POST")("SinkConfiguration.method", str(configuration["method"]))


def _check_limit(call: Call, kind: str, things: str) -> None:
    if call.store.count(kind, account_sid=call.account.sid) >= LIMIT:
        raise TwilioError(20001, reason=f"The account already has {LIMIT} {things}, the most it may have")


def _event_type(name: str, value: str) -> str:
    if not any(re.fullmatch(re.escape(prefix) + "[a-z-]+", value) for prefix in _PREFIXES):
        raise invalid(name, value, f"an event type that begins with {' or '.join(_PREFIXES)}")
    return value


def _subscribed(name: str, value: str) -> dict[str, Any]:
    """Read an event type and its schema version, given as JSON text in one field."""
    given = json_object(name, value)
    event = {"type": _event_type(f"{name}.type", str(given.get("type")))}
    if "schema_version" not in given:
        return event
    return {**event, "schema_version": _VERSION(f"{name}.schema_version", str(given["schema_version"]))}


def _subscribe(call: Call, subscription: Stored, event: dict[str, Any]) -> Stored:
    version = {"schema_version": event.get("schema_version", 1)}
    present = call.store.find("subscribed_event", sid=event["type"], parent_sid=subscription.sid)
    if present:
        return call.update(present, version)
    return call.create("subscribed_event", "", version, sid=event["type"], parent_sid=subscription.sid)
