"""Usage triggers: https://www.twilio.com/docs/usage/api/usage-trigger. When they fire is in `trigger_firing`."""

import re
from decimal import Decimal
from typing import Any

from emulator.accounts import trigger_firing, usage
from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import choice, text, url
from emulator.core.routes import route
from emulator.core.store import Stored

TRIGGER_LIMIT = 1000
"""Usage triggers an account may have."""

_LIST = "/2010-04-01/Accounts/<account_sid>/Usage/Triggers.json"
_INSTANCE = "/2010-04-01/Accounts/<account_sid>/Usage/Triggers/<sid>.json"
_RECURRING = choice("daily", "monthly", "yearly", "alltime", "")
_TRIGGER_BY = choice("count", "usage", "price")
_CHANGEABLE = {"CallbackUrl": url, "CallbackMethod": choice("GET", "POST"), "FriendlyName": text(64)}


def _trigger_value(name: str, value: str) -> str:
    if not re.fullmatch(r"\+?\d{1,15}(\.\d{1,6})?", value) or not Decimal(value):
        raise invalid(name, value, "a number above 0 such as 250 or 12.5, or an offset such as +30")
    return value


_FIELDS = {
    **_CHANGEABLE,
    "UsageCategory": text(100, 1),
    "TriggerValue": _trigger_value,
    "Recurring": _RECURRING,
    "TriggerBy": _TRIGGER_BY,
}


@route(
    "POST",
    "api",
    _LIST,
    status=201,
    assumed=(
        "More than 1,000 triggers are answered with 20001.",
        "A category that nothing is counted in stays at 0.",
        "A trigger is checked after every message of its account, and of subaccounts if it is their parent's.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create a trigger; a value +N is N above the current one, and becomes a fixed value here and now."""
    given = call.read(_FIELDS, required=("UsageCategory", "TriggerValue", "CallbackUrl"))
    if call.store.count("usage_trigger", account_sid=call.account.sid) >= TRIGGER_LIMIT:
        raise TwilioError(20001, reason=f"The account already has {TRIGGER_LIMIT} usage triggers, the most it may have")
    recurring = given.get("recurring") or None
    records = f"/2010-04-01/Accounts/{call.account.sid}/Usage/Records.json"
    stored = call.create(
        "usage_trigger",
        "UT",
        {
            "friendly_name": "",
            "callback_method": "POST",
            "trigger_by": "usage",
            **given,
            "recurring": recurring,
            "date_fired": None,
            "api_version": "2010-04-01",
            "usage_record_uri": f"{records}?Category={given['usage_category']}",
            "_recurs": "" if recurring == "alltime" else recurring or "",
            "_fired_in": None,
        },
    )
    value = Decimal(given["trigger_value"])
    if given["trigger_value"].startswith("+"):
        value += trigger_firing.current_value(call.store, stored, call.now)
    return show(call, call.store.update(stored, {"trigger_value": f"{value:.6f}"}))


@route("GET", "api", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List triggers, by category, field and recurrence; `alltime` and nothing mean those that do not recur."""
    where = call.read_query({"Recurring": _RECURRING, "TriggerBy": _TRIGGER_BY, "UsageCategory": text(100)})
    recurring = where.pop("recurring", None)
    recurs = "" if recurring == "alltime" else recurring
    return page(call, "usage_triggers", "usage_trigger", show, _recurs=recurs, **where)


@route("GET", "api", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a trigger with the value it watches now."""
    return show(call, call.find("usage_trigger", sid))


@route("POST", "api", _INSTANCE)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change whom a trigger calls and its name; what it watches cannot be changed."""
    changes = call.read(_CHANGEABLE)
    if "callback_url" in changes and not changes["callback_url"]:
        raise invalid("CallbackUrl", "", "an address that begins with http:// or https://")
    return show(call, call.update(call.find("usage_trigger", sid), changes))


@route("DELETE", "api", _INSTANCE)
def delete(call: Call, sid: str) -> None:
    """Delete a trigger; one that has fired and does not recur stays until then."""
    call.store.delete(call.find("usage_trigger", sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a trigger as Twilio answers it."""
    value = trigger_firing.current_value(call.store, stored, call.now)
    return {
        **shown(stored, rfc_2822),
        "account_sid": stored.account_sid,
        "current_value": usage.number_text(value),
        "uri": f"/2010-04-01/Accounts/{stored.account_sid}/Usage/Triggers/{stored.sid}.json",
    }
