"""The delivery of messages: from queued to delivered, undelivered or failed, with a webhook at each step.

Statuses and callbacks: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks.
How fast messages advance is the pace of the kind `message` (`progress`).
"""

import re
from datetime import UTC, datetime
from typing import Any

from emulator.accounts import trigger_firing, usage
from emulator.core import error_log, progress, webhooks
from emulator.core.store import Settings, Stored, Transaction
from emulator.messaging import message_events, opt_outs

KIND = "message"

STEPS = "_steps"
"""Body property with the statuses that a message has had since it was created, each with its moment."""

OPTED_OUT = 21610

DELIVERY_ERRORS = {
    OPTED_OUT: "Attempt to send to unsubscribed recipient",
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30022: "US A2P 10DLC - Rate Limits Exceeded",
    30023: "US A2P 10DLC - Daily Message Cap Reached",
    30032: "Toll-Free Number Has Not Been Verified",
    30033: "US A2P 10DLC - Campaign Suspended",
    30034: "US A2P 10DLC - Message from an Unregistered Number",
    30035: "US A2P 10DLC - Message from a Number Pending Registration",
    30036: "Validity Period Expired",
    30037: "Outbound Messaging Disabled",
}
"""Why messages do not arrive: https://www.twilio.com/docs/api/errors followed by the code."""

_NEVER_SENT = frozenset({OPTED_OUT, 30001, 30002, 30036, 30037})
"""Those after which a message has not left Twilio: it is `failed`, not `undelivered`."""

_ASKED_FOR = re.compile(r"\+150055(\d{5})")


def asked_for(recipient: str) -> int | None:
    """Return the delivery error that a recipient's number stands for: `+15005530003` is never reached (30003)."""
    match = _ASKED_FOR.fullmatch(recipient)
    code = int(match[1]) if match else 0
    return code if code in DELIVERY_ERRORS else None


def begin(store: Transaction, message: Stored) -> None:
    """Begin the delivery of a new message, now or when it is scheduled."""
    store.execute("INSERT INTO underway VALUES (?, ?, 0)", (message.sid, message.body["_began"]))


def is_underway(store: Transaction, message: Stored) -> bool:
    """Return whether a message has not reached its last status."""
    return store.execute("SELECT 1 FROM underway WHERE sid = ?", (message.sid,)).fetchone() is not None


def next_due(store: Transaction, settings: Settings) -> float | None:
    """Return when the next message advances automatically, in seconds since 1970; None when none will."""
    pace = _pace(settings)
    if pace is None:
        return None
    due = store.execute("SELECT min(began + (step + 1) * ?) FROM underway", (pace,)).fetchone()[0]
    return None if due is None else float(due)


def move_on(store: Transaction, settings: Settings, now: float) -> None:
    """Advance every message that is due."""
    pace = _pace(settings)
    if pace is None:
        return
    due = "SELECT sid FROM underway WHERE began + (step + 1) * ? <= ? ORDER BY began"
    for (sid,) in store.execute(due, (pace, now)).fetchall():
        message = store.find(KIND, sid=sid)
        if message:
            advance_delivery(store, settings, message, now)


def advance_delivery(store: Transaction, settings: Settings, message: Stored, now: float) -> Stored:
    """Count this read of a message and return the message as it is now."""
    row = store.execute("SELECT step FROM underway WHERE sid = ?", (message.sid,)).fetchone()
    if row is None or message.body["_began"] > now:
        return message
    if message.body["status"] == "scheduled" and opt_outs.has_opted_out(
        store, message.body["to"], message.body["messaging_service_sid"]
    ):
        message = store.update(message, {"_outcome": OPTED_OUT}, now=now)
    made, message = progress.steps(store, settings, message, now=now)
    way, pace = _way(message.body), _pace(settings)
    for step in range(row[0], min(made, len(way))):
        moment = message.body["_began"] + (step + 1) * pace if pace else now
        message = enter(store, settings, message, way[step], moment)
    if made >= len(way):
        arrive(store, message)
    elif made > row[0]:
        store.execute("UPDATE underway SET step = ? WHERE sid = ?", (made, message.sid))
    return message


def arrive(store: Transaction, message: Stored) -> None:
    """Record that a message has reached its last status."""
    store.execute("DELETE FROM underway WHERE sid = ?", (message.sid,))


def enter(store: Transaction, settings: Settings, message: Stored, status: str, moment: float) -> Stored:
    """Set a message's status at a moment: change the message, count its usage and notify its callback."""
    count = _segments(message)
    steps = [*message.body.get(STEPS, ()), [status, moment]]
    changes: dict[str, Any] = {
        STEPS: steps,
        "status": status,
        "from": message.body["_sender"],
        "num_segments": str(count),
    }
    if status == "sent":
        price = usage.price(usage.SENT, count)
        changes |= {"_sent": moment, "price": f"-{price:.5f}"}
        _count(store, settings, message, usage.SENT, moment)
    code = message.body["_outcome"] if status in {"undelivered", "failed"} else None
    if code:
        changes |= {"error_code": code, "error_message": DELIVERY_ERRORS[code]}
    if status == "failed":
        _count(store, settings, message, usage.FAILED, moment)
    message = store.update(message, changes, now=moment)
    _notify(store, settings, message, moment)
    message_events.publish_status(store, settings, message, moment)
    if code:
        error = error_log.LoggedError(code, DELIVERY_ERRORS[code], message.sid, message.body["messaging_service_sid"])
        error_log.log(store, settings, message.account_sid, error, moment)
    return message


def _segments(message: Stored) -> int:
    """Return how many segments a message is billed as; what is shown before it is queued may be 0."""
    return int(message.body.get("_segments", message.body["num_segments"]))


def _pace(settings: Settings) -> float | None:
    """Return the seconds between two steps, 0 for all steps together, None where only reads advance messages."""
    behaviour = progress.behaviour(settings, KIND)
    return {"at_once": 0.0, "seconds": float(behaviour["n"])}.get(behaviour["mode"])


def _way(body: dict[str, Any]) -> tuple[str, ...]:
    """Return the statuses that a new message will go through."""
    if body["_outcome"] in _NEVER_SENT:
        way: tuple[str, ...] = ("queued", "failed")
    else:
        way = ("queued", "sending", "sent", "undelivered" if body["_outcome"] else "delivered")
    return way if body["messaging_service_sid"] else way[1:]


def _count(store: Transaction, settings: Settings, message: Stored, category: str, moment: float) -> None:
    units = _segments(message) if category == usage.SENT else 1
    usage.count(store, message.account_sid, category, usage.gmt_day(moment), units)
    account = store.find("account", sid=message.account_sid)
    if account:
        trigger_firing.fire(store, settings, account, moment)


def _notify(store: Transaction, settings: Settings, message: Stored, moment: float) -> None:
    """Record the status callback: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status."""
    body = message.body
    if not body["_status_callback"]:
        return
    parameters = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": body["status"],
        "SmsStatus": body["status"],
        "AccountSid": message.account_sid,
        "From": body["from"],
        "To": body["to"],
        "ApiVersion": body["api_version"],
    }
    if body["messaging_service_sid"]:
        parameters["MessagingServiceSid"] = body["messaging_service_sid"]
    if body["error_code"]:
        parameters["ErrorCode"] = str(body["error_code"])
    if body["status"] in {"delivered", "undelivered"}:
        parameters["RawDlrDoneDate"] = datetime.fromtimestamp(moment, UTC).strftime("%y%m%d%H%M")
    webhooks.record(
        store,
        settings,
        webhooks.Webhook(moment, message.account_sid, message.sid, "POST", body["_status_callback"], parameters),
    )
