"""Where contacts live, for quiet hours: https://www.twilio.com/docs/messaging/features/bulk-upsert-contacts-api."""

import re
from typing import Any

from emulator.core.call import Call, fixed_sid
from emulator.core.routes import route
from emulator.messaging import bulk_items

KIND = "bulk_contact"
WRONG = 30647
"""The error of a wrong contact: https://www.twilio.com/docs/api/errors/30647."""

_FIELDS = ("contact_id", "country_iso_code", "zip_code")


@route(
    "POST",
    "accounts",
    "/v1/Contacts/Bulk",
    status=201,
    assumed=(
        *bulk_items.ASSUMED,
        "A country has two capital letters (INVALID_COUNTRY_ISO_CODE), a zip_code 3 to 10 characters.",
        "Contacts are kept for each account, and change nothing else.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Report up to 25 contacts; each number is kept once."""
    return bulk_items.answer(call, WRONG, _wrong, lambda item: _keep(call, item))


def _wrong(item: dict[str, Any]) -> list[str]:
    patterns = {"country_iso_code": "[A-Z]{2}", "zip_code": "[0-9A-Za-z -]{3,10}"}
    return [
        f"INVALID_{name.upper()}"
        for name, pattern in patterns.items()
        if not re.fullmatch(pattern, str(item.get(name, "")))
    ]


def _keep(call: Call, item: dict[str, Any]) -> None:
    sid = fixed_sid("", f"{call.account.sid} {item['contact_id']}")
    body = {name: item[name] for name in _FIELDS}
    known = call.store.find(KIND, sid=sid)
    if known:
        call.update(known, body)
    else:
        call.create(KIND, "", body, sid=sid)
