"""Types of end user: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/endusertype-resource."""

from typing import Any

from emulator.core.call import Call
from emulator.core.paging import page_of
from emulator.core.routes import route
from emulator.trusthub.rules.attributes import END_USER_TYPES, Type


@route(
    "GET",
    "trusthub",
    "/v1/EndUserTypes",
    assumed=("There are only the types that A2P messaging needs; their SIDs and their names for people are our own.",),
)
def list_all(call: Call) -> dict[str, Any]:
    """List the types of end user, with the attributes of each."""
    return page_of(call, "end_user_types", [show(call, each) for each in END_USER_TYPES])


@route("GET", "trusthub", "/v1/EndUserTypes/<sid>")
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a type of end user, by SID or, as in policies, by machine name."""
    for each in END_USER_TYPES:
        if sid in {each.sid, each.machine_name}:
            return show(call, each)
    raise call.not_found()


def show(call: Call, each: Type) -> dict[str, Any]:
    """Return a type of end user as Twilio answers it."""
    return {
        **each.shown(),
        "url": f"{call.base_url}/v1/EndUserTypes/{each.sid}",
    }
