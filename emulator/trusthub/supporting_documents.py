"""Supporting documents: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/supportingdocument-resource."""

from typing import Any

from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.paging import page
from emulator.core.parameters import choice, json_object, text
from emulator.core.routes import route
from emulator.core.store import Stored
from emulator.trusthub.rules import entities
from emulator.trusthub.rules.attributes import SUPPORTING_DOCUMENT_TYPES

_LIST = "/v1/SupportingDocuments"
_INSTANCE = "/v1/SupportingDocuments/<sid>"
_FIELDS = {"FriendlyName": text(255, 1), "Attributes": json_object}
_NEW: dict[str, Any] = {"status": "DRAFT", "mime_type": None, "attributes": {}}


@route(
    "POST",
    "trusthub",
    _LIST,
    status=201,
    assumed=(
        "Attributes are kept as given, incomplete or unknown ones too; a bundle's evaluation finds the faults.",
        "Types that A2P messaging does not need are answered with 20001.",
        "A supporting document stays a DRAFT, whatever becomes of its bundle.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create a supporting document."""
    fields = {**_FIELDS, "Type": choice(*(each.machine_name for each in SUPPORTING_DOCUMENT_TYPES))}
    given = call.read(fields, required=("FriendlyName", "Type"))
    return show(call, call.create("supporting_document", "RD", {**_NEW, **given}))


@route("GET", "trusthub", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List supporting documents; there are no filters."""
    return page(call, "results", "supporting_document", show)


@route("GET", "trusthub", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a supporting document."""
    return show(call, call.find("supporting_document", sid))


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
    """Change a supporting document's name or attributes; its type stays."""
    stored = call.find("supporting_document", sid)
    entities.require_changeable(call, stored)
    return show(call, call.update(stored, call.read(_FIELDS)))


@route("DELETE", "trusthub", _INSTANCE, assumed=("What is assigned to a bundle is not deleted: 20001.",))
def delete(call: Call, sid: str) -> None:
    """Delete a supporting document."""
    stored = call.find("supporting_document", sid)
    entities.require_free(call, stored)
    call.store.delete(stored)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a supporting document as Twilio answers it."""
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "url": f"{call.base_url}/v1/SupportingDocuments/{stored.sid}",
    }
