"""Standard API keys of an account: https://www.twilio.com/docs/iam/api-keys."""

import secrets
from typing import Any

from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.parameters import text
from emulator.core.routes import route
from emulator.core.store import Stored

_LIST = "/2010-04-01/Accounts/<account_sid>/Keys.json"
_INSTANCE = "/2010-04-01/Accounts/<account_sid>/Keys/<sid>.json"
_FIELDS = {"FriendlyName": text(64)}


@route("POST", "api", _LIST, status=201)
def create(call: Call) -> dict[str, Any]:
    """Create a Standard key; the only answer that ever shows its secret."""
    secret = secrets.token_hex(16)
    stored = call.create("key", "SK", {"friendly_name": "", **call.read(_FIELDS), "_secret": secret})
    return {**show(call, stored), "secret": secret}


@route("GET", "api", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List keys, without their secrets."""
    return page(call, "keys", "key", show)


@route("GET", "api", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a key, without its secret."""
    return show(call, call.find("key", sid))


@route("POST", "api", _INSTANCE)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Rename a key."""
    return show(call, call.update(call.find("key", sid), call.read(_FIELDS)))


@route("DELETE", "api", _INSTANCE)
def delete(call: Call, sid: str) -> None:
    """Revoke a key immediately."""
    call.store.delete(call.find("key", sid))


def show(_: Call, stored: Stored) -> dict[str, Any]:
    """Return a key as Twilio answers it."""
    return shown(stored, rfc_2822)
