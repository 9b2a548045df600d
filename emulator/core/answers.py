"""What answers have in common: how they write dates, and what every answer about an object has.

Facts: https://www.twilio.com/docs/usage/twilios-response.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from emulator.core.store import Stored


def rfc_2822(seconds: float) -> str:
    """Return a moment as 2010-04-01 answers write it: `Thu, 30 Jul 2015 20:00:00 +0000`."""
    return format_datetime(datetime.fromtimestamp(int(seconds), UTC))


def iso_8601(seconds: float) -> str:
    """Return a moment as all other hosts write it: `2015-07-30T20:00:00Z`."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(stored: Stored, date: Callable[[float], str]) -> dict[str, Any]:
    """Return what every answer about an object has: its SID, its dates and the properties that are not private."""
    public = {name: value for name, value in stored.body.items() if not name.startswith("_")}
    return {
        "sid": stored.sid,
        **public,
        "date_created": date(stored.created),
        "date_updated": date(stored.updated),
    }
