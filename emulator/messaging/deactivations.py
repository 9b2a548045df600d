"""Numbers that US carriers took from their subscribers: https://www.twilio.com/docs/messaging/api/deactivations-resource.

Twilio answers with the address of a file, which needs no credentials and is valid for two minutes.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from emulator.core.call import Call, new_sid
from emulator.core.errors import TwilioError, invalid, missing
from emulator.core.routes import route
from emulator.core.store import Transaction
from emulator.messaging.bulk_items import E_164

_FILES = "/_files/deactivations/"
VALID_SECONDS = 120

_REPORT, _FILE = "deactivation_report", "deactivation_file"


@route(
    "GET",
    "messaging",
    "/v1/Deactivations",
    status=307,
    assumed=(
        "A report is there from the next day on, in UTC; before that the answer is 30114.",
        "A day without deactivated numbers has an empty file.",
        "The file has a number a line, in E.164 without +, and is on another host, which needs no credentials.",
        "A file whose two minutes are over is answered with 403.",
    ),
)
def fetch(call: Call) -> dict[str, Any]:
    """Return the address of the file with the numbers of a day."""
    found = call.request.args.get("Date")
    if not found:
        raise missing("Date")
    day = _day(found)
    if day is None:
        raise invalid("Date", found, "a date such as 2026-11-24")
    if day >= datetime.fromtimestamp(call.now, UTC).date():
        raise TwilioError(30114, date=found)
    stored = call.create(_FILE, "", {"date": found}, sid=new_sid("DF"))
    secure = call.base_url.startswith("https://")
    origin = "https://deactivations.local-twilio.example" if secure else call.base_url.rpartition("/")[0]
    return {"redirect_to": f"{origin}{_FILES}{stored.sid}.txt"}


def write(store: Transaction, date_text: str, phone_numbers: list[str], now: float) -> None:
    """Set the numbers of a day.

    Raises:
        ValueError: This is no day, or one of them is no number.
    """
    if _day(date_text) is None:
        raise ValueError(f"date is a date such as 2026-11-24; got {date_text[:40]!r}")
    for each in phone_numbers:
        if not E_164.fullmatch(each):
            raise ValueError(f"phone_numbers are in E.164 form, such as +14155550188; got {each[:40]!r}")
    known = store.find(_REPORT, sid=date_text)
    body = {"phone_numbers": phone_numbers}
    if known:
        store.update(known, body, now=now)
    else:
        store.insert(_REPORT, date_text, body, account_sid="", now=now)


def is_file(path: str) -> bool:
    """Return whether a path is that of a file."""
    return path.startswith(_FILES)


def file(store: Transaction, path: str, now: float) -> str | None:
    """Return a file's text; None if its address is not valid, or not any more."""
    stored = store.find(_FILE, sid=path.removeprefix(_FILES).removesuffix(".txt"))
    if stored is None or now - stored.created > VALID_SECONDS:
        return None
    report = store.find(_REPORT, sid=stored.body["date"])
    numbers = report.body["phone_numbers"] if report else []
    return "".join(f"{each.removeprefix('+')}\n" for each in numbers)


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
