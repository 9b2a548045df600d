"""Policies: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/policies."""

from typing import Any

from emulator.core.call import Call
from emulator.core.paging import page_of
from emulator.core.routes import route
from emulator.trusthub.rules.policies import POLICIES, Policy


@route(
    "GET",
    "trusthub",
    "/v1/Policies",
    assumed=(
        "There are only the policies that A2P messaging needs.",
        "What A2P Messaging: Local - Business requires is what the guide for ISVs puts into it.",
    ),
)
def list_all(call: Call) -> dict[str, Any]:
    """List the policies, with what each requires of a bundle."""
    return page_of(call, "results", [show(call, policy) for policy in POLICIES.values()])


@route("GET", "trusthub", "/v1/Policies/<sid>")
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a policy, with what it requires of a bundle."""
    if sid not in POLICIES:
        raise call.not_found()
    return show(call, POLICIES[sid])


def show(call: Call, policy: Policy) -> dict[str, Any]:
    """Return a policy as Twilio answers it."""
    return {
        "sid": policy.sid,
        "friendly_name": policy.friendly_name,
        "requirements": policy.requirements,
        "url": f"{call.base_url}/v1/Policies/{policy.sid}",
    }
