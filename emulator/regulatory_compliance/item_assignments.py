"""What is in regulatory bundles: https://www.twilio.com/docs/phone-numbers/regulatory/api/item-assignments."""

from typing import Any

from emulator.core.answers import iso_8601
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.paging import page
from emulator.core.parameters import text
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.regulatory_compliance import bundle_items
from emulator.regulatory_compliance.kinds import BUNDLE, PRODUCT, ROOT
from emulator.regulatory_compliance.regulatory_review import find, require_editable

_LIST = f"{ROOT}/Bundles/<bundle_sid>/ItemAssignments"
_INSTANCE = f"{_LIST}/<sid>"


@route(
    "POST",
    PRODUCT,
    _LIST,
    status=201,
    assumed=(
        "What is assigned to the bundle already is answered with 20001; it can be assigned to others too.",
        "What is in a bundle under review or approved stays: 22209.",
    ),
)
def create(call: Call, bundle_sid: str) -> dict[str, Any]:
    """Assign an end user or a supporting document to a bundle."""
    bundle = find(call, bundle_sid)
    given = str(call.read({"ObjectSid": text(34, 34)}, required=("ObjectSid",))["object_sid"])
    require_editable(bundle)
    if given[:2] not in bundle_items.PREFIXES:
        raise TwilioError(22206, sid=given, prefixes=" or ".join(bundle_items.PREFIXES))
    if bundle_items.find(call, given, bundle.account_sid) is None:
        raise TwilioError(22205, sid=given)
    if call.store.find(bundle_items.ASSIGNMENT, parent_sid=bundle.sid, object_sid=given):
        raise TwilioError(20001, reason=f"{given} is assigned to {bundle.sid} already")
    return show(call, bundle_items.assign(call, bundle, given))


@route("GET", PRODUCT, _LIST)
def list_all(call: Call, bundle_sid: str) -> dict[str, Any]:
    """List what is in a bundle."""
    return page(call, "results", bundle_items.ASSIGNMENT, show, parent_sid=find(call, bundle_sid).sid)


@route("GET", PRODUCT, _INSTANCE)
def fetch(call: Call, bundle_sid: str, sid: str) -> dict[str, Any]:
    """Fetch an assignment."""
    return show(call, call.find(bundle_items.ASSIGNMENT, sid, parent_sid=find(call, bundle_sid).sid))


@route("DELETE", PRODUCT, _INSTANCE, assumed=("What is in a bundle under review or approved stays: 22209.",))
def delete(call: Call, bundle_sid: str, sid: str) -> None:
    """Remove an object from a bundle; it stays in the account."""
    bundle = find(call, bundle_sid)
    assignment = call.find(bundle_items.ASSIGNMENT, sid, parent_sid=bundle.sid)
    require_editable(bundle)
    call.store.delete(assignment)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return an assignment as Twilio answers it."""
    return {
        "sid": stored.sid,
        "bundle_sid": stored.parent_sid,
        "account_sid": stored.account_sid,
        "object_sid": stored.body["object_sid"],
        "date_created": iso_8601(stored.created),
        "url": f"{BUNDLE.url(call, stored.parent_sid)}/ItemAssignments/{stored.sid}",
    }
