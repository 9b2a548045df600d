"""What is deleted, and when. Opt-outs, deactivations and pushed consents never are: they prove who may be texted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, CursorResult, Delete, Engine, Table, Update, delete, select, tuple_, update

from owl.receiver.tables import (
    alerts,
    events,
    inbound_messages,
    message_statuses,
    messages,
    review_statuses,
    usage_alerts,
)

AT_ONCE = 5_000
"""Rows that one transaction changes, so that requests don't wait for it."""

_BODIES = ((inbound_messages, inbound_messages.c.body), (events, events.c.data))
_ROWS = (
    (message_statuses, message_statuses.c.received_at),
    (messages, messages.c.first_received_at),
    (inbound_messages, inbound_messages.c.received_at),
    (usage_alerts, usage_alerts.c.received_at),
    (review_statuses, review_statuses.c.received_at),
    (events, events.c.received_at),
    (alerts, alerts.c.raised_at),
)


@dataclass(frozen=True)
class Retention:
    """How long things are kept.

    Attributes:
        bodies_days: Days that texts of inbound messages and data of events are kept; 0 if they are never written.
        events_days: Days that everything else but opt-outs is kept.
    """

    bodies_days: int = 30
    events_days: int = 400

    def apply(self, engine: Engine, now: datetime) -> int:
        """Redact and delete what is too old, and return the number of rows changed."""
        return sum(self._steps(engine, now))

    def _steps(self, engine: Engine, now: datetime) -> Iterator[int]:
        for table, body in _BODIES:
            yield from _redact(engine, table, body, now - timedelta(days=self.bodies_days))
        for table, moment in _ROWS:
            yield from _delete(engine, table, moment, now - timedelta(days=self.events_days))


def _redact(engine: Engine, table: Table, body: "Column[str]", before: datetime) -> Iterator[int]:
    key = list(table.primary_key.columns)
    old = select(*key).where(table.c.received_at < before, body.is_not(None)).limit(AT_ONCE)
    yield from _repeated(engine, update(table).where(tuple_(*key).in_(old)).values({body: None}))


def _delete(engine: Engine, table: Table, moment: "Column[datetime]", before: datetime) -> Iterator[int]:
    key = list(table.primary_key.columns)
    old = select(*key).where(moment < before).limit(AT_ONCE)
    yield from _repeated(engine, delete(table).where(tuple_(*key).in_(old)))


def _repeated(engine: Engine, statement: Delete | Update) -> Iterator[int]:
    changed = AT_ONCE
    while changed == AT_ONCE:
        with engine.begin() as transaction:
            done: CursorResult[object] = transaction.execute(statement)
            changed = done.rowcount
        yield changed
