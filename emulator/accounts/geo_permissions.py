"""The countries that messages may go to: https://www.twilio.com/docs/messaging/api/messaging-geo-permissions-api.

A main account's permissions are those of its subaccounts too.
"""

from typing import Any

from emulator.core import json_text, numbering_plan
from emulator.core.call import Call, fixed_sid
from emulator.core.errors import TwilioError, invalid, missing
from emulator.core.parameters import text
from emulator.core.routes import route
from emulator.core.store import Stored

KIND = "geo_permissions"

HIGH_RISK = frozenset({"AZ", "BD", "DZ", "IL", "LK", "NG", "OM", "PK", "PS", "TJ", "TN"})
"""Countries that only the Console enables: https://www.twilio.com/docs/api/errors/30649."""

_PATH = "/v1/Messaging/GeoPermissions"
_FROM_THE_START = ("CA", "US")
_UNSUPPORTED = frozenset({"CU", "IR", "KP", "SY"})
_NOT_UPDATED = 30649
_NO_COUNTRY = 20001


def require_permission(call: Call, recipient: str) -> None:
    """Refuse a message to a country that the account may not write to.

    Raises:
        TwilioError: 21408.
    """
    region = numbering_plan.region(recipient)
    if region not in _enabled(call):
        raise TwilioError(21408, number=recipient, region=region)


@route(
    "GET",
    "accounts",
    _PATH,
    assumed=("The US and Canada are enabled from the start. A subaccount reads what its main account's are.",),
)
def fetch(call: Call) -> dict[str, Any]:
    """List the countries, or those of CountryCode with commas between, with whether messages may go to each."""
    known = numbering_plan.calling_codes()
    given = call.read_query({"CountryCode": text(1000)}).get("country_code")
    wanted = given.upper().split(",") if given else sorted(known.keys() - _UNSUPPORTED)
    enabled = _enabled(call)
    return {
        "permissions": [
            {
                "country_code": code,
                "type": "country",
                "enabled": code in enabled,
                "prefix": f"+{known[code]}",
                "message": "High Risk Country" if code in HIGH_RISK else "",
            }
            for code in wanted
            if code in known
        ]
    }


@route(
    "PATCH",
    "accounts",
    _PATH,
    assumed=(
        "Only the main account changes permissions: a subaccount is answered with 20003.",
        "A country that does not exist is error 20001 of its item; the others are changed.",
    ),
)
def update(call: Call) -> dict[str, Any]:
    """Enable or disable countries; a refused one is an error of its item, not of the call."""
    if call.account.sid != call.account.parent_sid:
        raise TwilioError(20003)
    items = [_item(given) for given in call.request.form.getlist("Permissions")]
    if not items:
        raise missing("Permissions")
    enabled = _enabled(call)
    answers = []
    for code, wanted in items:
        known = code in numbering_plan.calling_codes() and code not in _UNSUPPORTED
        refused = _NO_COUNTRY if not known else _NOT_UPDATED if code in HIGH_RISK else 0
        if not refused:
            enabled = enabled | {code} if wanted else enabled - {code}
        reason = "High risk country permission cannot be updated" if known else "Unknown or unsupported country"
        answers.append(
            {
                "country_code": code,
                "type": "country",
                "enabled": code in enabled,
                "error_code": refused,
                "error_messages": [reason] if refused else [],
            }
        )
    _keep(call, enabled)
    return {"permissions": answers}


def _item(given: str) -> tuple[str, bool]:
    """Return country and wish of an item of Permissions."""
    try:
        found = json_text.read(given)
    except ValueError:
        found = None
    expected = 'an object such as {"country_code": "GB", "type": "country", "enabled": true}'
    if not isinstance(found, dict) or found.get("type") != "country":
        raise invalid("Permissions", given, expected)
    code, enabled = found.get("country_code"), found.get("enabled")
    if not isinstance(code, str) or not isinstance(enabled, bool):
        raise invalid("Permissions", given, expected)
    return code.upper(), enabled


def _enabled(call: Call) -> frozenset[str]:
    kept = _kept(call)
    return frozenset(kept.body["enabled"] if kept else _FROM_THE_START)


def _keep(call: Call, enabled: frozenset[str]) -> None:
    body = {"enabled": sorted(enabled)}
    kept = _kept(call)
    if kept:
        call.update(kept, body)
    else:
        call.create(KIND, "", body, sid=fixed_sid("GP", call.account.sid))


def _kept(call: Call) -> Stored | None:
    return call.store.find(KIND, account_sid=call.account.parent_sid)
