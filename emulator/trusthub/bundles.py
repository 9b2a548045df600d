"""Customer profiles and trust products: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles."""

from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import choice, sid, text, url
from emulator.core.store import Stored
from emulator.trusthub import bundle_contents, bundle_evaluation, bundle_review
from emulator.trusthub.find_bundles import advance_reviews, find
from emulator.trusthub.kinds import BUNDLES, Kind, route_of_each
from emulator.trusthub.policies import POLICIES, require_of_the_api

_LIMIT = 255
_PROPERTIES = {"FriendlyName": text(_LIMIT, 1), "Email": text(_LIMIT, 1), "StatusCallback": url}
_STATUS = choice(*bundle_review.STATUSES)
_LINKS = {"entity_assignments": "EntityAssignments", "evaluations": "Evaluations"}

READS = "Every call about a bundle counts as a read of it, a list as one of each matching bundle under review."


@route_of_each(
    BUNDLES,
    "POST",
    status=201,
    assumed=(
        f"Friendly name and e-mail address have 1 to {_LIMIT} characters each; the address is not checked.",
        "A policy that does not exist or is for the other kind of bundle is answered with 20001.",
        "A primary customer profile cannot be created, changed or deleted (20001); each parent account has one.",
    ),
)
def create(call: Call, kind: Kind) -> dict[str, Any]:
    """Create a bundle, a draft with nothing in it."""
    fields = {**_PROPERTIES, "PolicySid": sid("RN")}
    given = call.read(fields, required=("FriendlyName", "Email", "PolicySid"))
    policies = [policy.sid for policy in POLICIES.values() if policy.of == kind.name]
    choice(*policies)("PolicySid", given["policy_sid"])
    require_of_the_api(given["policy_sid"])
    body = {"status": bundle_review.DRAFT, "valid_until": None, "status_callback": None, "errors": None}
    return show(call, kind, call.create(kind.name, "BU", {**body, **given}))


@route_of_each(BUNDLES, "GET", assumed=(READS,))
def list_all(call: Call, kind: Kind) -> dict[str, Any]:
    """List bundles, by status, exact friendly name and policy."""
    where = call.read_query({"Status": _STATUS, "FriendlyName": text(_LIMIT), "PolicySid": sid("RN")})
    advance_reviews(call, kind, **{name: value for name, value in where.items() if name != "status"})
    return page(call, "results", kind.name, lambda _, stored: show(call, kind, stored), **where)


@route_of_each(BUNDLES, "GET", "/<sid>", assumed=(READS, "No approval ends: valid_until is null."))
def fetch(call: Call, kind: Kind, sid: str) -> dict[str, Any]:
    """Fetch a bundle with its status now, and why it was rejected."""
    return show(call, kind, find(call, kind, sid))


@route_of_each(
    BUNDLES,
    "POST",
    "/<sid>",
    assumed=(
        "The only status to ask for is pending-review; any other is answered with 20001.",
        "Status and other properties in one request are answered with 22204, as for regulatory bundles.",
        "What is under review or approved cannot be changed: 60711.",
        "A bundle that would be evaluated as noncompliant is not submitted: 20001 with the reasons.",
        "A rejection without codes is 18601; what was rejected for stays in errors until the next submission.",
        "A status callback is sent when a read finds the new status.",
        "Status callbacks have AccountSid, BundleSid, Status and, after a rejection, ErrorCodes.",
    ),
)
def update(call: Call, kind: Kind, sid: str) -> dict[str, Any]:
    """Change a bundle, or submit it for review by Status=pending-review."""
    changes = call.read({**_PROPERTIES, "Status": _STATUS})
    bundle = find(call, kind, sid)
    bundle_review.require_editable(bundle)
    if "status" not in changes:
        return show(call, kind, call.update(bundle, changes))
    if changes["status"] != bundle_review.SUBMITTED:
        raise invalid("Status", changes["status"], bundle_review.SUBMITTED)
    if len(changes) > 1:
        raise TwilioError(22204)
    faults = bundle_evaluation.failures(bundle_evaluation.evaluate(call, bundle, POLICIES[bundle.body["policy_sid"]]))
    if faults:
        raise TwilioError(20001, reason=f"Bundle {sid} is noncompliant: {'; '.join(faults)}")
    return show(call, kind, bundle_review.submit(call, bundle))


@route_of_each(
    BUNDLES,
    "DELETE",
    "/<sid>",
    assumed=(
        "A bundle under review cannot be deleted: 60711; an approved one can.",
        "A customer profile that is assigned to another bundle is not deleted: 20001.",
        "What was in the bundle stays in the account.",
    ),
)
def delete(call: Call, kind: Kind, sid: str) -> None:
    """Delete a bundle with its assignments and evaluations."""
    bundle = find(call, kind, sid)
    require_of_the_api(bundle.body["policy_sid"])
    if bundle.body["status"] in bundle_review.STAGES:
        raise TwilioError(60711, sid=sid, status=bundle.body["status"])
    bundle_contents.require_free(call, bundle)
    call.store.delete(bundle)


def show(call: Call, kind: Kind, stored: Stored) -> dict[str, Any]:
    """Return a bundle as Twilio answers it."""
    address = kind.url(call, stored.sid)
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "url": address,
        "links": {f"{kind.name}s_{name}": f"{address}/{path}" for name, path in _LINKS.items()},
    }
