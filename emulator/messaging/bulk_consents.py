"""Consents that an account reports to Twilio: https://www.twilio.com/docs/messaging/features/bulk-upsert-consents-api.

An opt-in overrides a STOP, says https://www.twilio.com/docs/messaging/features/consent-api, and an opt-out blocks.
"""

from datetime import datetime
from typing import Any

from emulator.core import numbering_plan
from emulator.core.call import Call, fixed_sid
from emulator.core.routes import route
from emulator.messaging import bulk_items, opt_outs

KIND = "consent"
WRONG = 30646
"""The error of a wrong consent: https://www.twilio.com/docs/api/errors/30646."""

_SOURCES = ("website", "offline", "opt-in-message", "opt-out-message", "others")
_FIELDS = ("contact_id", "sender_id", "status", "source", "date_of_consent")


@route(
    "POST",
    "accounts",
    "/v1/Consents/Bulk",
    status=201,
    assumed=(
        *bulk_items.ASSUMED,
        "sender_id is a messaging service or a number of the account that calls.",
        "date_of_consent has a time and a time zone (INVALID_DATE_OF_CONSENT).",
        "The consent that was reported last applies, whatever its date.",
        "An opt-in for a toll-free number lifts no STOP: the network handles those.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Report up to 25 consents and opt-outs; each contact, sender and date is kept once."""
    return bulk_items.answer(call, WRONG, lambda item: _wrong(call, item), lambda item: _keep(call, item))


def _wrong(call: Call, item: dict[str, Any]) -> list[str]:
    checks = {
        "INVALID_SENDER_ID": _scope(call, item.get("sender_id")) is not None,
        "INVALID_STATUS": item.get("status") in ("opt-in", "opt-out"),
        "INVALID_SOURCE": item.get("source") in _SOURCES,
        "INVALID_DATE_OF_CONSENT": not item.get("date_of_consent") or _is_moment(item["date_of_consent"]),
    }
    return [message for message, is_right in checks.items() if not is_right]


def _keep(call: Call, item: dict[str, Any]) -> None:
    person, sender = item["contact_id"], item["sender_id"]
    sid = fixed_sid("", f"{person} {sender} {item.get('date_of_consent') or ''}")
    body = {name: item.get(name) or None for name in _FIELDS}
    known = call.store.find(KIND, sid=sid, account_sid=call.account.sid)
    if known:
        call.update(known, body)
    else:
        call.create(KIND, "", body, sid=sid)
    opted_out = item["status"] == "opt-out"
    if opted_out or not numbering_plan.is_toll_free(sender):
        state = {"opted_out": opted_out, "keyword": item["status"], "message_sid": None}
        scope_sid = str(_scope(call, sender))
        opt_outs.note(call.store, person, scope_sid, state, account_sid=call.account.sid, now=call.now)


def _scope(call: Call, sender: object) -> str | None:
    """Return what a consent for a sender applies to; None if the account has no such sender."""
    if not isinstance(sender, str):
        return None
    if call.store.find("messaging_service", sid=sender, account_sid=call.account.sid):
        return sender
    if call.store.find("incoming_phone_number", phone_number=sender, account_sid=call.account.sid):
        return opt_outs.scope(call.store, call.account.sid, sender)
    return None


def _is_moment(text: object) -> bool:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return False
    return moment.tzinfo is not None
