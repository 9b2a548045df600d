"""Accounts and subaccounts: https://www.twilio.com/docs/iam/api/subaccounts."""

import secrets
from datetime import UTC, datetime
from typing import Any

from emulator.a2p import campaign_review
from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call, new_sid
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import choice, text
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.phone_numbers.phone_numbers import release_all

SUBACCOUNT_LIMIT = 1000
"""Subaccounts an account may have by default: https://www.twilio.com/docs/api/errors/21480."""

_STATUSES = ("active", "suspended", "closed")
_FIELDS = {"FriendlyName": text(64), "Status": choice(*_STATUSES)}
_SUBRESOURCES = {
    "addresses": "Addresses",
    "incoming_phone_numbers": "IncomingPhoneNumbers",
    "keys": "Keys",
    "messages": "Messages",
}


@route(
    "POST",
    "api",
    "/2010-04-01/Accounts.json",
    status=201,
    assumed=("Closed subaccounts do not count towards the limit of 1,000.",),
)
def create(call: Call) -> dict[str, Any]:
    """Create a subaccount; its auth token is in every answer about it."""
    owner = call.account
    if owner.parent_sid != owner.sid:
        raise TwilioError(21101)
    closed = call.store.count("account", parent_sid=owner.sid, status="closed")
    if call.store.count("account", parent_sid=owner.sid) - 1 - closed >= SUBACCOUNT_LIMIT:
        raise TwilioError(21480, limit=SUBACCOUNT_LIMIT)
    created = datetime.fromtimestamp(call.now, UTC).strftime("%Y-%m-%d %I:%M %p").lower()
    body = {
        "friendly_name": f"SubAccount Created at {created}",
        "auth_token": secrets.token_hex(16),
        "status": "active",
        "type": owner.body["type"],
    }
    given = call.read({"FriendlyName": _FIELDS["FriendlyName"]})
    sid = new_sid("AC")
    stored = call.store.insert("account", sid, {**body, **given}, account_sid=sid, parent_sid=owner.sid, now=call.now)
    return show(call, stored)


@route("GET", "api", "/2010-04-01/Accounts.json")
def list_all(call: Call) -> dict[str, Any]:
    """List the account itself and its subaccounts, by exact friendly name and status."""
    where = call.read_query(_FIELDS)
    own = call.account
    if own.parent_sid == own.sid:
        return page(call, "accounts", "account", show, parent_sid=own.sid, **where)
    return page(call, "accounts", "account", show, **where)


@route("GET", "api", "/2010-04-01/Accounts/<account_sid>.json")
def fetch(call: Call) -> dict[str, Any]:
    """Fetch the account itself or a subaccount."""
    return show(call, call.account)


@route(
    "POST",
    "api",
    "/2010-04-01/Accounts/<account_sid>.json",
    assumed=(
        "A closed subaccount's friendly name cannot be changed either (20005).",
        "The campaigns of a subaccount end when it is closed.",
        "A subaccount that sets its own status is answered with 20003, a main account that does so with 20001.",
    ),
)
def update(call: Call) -> dict[str, Any]:
    """Rename an account; suspend, reactivate or close a subaccount; closing is final and releases its numbers."""
    changes = call.read(_FIELDS)
    account = call.account
    if "status" in changes and call.caller.account.sid == account.sid:
        if account.parent_sid != account.sid:
            raise TwilioError(20003)
        raise invalid("Status", changes["status"], "no status for a main account")
    if changes.get("status") == "closed":
        release_all(call)
        campaign_review.end_all(call)
    return show(call, call.update(account, changes))


def show(_: Call, stored: Stored) -> dict[str, Any]:
    """Return an account as Twilio answers it."""
    uri = f"/2010-04-01/Accounts/{stored.sid}"
    return {
        **shown(stored, rfc_2822),
        "owner_account_sid": stored.parent_sid,
        "subresource_uris": {name: f"{uri}/{path}.json" for name, path in _SUBRESOURCES.items()},
        "uri": f"{uri}.json",
    }
