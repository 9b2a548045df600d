"""What is in bundles: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles/entity-assignments."""

from typing import Any

from emulator.core.answers import iso_8601
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.paging import page
from emulator.core.parameters import text
from emulator.core.store import Stored
from emulator.trusthub import bundle_contents, bundle_review
from emulator.trusthub.find_bundles import find
from emulator.trusthub.kinds import BUNDLES, Kind, route_of_each

_LIST = "/<bundle_sid>/EntityAssignments"
_INSTANCE = "/<bundle_sid>/EntityAssignments/<sid>"


@route_of_each(
    BUNDLES,
    "POST",
    _LIST,
    status=201,
    assumed=(
        "Only end users, supporting documents and customer profiles are assigned, by whatever policy (else 22206).",
        "What is not the account's, nor its parent's primary customer profile, is answered with 22205.",
        "What is assigned to the bundle already is answered with 20001; it can be assigned to others too.",
        "What is in a bundle under review or approved stays as it is: 60711.",
    ),
)
def create(call: Call, kind: Kind, bundle_sid: str) -> dict[str, Any]:
    """Assign an end user, a supporting document or a customer profile to a bundle."""
    bundle = find(call, kind, bundle_sid)
    given = str(call.read({"ObjectSid": text(34, 34)}, required=("ObjectSid",))["object_sid"])
    bundle_review.require_editable(bundle)
    if given[:2] not in bundle_contents.PREFIXES:
        raise TwilioError(22206, sid=given, prefixes=" or ".join(bundle_contents.PREFIXES))
    entity = bundle_contents.find(call, given)
    if entity is None or entity.sid == bundle.sid:
        raise TwilioError(22205, sid=given)
    if call.store.find(bundle_contents.ASSIGNMENT, parent_sid=bundle.sid, object_sid=given):
        raise TwilioError(20001, reason=f"{given} is assigned to {bundle.sid} already")
    body = {"object_sid": given, "_object_type": bundle_contents.object_type(entity)}
    return show(call, kind, call.create(bundle_contents.ASSIGNMENT, "BV", body, parent_sid=bundle.sid))


@route_of_each(
    BUNDLES,
    "GET",
    _LIST,
    assumed=("The object type of a customer profile is what policies call it.",),
)
def list_all(call: Call, kind: Kind, bundle_sid: str) -> dict[str, Any]:
    """List what is in a bundle, by type of end user, supporting document or customer profile."""
    bundle = find(call, kind, bundle_sid)
    wanted = call.read_query({"ObjectType": text(255)}).get("object_type")
    return page(
        call,
        "results",
        bundle_contents.ASSIGNMENT,
        lambda _, stored: show(call, kind, stored),
        parent_sid=bundle.sid,
        _object_type=wanted,
    )


@route_of_each(BUNDLES, "GET", _INSTANCE)
def fetch(call: Call, kind: Kind, bundle_sid: str, sid: str) -> dict[str, Any]:
    """Fetch an assignment."""
    bundle = find(call, kind, bundle_sid)
    return show(call, kind, call.find(bundle_contents.ASSIGNMENT, sid, parent_sid=bundle.sid))


@route_of_each(
    BUNDLES, "DELETE", _INSTANCE, assumed=("What is in a bundle under review or approved stays as it is: 60711.",)
)
def delete(call: Call, kind: Kind, bundle_sid: str, sid: str) -> None:
    """Remove an object from a bundle; it stays in the account."""
    bundle = find(call, kind, bundle_sid)
    assignment = call.find(bundle_contents.ASSIGNMENT, sid, parent_sid=bundle.sid)
    bundle_review.require_editable(bundle)
    call.store.delete(assignment)


def show(call: Call, kind: Kind, stored: Stored) -> dict[str, Any]:
    """Return an assignment as Twilio answers it."""
    return {
        "sid": stored.sid,
        f"{kind.name}_sid": stored.parent_sid,
        "account_sid": stored.account_sid,
        "object_sid": stored.body["object_sid"],
        "date_created": iso_8601(stored.created),
        "url": f"{kind.url(call, stored.parent_sid)}/EntityAssignments/{stored.sid}",
    }
