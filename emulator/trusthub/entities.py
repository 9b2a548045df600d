"""End users and supporting documents, which bundles hold.

Facts: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/enduser-resource and
https://www.twilio.com/docs/trust-hub/trusthub-rest-api/supportingdocument-resource.
"""

from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.parameters import choice, json_object, text
from emulator.core.store import Stored
from emulator.trusthub import bundle_contents
from emulator.trusthub.kinds import ENTITIES, EntityKind, Kind, route_of_each

_FIELDS = {"FriendlyName": text(255, 1), "Attributes": json_object}


@route_of_each(
    ENTITIES,
    "POST",
    status=201,
    assumed=(
        "Attributes are kept as given, incomplete or unknown ones too; a bundle's evaluation finds the faults.",
        "Types that A2P messaging does not need are answered with 20001.",
        "A supporting document stays a DRAFT, whatever becomes of its bundle.",
    ),
)
def create(call: Call, kind: EntityKind) -> dict[str, Any]:
    """Create an end user or a supporting document."""
    fields = {**_FIELDS, "Type": choice(*(each.machine_name for each in kind.types))}
    given = call.read(fields, required=("FriendlyName", "Type"))
    return show(call, kind, call.create(kind.name, kind.sid_prefix, {**kind.defaults, **given}))


@route_of_each(ENTITIES, "GET")
def list_all(call: Call, kind: Kind) -> dict[str, Any]:
    """List end users or supporting documents; there are no filters."""
    return page(call, "results", kind.name, lambda _, stored: show(call, kind, stored))


@route_of_each(ENTITIES, "GET", "/<sid>")
def fetch(call: Call, kind: Kind, sid: str) -> dict[str, Any]:
    """Fetch an end user or a supporting document."""
    return show(call, kind, call.find(kind.name, sid))


@route_of_each(
    ENTITIES,
    "POST",
    "/<sid>",
    assumed=(
        "Attributes are replaced as a whole.",
        "What is in a bundle under review or approved stays as it is: 60711.",
        "What a failed brand was registered with can be changed, though its bundle is approved.",
    ),
)
def update(call: Call, kind: Kind, sid: str) -> dict[str, Any]:
    """Change the name or attributes of an end user or a supporting document; its type stays."""
    stored = call.find(kind.name, sid)
    bundle_contents.require_changeable(call, stored)
    return show(call, kind, call.update(stored, call.read(_FIELDS)))


@route_of_each(ENTITIES, "DELETE", "/<sid>", assumed=("What is assigned to a bundle is not deleted: 20001.",))
def delete(call: Call, kind: Kind, sid: str) -> None:
    """Delete an end user or a supporting document."""
    stored = call.find(kind.name, sid)
    bundle_contents.require_free(call, stored)
    call.store.delete(stored)


def show(call: Call, kind: Kind, stored: Stored) -> dict[str, Any]:
    """Return an end user or a supporting document as Twilio answers it."""
    return {**shown(stored, iso_8601), "account_sid": stored.account_sid, "url": kind.url(call, stored.sid)}
