"""Contacts' numbers that carriers have taken from their subscribers, kept forever.

See https://www.twilio.com/docs/messaging/api/deactivations-resource.
"""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from owl.receiver.recording import dialect_insert
from owl.receiver.tables import deactivation_reports, deactivations


def note_deactivated(transaction: Connection, day: dt.date, found: Iterable[str], now: dt.datetime) -> None:
    """Keep the numbers of contacts that were deactivated on a day.

    Args:
        transaction: The transaction.
        day: The day.
        found: The numbers, in E.164.
        now: The time.
    """
    rows = [{"phone_number": each, "deactivated_on": day, "noted_at": now} for each in sorted(set(found))]
    if rows:
        insert = dialect_insert(transaction.dialect.name, deactivations)
        transaction.execute(insert.on_conflict_do_nothing(), rows)


def note_report(transaction: Connection, day: dt.date, numbers: int, found: Iterable[str], now: dt.datetime) -> None:
    """Keep that a day's report was read for the contacts of all tenants.

    Args:
        transaction: The transaction.
        day: The day.
        numbers: How many numbers were deactivated on it.
        found: Those of them that are contacts', in E.164.
        now: The time.
    """
    note_deactivated(transaction, day, found, now)
    report = {"reported_on": day, "numbers": numbers, "read_at": now}
    insert = dialect_insert(transaction.dialect.name, deactivation_reports)
    transaction.execute(insert.on_conflict_do_update(index_elements=["reported_on"], set_=report), [report])


def last_report(connection: Connection) -> dt.date | None:
    """Return the latest day whose report was read."""
    found: dt.date | None = connection.scalar(select(func.max(deactivation_reports.c.reported_on)))
    return found


def deactivated_on(connection: Connection, phone_number: str, given_at: dt.datetime) -> dt.date | None:
    """Return the day on which a number was deactivated, if that was not before the day of a consent, in UTC."""
    day = deactivations.c.deactivated_on
    wanted = select(func.max(day)).where(
        deactivations.c.phone_number == phone_number, day >= given_at.astimezone(dt.UTC).date()
    )
    found: dt.date | None = connection.scalar(wanted)
    return found
