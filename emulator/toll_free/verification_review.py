"""The review of a toll-free number's verification, and whether the number may send.

States: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource. The pace is that of the kind
`tollfree_verification`.
"""

from collections.abc import Sequence
from typing import Any

from emulator.core import event_streams, reviews
from emulator.core.answers import iso_8601
from emulator.core.call import Call
from emulator.core.store import Stored

KIND = "tollfree_verification"
PENDING, IN_REVIEW, APPROVED, REJECTED = STATUSES = (
    "PENDING_REVIEW",
    "IN_REVIEW",
    "TWILIO_APPROVED",
    "TWILIO_REJECTED",
)

EDIT_SECONDS = 7 * 86400
"""How long a rejected verification can be edited: https://www.twilio.com/docs/api/errors/30824."""

EDIT_UNTIL = "_edit_until"
"""Body property: until when a rejected verification can be edited, in seconds since 1970."""

_STAGES = (PENDING, IN_REVIEW)
_UNVERIFIED = 30032

REASONS: dict[int, str] = {
    30451: "The business's address is not valid",
    30460: "Third-party debt collection is not allowed",
    30464: "Cryptocurrency is not allowed",
    30466: "Debt reduction is not allowed",
    30481: "The verification was cancelled",
    30501: "The Campaign Verify token is missing or not valid",
    30511: "The verbal opt-in is given without its script",
    30540: "The confirmation of the opt-in is missing",
    30831: "Express consent is missing",
    30841: "The wording of the opt-in is not clear",
    30842: "The opt-in is not shown",
    30879: "The number is not at Twilio",
    30915: "The business is not a sole proprietor",
    30950: "Credit repair is not allowed",
}
"""Why a verification is rejected: each code's page is https://www.twilio.com/docs/api/errors/ followed by the code."""

_NOT_EDITABLE = frozenset({30460, 30464, 30466, 30481, 30879, 30950})
"""Rejections after which a verification cannot be edited. Their pages say that the content is forbidden, or that the
verification is to be deleted; that the answer then says `edit_allowed: false` is assumed."""

_DEFAULT_REJECTION = 30842
_TYPES = "com.twilio.messaging.compliance.toll-free-verification."
_EVENTS = {
    PENDING: ("pending-review", "TollFreeVerificationPendingReview"),
    IN_REVIEW: ("in-review", "TollFreeVerificationInReview"),
    APPROVED: ("approved", "TollFreeVerificationApproved"),
    REJECTED: ("rejected", "TollFreeVerificationRejected"),
}


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which a review begins, or begins again."""
    return {
        "status": PENDING,
        "rejection_reason": None,
        "rejection_reasons": None,
        "error_code": None,
        "edit_allowed": None,
        "edit_expiration": None,
        EDIT_UNTIL: None,
        **reviews.begin(now),
    }


def advance_review(call: Call, stored: Stored) -> Stored:
    """Count this read of a verification and return it as it is now."""
    names = {stored.body["tollfree_phone_number"], stored.body["external_reference_id"], stored.body["business_name"]}
    stage, verdict, stored = reviews.advance_review(call, stored, len(_STAGES), names)
    if stage < 0:
        return stored
    changes: dict[str, Any] = {"status": _STAGES[stage]}
    if verdict:
        changes = _rejected(call, verdict.codes) if verdict.outcome == "reject" else {"status": APPROVED}
    if changes.items() <= stored.body.items():
        return stored
    stored = call.update(stored, changes)
    publish(call, stored)
    return stored


def obstacle(call: Call, number: str) -> int | None:
    """Return the delivery error of a message from a toll-free number that is not verified; None if it is.

    Since 2024-01-31 such a number sends nothing: https://www.twilio.com/docs/api/errors/30032.
    """
    verification = call.store.find(KIND, tollfree_phone_number=number, account_sid=call.account.sid)
    if verification is None:
        return _UNVERIFIED
    return None if advance_review(call, verification).body["status"] == APPROVED else _UNVERIFIED


def publish(call: Call, verification: Stored) -> None:
    """Publish the status of a verification: https://www.twilio.com/docs/events/event-types/toll-free/verification."""
    name, schema = _EVENTS[verification.body["status"]]
    data = {
        "accountsid": verification.account_sid,
        "tollfreeverificationsid": verification.sid,
        "phonenumbersid": verification.body["tollfree_phone_number_sid"],
        "customerprofilesid": verification.body["customer_profile_sid"],
        "regulateditemsid": verification.body["regulated_item_sid"],
        "trustproductsid": verification.body["trust_product_sid"],
        "verificationstatus": verification.body["status"],
    }
    source = f"/v1/Tollfree/Verifications/{verification.sid}"
    event = event_streams.Event(_TYPES + name, schema, verification.account_sid, source, call.now, data)
    event_streams.publish(call.store, call.settings, event)


def _rejected(call: Call, codes: Sequence[int]) -> dict[str, Any]:
    codes = codes or (_DEFAULT_REJECTION,)
    reasons = [{"code": code, "reason": f"{REASONS.get(code, 'The verification was rejected')}."} for code in codes]
    editable = not _NOT_EDITABLE.intersection(codes)
    until = call.now + EDIT_SECONDS if editable else None
    return {
        "status": REJECTED,
        "rejection_reason": reasons[0]["reason"],
        "rejection_reasons": reasons,
        "error_code": codes[0],
        "edit_allowed": editable,
        "edit_expiration": iso_8601(until) if until else None,
        EDIT_UNTIL: until,
    }
