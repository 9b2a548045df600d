"""End users and supporting documents of regulatory bundles.

Facts: https://www.twilio.com/docs/phone-numbers/regulatory/api/end-users and
https://www.twilio.com/docs/phone-numbers/regulatory/api/supporting-documents.
"""

from typing import Any

from emulator.core.call import Call
from emulator.core.errors import invalid
from emulator.core.parameters import choice, json_object, text
from emulator.regulatory_compliance import bundle_items, regulatory_review
from emulator.regulatory_compliance.kinds import ENTITIES, SUPPORTING_DOCUMENT
from emulator.trusthub.entities import show
from emulator.trusthub.kinds import EntityKind, route_of_each

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes that a document's file may have: https://www.twilio.com/docs/phone-numbers/regulatory/faq."""

_FIELDS = {"FriendlyName": text(255, 1), "Attributes": json_object}
_MIME_TYPES = ("application/pdf", "image/jpeg", "image/png")


@route_of_each(
    (SUPPORTING_DOCUMENT,),
    "POST",
    status=201,
    assumed=(
        "Attributes are kept as given; a bundle's evaluation finds the faults.",
        "A file is the part File of a multipart form, here or, as at Twilio, on the host numbers-upload.",
        f"A file is a PDF, JPEG or PNG of at most {LARGEST_FILE // 1024 // 1024} MB; its content is not kept.",
    ),
)
def create(call: Call, kind: EntityKind) -> dict[str, Any]:
    """Create a supporting document, with its file if the form has one."""
    fields = {**_FIELDS, "Type": choice(*(each.machine_name for each in kind.types))}
    given = call.read(fields, required=("FriendlyName", "Type"))
    body = {**kind.defaults, **given, "mime_type": _mime_type(call)}
    return show(call, kind, call.create(kind.name, kind.sid_prefix, body))


@route_of_each(
    ENTITIES,
    "POST",
    "/<sid>",
    assumed=("Attributes are replaced as a whole.", "What is in a bundle under review or approved stays: 22209."),
)
def update(call: Call, kind: EntityKind, sid: str) -> dict[str, Any]:
    """Change the name or attributes of an end user or a supporting document; its type stays."""
    stored = call.find(kind.name, sid)
    regulatory_review.require_changeable(call, stored)
    return show(call, kind, call.update(stored, call.read(_FIELDS)))


@route_of_each(ENTITIES, "DELETE", "/<sid>", assumed=("What is assigned to a bundle is not deleted: 20001.",))
def delete(call: Call, kind: EntityKind, sid: str) -> None:
    """Delete an end user or a supporting document."""
    stored = call.find(kind.name, sid)
    bundle_items.require_free(call, stored)
    call.store.delete(stored)


def _mime_type(call: Call) -> str | None:
    file = call.request.files.get("File")
    if file is None:
        return None
    if file.mimetype not in _MIME_TYPES:
        raise invalid("File", file.mimetype, f"one of {', '.join(_MIME_TYPES)}")
    size = len(file.stream.read(LARGEST_FILE + 1))
    if not 0 < size <= LARGEST_FILE:
        raise invalid("File", f"{size} bytes or more" if size else "no bytes", f"1 to {LARGEST_FILE} bytes")
    return file.mimetype
