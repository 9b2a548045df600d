"""Reads which numbers carriers have taken from their subscribers, and remembers those that are contacts'.

What is scheduled for them is canceled first: a run that fails there reads the same report again.

Carriers require these reports to be processed each day:
https://help.twilio.com/articles/360042744973-Handling-Deactivated-Phone-Numbers (read on 2026-11-29).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from twilio.base.exceptions import TwilioRestException

from owl.consent.contacts import PlacedContact
from owl.consent.scheduled import ContactsScheduledMessages
from owl.receiver.database import reading
from owl.receiver.deactivations import last_report, note_deactivated, note_report
from providers.core.connection import Connection

MOST_DAYS = 30
"""How many days are caught up on at most. For how long Twilio keeps reports is not documented."""

NOT_AVAILABLE = 30114
"""The error of a report that is not there yet: https://www.twilio.com/docs/api/errors/30114."""

_NATIONAL = 10
"""Digits of a US number without its country code."""


@dataclass(frozen=True)
class Report:
    """The deactivated numbers of a day.

    Attributes:
        day: The day.
        numbers: How many numbers there are; None if Twilio does not have the report yet.
        struck: The contacts whose numbers are among them, and who agreed before.
        canceled: The SIDs of the messages that were scheduled for them.
    """

    day: dt.date
    numbers: int | None
    struck: tuple[PlacedContact, ...] = ()
    canceled: tuple[str, ...] = ()


def days_to_read(engine: Engine, now: dt.datetime) -> list[dt.date]:
    """Return the days whose reports are to be read: those after the last one that was, until yesterday in UTC."""
    yesterday = now.astimezone(dt.UTC).date() - dt.timedelta(days=1)
    with reading(engine) as connection:
        last = last_report(connection)
    first = yesterday if last is None else max(last + dt.timedelta(days=1), yesterday - dt.timedelta(days=MOST_DAYS))
    return [first + dt.timedelta(days=n) for n in range((yesterday - first).days + 1)]


def read_reports(  # noqa: PLR0913 - what a report depends on
    twilio: Connection,
    engine: Engine,
    contacts: Sequence[PlacedContact],
    days: Sequence[dt.date],
    scheduled: ContactsScheduledMessages,
    *,
    is_complete: bool = True,
) -> Iterator[Report]:
    """Read the reports of days, the first first, and remember each before the next is read.

    A day that Twilio does not have yet is not remembered, and ends it: the days after it are not there either.

    Args:
        twilio: The connection.
        engine: The receiver's database.
        contacts: The contacts.
        days: The days, in order.
        scheduled: Where the messages are canceled that are scheduled for these contacts.
        is_complete: Whether these are the contacts of all tenants; if not, the days are to be read again.

    Raises:
        Exception: Twilio could not be asked. Its message may contain the credentials.
    """
    client = twilio.account(twilio.account_sid)
    for day in days:
        try:
            address = client.messaging.v1.deactivations().fetch(date=day).redirect_to
        except TwilioRestException as error:
            if error.code != NOT_AVAILABLE:
                raise
            yield Report(day, None)
            return
        numbers = {number for line in twilio.download(str(address)).splitlines() if (number := _number(line))}
        found = [each for each in contacts if each.contact.phone_number in numbers]
        struck = tuple(each for each in found if _agreed(each) <= day)
        canceled = tuple(sid for each in struck for sid in scheduled.cancel(each))
        known = [each.contact.phone_number for each in found]
        with engine.begin() as transaction:
            if is_complete:
                note_report(transaction, day, len(numbers), known, twilio.now())
            else:
                note_deactivated(transaction, day, known, twilio.now())
        yield Report(day, len(numbers), struck, canceled)


def _agreed(each: PlacedContact) -> dt.date:
    return each.contact.consent.given_at.astimezone(dt.UTC).date()


def _number(line: str) -> str | None:
    """Return the number of a line in E.164; how Twilio writes it is not documented."""
    digits = "".join(filter(str.isdecimal, line))
    return f"+1{digits}" if len(digits) == _NATIONAL else f"+{digits}" if digits else None
