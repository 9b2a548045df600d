"""A calendar month in GMT, by which Twilio counts usage."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from owl.failure import Failure

_FORM = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
MONTHS = 12
"""Months in a year."""

FIRST_YEAR = 2008
"""The year in which Twilio began."""


@dataclass(frozen=True)
class Month:
    """A month.

    Attributes:
        first: Its first day.
    """

    first: dt.date

    def __str__(self) -> str:
        """Return it as typed: `2026-11`."""
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return calendar.monthrange(self.first.year, self.first.month)[1]

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.first.replace(day=self.days)

    def is_over(self, now: dt.datetime) -> bool:
        """Return whether nothing more will be used in it."""
        return now.astimezone(dt.UTC).date() > self.last


def parse_month(text: str) -> Month | None:
    """Return the month of a text such as `2026-11`; None if it is not one."""
    found = _FORM.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= MONTHS or int(found[1]) < FIRST_YEAR:
        return None
    return Month(dt.date(int(found[1]), int(found[2]), 1))


def require_begun(month: Month, now: dt.datetime) -> None:
    """Refuse a month to come.

    Args:
        month: The month.
        now: Twilio's time.

    Raises:
        Failure: It has not begun.
    """
    if month.first > now.astimezone(dt.UTC).date():
        raise Failure(f"{month} has not begun: it is {now:%Y-%m-%d} at Twilio")
