"""What the receiver has kept about one tenant: its last messages, replies, alerts, error events and reviews."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from owl.doctor.received import ERROR
from owl.receiver.tables import alerts, events, inbound_messages, message_statuses, messages, review_statuses
from owl.sending import meaning
from redaction.redact import redact_text

LAST = 20
"""How many of each are shown, the latest first."""

MOST_OF_A_TEXT = 1600
"""Characters of a text that are shown: those of the longest message."""

_COMPLIANCE = "com.twilio.messaging.compliance."
_ERRORS = "com.twilio.error-logs."


@dataclass(frozen=True)
class Step:
    """A status of a message, when it was received.

    Attributes:
        status: The status.
        at: When it was received.
    """

    status: str
    at: dt.datetime


@dataclass(frozen=True)
class SentMessage:
    """A message with its steps.

    Attributes:
        sid: Twilio's id.
        recipient: Whom it was sent to.
        status: Its latest status.
        error_code: Why it did not arrive; None without a code.
        steps: What was reported, in the order of arrival.
    """

    sid: str
    recipient: str
    status: str
    error_code: int | None
    steps: tuple[Step, ...]

    @property
    def remedy(self) -> str:
        """What its error means, and what to do; empty without one."""
        return meaning(self.error_code) if self.error_code else ""


@dataclass(frozen=True)
class Happened:
    """Something that was received.

    Attributes:
        at: When.
        what: What, in a few words.
        details: More about it. It may contain the words of a customer.
    """

    at: dt.datetime
    what: str
    details: str = ""


@dataclass(frozen=True)
class History:
    """What was received about a tenant, the latest first.

    Attributes:
        messages: Its last messages.
        replies: What its customers texted.
        alerts: Its alerts.
        errors: Its error events.
        reviews: The reviews of its registration.
    """

    messages: tuple[SentMessage, ...] = ()
    replies: tuple[Happened, ...] = ()
    alerts: tuple[Happened, ...] = ()
    errors: tuple[Happened, ...] = ()
    reviews: tuple[Happened, ...] = ()


def history(received: Connection, tenant_id: str, service_sid: str | None, last: int = LAST) -> History:
    """Return what was received about a tenant.

    Args:
        received: The receiver's database.
        tenant_id: The tenant.
        service_sid: Its messaging service; None if it has none.
        last: How many of each.
    """
    return History(
        messages=tuple(_messages(received, tenant_id, last)),
        replies=tuple(_replies(received, tenant_id, last)),
        alerts=tuple(_alerts(received, tenant_id, last)),
        errors=tuple(_errors(received, tenant_id, service_sid, last)),
        reviews=tuple(_reviews(received, tenant_id, service_sid, last)),
    )


def message(received: Connection, tenant_id: str, sid: str) -> SentMessage | None:
    """Return one message of a tenant; None if nothing was received about it."""
    return next(_with_steps(received, [messages.c.tenant == tenant_id, messages.c.sid == sid], 1), None)


def _messages(received: Connection, tenant_id: str, last: int) -> Iterator[SentMessage]:
    yield from _with_steps(received, [messages.c.tenant == tenant_id], last)


def _with_steps(received: Connection, conditions: list[ColumnElement[bool]], last: int) -> Iterator[SentMessage]:
    wanted = select(messages.c.sid, messages.c.recipient, messages.c.status, messages.c.error_code)
    wanted = wanted.where(*conditions).order_by(messages.c.first_received_at.desc()).limit(last)
    found = received.execute(wanted).all()
    table = message_statuses.c
    of_messages = select(table.message_sid, table.status, table.received_at)
    of_messages = of_messages.where(table.message_sid.in_([each.sid for each in found])).order_by(table.received_at)
    steps: dict[str, list[Step]] = {}
    for sid, status, at in received.execute(of_messages):
        steps.setdefault(sid, []).append(Step(status, at))
    for each in found:
        recipient = redact_text(each.recipient or "")
        yield SentMessage(each.sid, recipient, each.status, each.error_code, tuple(steps.get(each.sid, ())))


def _replies(received: Connection, tenant_id: str, last: int) -> Iterator[Happened]:
    table = inbound_messages.c
    wanted = select(table.received_at, table.sender, table.keyword, table.body).where(table.owner == tenant_id)
    for each in received.execute(wanted.order_by(table.received_at.desc()).limit(last)):
        keyword = f", taken as {each.keyword}" if each.keyword else ""
        yield Happened(each.received_at, f"{redact_text(each.sender)}{keyword}", _shown(each.body or ""))


def _alerts(received: Connection, tenant_id: str, last: int) -> Iterator[Happened]:
    table = alerts.c
    wanted = select(table.raised_at, table.title, table.cause, table.remedy).where(table.tenant == tenant_id)
    for each in received.execute(wanted.order_by(table.raised_at.desc()).limit(last)):
        yield Happened(each.raised_at, _shown(each.title), _shown(f"{each.cause} {each.remedy}"))


def _errors(received: Connection, tenant_id: str, service_sid: str | None, last: int) -> Iterator[Happened]:
    table = events.c
    wanted = select(table.id, table.received_at, table.error_code, table.data).where(table.level == ERROR)
    for each in _latest_events(received, wanted, _ERRORS, tenant_id, service_sid, last):
        code = int(each.error_code or 0)
        yield Happened(
            each.received_at, f"error {code}" if code else "error", _shown(_words(each.data)) or meaning(code)
        )


def _reviews(received: Connection, tenant_id: str, service_sid: str | None, last: int) -> Iterator[Happened]:
    statuses = review_statuses.c
    wanted = select(statuses.received_at, statuses.bundle_sid, statuses.status, statuses.error_codes)
    wanted = wanted.where(statuses.owner == tenant_id).order_by(statuses.received_at.desc()).limit(last)
    found = [
        Happened(each.received_at, each.status, _shown(f"{each.bundle_sid} {each.error_codes or ''}".strip()))
        for each in received.execute(wanted)
    ]
    table = events.c
    of_events = select(table.id, table.received_at, table.type, table.error_code)
    for each in _latest_events(received, of_events, _COMPLIANCE, tenant_id, service_sid, last):
        said = each.type.removeprefix(_COMPLIANCE).replace(".", ": ").replace("-", " ")
        found.append(Happened(each.received_at, said, f"error {each.error_code}" if each.error_code else ""))
    yield from sorted(found, key=lambda each: each.at, reverse=True)[:last]


def _latest_events(  # noqa: PLR0913, PLR0917 - what the events are of
    received: Connection, wanted: Select[Any], begins: str, tenant_id: str, service_sid: str | None, last: int
) -> list[Row[Any]]:
    """Return the latest of a tenant's events: those of its account, and where it shares one, of its service."""
    conditions = [events.c.owner == tenant_id]
    conditions += [events.c.messaging_service_sid == service_sid] if service_sid else []
    types = [each for each in _types(received) if each.startswith(begins)]
    found: dict[str, Row[Any]] = {}
    for each in conditions if types else ():  # one after the other, because each has an index
        latest = wanted.where(each, events.c.type.in_(types)).order_by(events.c.received_at.desc()).limit(last)
        found |= {row.id: row for row in received.execute(latest)}
    return sorted(found.values(), key=lambda row: row.received_at, reverse=True)[:last]


def _types(received: Connection) -> Iterator[str]:
    """Yield the types of events that were received, each found by its index instead of among all events."""
    last: str | None = ""
    while last is not None:
        last = received.scalar(select(func.min(events.c.type)).where(events.c.type > last))
        if last is not None:
            yield last


def _words(data: str | None) -> str:
    """Return Twilio's message in an error event's data; empty if there is none."""
    try:
        document = json.loads(data or "{}")
        payload = document.get("payload", document)
        fields: Mapping[str, object] = json.loads(payload) if isinstance(payload, str) else payload
        more = fields.get("more_info")
        said = more.get("Msg") if isinstance(more, Mapping) else fields.get("message")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""


def _shown(text: str) -> str:
    """Return a text of anyone's without secrets and registration numbers, and no longer than people read."""
    shown = redact_text(text)
    return shown if len(shown) <= MOST_OF_A_TEXT else f"{shown[:MOST_OF_A_TEXT].rstrip()}…"
