"""Types of end user and of supporting document.

Facts: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/endusertype-resource and
https://www.twilio.com/docs/trust-hub/trusthub-rest-api/supportingdocumentdype-resource (so spelt).
"""

from typing import Any

from emulator.core.call import Call
from emulator.core.paging import page_of
from emulator.trusthub.attributes import Type
from emulator.trusthub.kinds import TYPES, Kind, TypeKind, route_of_each


@route_of_each(
    TYPES,
    "GET",
    assumed=("There are only the types that A2P messaging needs; their SIDs and their names for people are our own.",),
)
def list_all(call: Call, kind: TypeKind) -> dict[str, Any]:
    """List the types, with the attributes of each."""
    return page_of(call, f"{kind.name}s", [show(call, kind, each) for each in kind.types])


@route_of_each(TYPES, "GET", "/<sid>")
def fetch(call: Call, kind: TypeKind, sid: str) -> dict[str, Any]:
    """Fetch a type, by SID or, as in policies, by machine name."""
    for each in kind.types:
        if sid in {each.sid, each.machine_name}:
            return show(call, kind, each)
    raise call.not_found()


def show(call: Call, kind: Kind, each: Type) -> dict[str, Any]:
    """Return a type as Twilio answers it."""
    return {**each.shown(), "url": kind.url(call, each.sid)}
