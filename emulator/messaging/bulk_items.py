"""What the bulk operations of the Consent API have in common: their items, their pace, and their answers.

See https://www.twilio.com/docs/messaging/features/consent-api.
"""

import re
from collections.abc import Callable
from typing import Any

from emulator.core import json_text
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid, missing

MOST_ITEMS = 25
"""Items of one call."""

CALLS_A_MINUTE = 100
"""Calls of one operation that an account may make in a minute."""

E_164 = re.compile(r"\+[1-9]\d{6,14}")
_CORRELATION_ID = re.compile("[0-9A-Za-z]{32}")

Check = Callable[[dict[str, Any]], list[str]]

ASSUMED = (
    "More items than 25 are answered with 20001.",
    "A minute begins with each minute of the clock; refused calls don't count.",
    "A correlation_id has 32 letters and digits; the second one of a call is refused.",
)
"""What Twilio's documentation does not say about these operations."""


def answer(call: Call, code: int, check: Check, keep: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Keep the items that are right, and answer each with its errors.

    Args:
        call: The call.
        code: The error code of a wrong item.
        check: Returns the messages about what is wrong with an item besides its number and correlation id.
        keep: Stores an item.

    Raises:
        TwilioError: 20001 if these are no items or too many, 20429 if there were too many calls in this minute.
    """
    items = _items(call)
    _count(call)
    answers, seen = [], set()
    for item in items:
        correlation_id = item.get("correlation_id")
        wrong = [] if _is(E_164, item.get("contact_id")) else ["INVALID_CONTACT_ID"]
        if not _is(_CORRELATION_ID, correlation_id) or correlation_id in seen:
            wrong.append("INVALID_CORRELATION_ID")
        seen.add(str(correlation_id))
        wrong += check(item)
        if not wrong:
            keep(item)
        answers.append({"correlation_id": correlation_id, "error_code": code if wrong else 0, "error_messages": wrong})
    return {"items": answers}


def _items(call: Call) -> list[dict[str, Any]]:
    given = call.request.form.getlist("Items")
    if not given:
        raise missing("Items")
    if len(given) > MOST_ITEMS:
        raise invalid("Items", f"{len(given)} items", f"at most {MOST_ITEMS}")
    found = []
    for text in given:
        try:
            item = json_text.read(text)
        except ValueError:
            item = None
        if not isinstance(item, dict):
            raise invalid("Items", text, "a JSON object each")
        found.append(item)
    return found


def _count(call: Call) -> None:
    name, minute = f"{call.path} {call.account.sid}", int(call.now // 60)
    known = call.store.find("bulk_calls", sid=name)
    calls = known.body["calls"] if known and known.body["minute"] == minute else 0
    if calls >= CALLS_A_MINUTE:
        raise TwilioError(20429)
    state = {"minute": minute, "calls": calls + 1}
    if known:
        call.update(known, state)
    else:
        call.create("bulk_calls", "", state, sid=name)


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
