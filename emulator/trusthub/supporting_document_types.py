"""Types of supporting document: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/supportingdocumentdype-resource."""

from typing import Any

from emulator.core.call import Call
from emulator.core.paging import page_of
from emulator.core.routes import route
from emulator.trusthub.rules.attributes import SUPPORTING_DOCUMENT_TYPES, Type


@route(
    "GET",
    "trusthub",
    "/v1/SupportingDocumentTypes",
    assumed=("There are only the types that A2P messaging needs; their SIDs and their names for people are our own.",),
)
def list_all(call: Call) -> dict[str, Any]:
    """List the types of supporting document, with the attributes of each."""
    return page_of(call, "supporting_document_types", [show(call, each) for each in SUPPORTING_DOCUMENT_TYPES])


@route("GET", "trusthub", "/v1/SupportingDocumentTypes/<sid>")
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a type of supporting document, by SID or, as in policies, by machine name."""
    for each in SUPPORTING_DOCUMENT_TYPES:
        if sid in {each.sid, each.machine_name}:
            return show(call, each)
    raise call.not_found()


def show(call: Call, each: Type) -> dict[str, Any]:
    """Return a type of supporting document as Twilio answers it."""
    return {
        **each.shown(),
        "url": f"{call.base_url}/v1/SupportingDocumentTypes/{each.sid}",
    }
