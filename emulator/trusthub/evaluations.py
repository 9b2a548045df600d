"""Evaluations of bundles: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles/evaluations."""

from typing import Any

from emulator.core.answers import iso_8601
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.parameters import choice
from emulator.core.store import Stored
from emulator.trusthub import bundle_evaluation
from emulator.trusthub.find_bundles import find
from emulator.trusthub.kinds import BUNDLES, Kind, route_of_each
from emulator.trusthub.policies import POLICIES

_LIST = "/<bundle_sid>/Evaluations"


@route_of_each(
    BUNDLES,
    "POST",
    _LIST,
    status=201,
    assumed=(
        *bundle_evaluation.ASSUMED,
        "A bundle can be evaluated in any status and against any policy that there is.",
    ),
)
def create(call: Call, kind: Kind, bundle_sid: str) -> dict[str, Any]:
    """Evaluate a bundle against a policy: whether all is there and well formed."""
    bundle = find(call, kind, bundle_sid)
    given = call.read({"PolicySid": choice(*POLICIES)}, required=("PolicySid",))
    results = bundle_evaluation.evaluate(call, bundle, POLICIES[given["policy_sid"]])
    status = "compliant" if all(each["passed"] for each in results) else "noncompliant"
    body = {**given, "status": status, "results": results}
    return show(call, kind, call.create("evaluation", "EL", body, parent_sid=bundle.sid))


@route_of_each(BUNDLES, "GET", _LIST)
def list_all(call: Call, kind: Kind, bundle_sid: str) -> dict[str, Any]:
    """List a bundle's evaluations, with the results of then."""
    bundle = find(call, kind, bundle_sid)
    return page(call, "results", "evaluation", lambda _, stored: show(call, kind, stored), parent_sid=bundle.sid)


@route_of_each(BUNDLES, "GET", f"{_LIST}/<sid>")
def fetch(call: Call, kind: Kind, bundle_sid: str, sid: str) -> dict[str, Any]:
    """Fetch an evaluation, with the results of then."""
    bundle = find(call, kind, bundle_sid)
    return show(call, kind, call.find("evaluation", sid, parent_sid=bundle.sid))


def show(call: Call, kind: Kind, stored: Stored) -> dict[str, Any]:
    """Return an evaluation as Twilio answers it."""
    return {
        "sid": stored.sid,
        "account_sid": stored.account_sid,
        f"{kind.name}_sid": stored.parent_sid,
        **stored.body,
        "date_created": iso_8601(stored.created),
        "url": f"{kind.url(call, stored.parent_sid)}/Evaluations/{stored.sid}",
    }
