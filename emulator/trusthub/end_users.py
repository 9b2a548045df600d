"""End users: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/enduser-resource."""

from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.parameters import choice, json_object, text
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.trusthub.rules import entities
from emulator.trusthub.rules.attributes import END_USER_TYPES

_LIST = "/v1/EndUsers"
_INSTANCE = "/v1/EndUsers/<sid>"
_FIELDS = {"FriendlyName": text(255, 1), "Attributes": json_object}


@route(
    "POST",
    "trusthub",
    _LIST,
    status=201,
    assumed=(
        "Attributes are kept as given, incomplete or unknown ones too; a bundle's evaluation finds the faults.",
        "Types that A2P messaging does not need are answered with 20001.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create an end user."""
    fields = {**_FIELDS, "Type": choice(*(each.machine_name for each in END_USER_TYPES))}
    given = call.read(fields, required=("FriendlyName", "Type"))
    return show(call, call.create("end_user", "IT", {"attributes": {}, **given}))


@route("GET", "trusthub", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List end users; there are no filters."""
    return page(call, "results", "end_user", show)


@route("GET", "trusthub", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch an end user."""
    return show(call, call.find("end_user", sid))


@route(
    "POST",
    "trusthub",
    _INSTANCE,
    assumed=(
        "Attributes are replaced as a whole.",
        "What is in a bundle under review or approved stays as it is: 60711.",
        "What a failed brand was registered with can be changed, though its bundle is approved.",
    ),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change an end user's name or attributes; its type stays."""
    stored = call.find("end_user", sid)
    entities.require_changeable(call, stored)
    return show(call, call.update(stored, call.read(_FIELDS)))


@route("DELETE", "trusthub", _INSTANCE, assumed=("What is assigned to a bundle is not deleted: 20001.",))
def delete(call: Call, sid: str) -> None:
    """Delete an end user."""
    stored = call.find("end_user", sid)
    entities.require_free(call, stored)
    call.store.delete(stored)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return an end user as Twilio answers it."""
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "url": f"{call.base_url}/v1/EndUsers/{stored.sid}",
    }
