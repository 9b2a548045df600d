"""The review of regulatory bundles, and its end: https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles.

The review is TrustHub's, at the pace of the kind `regulatory_bundle`. Beyond that a bundle for a test is always
rejected, a document without a file is not acceptable, and an approval ends when a country's rules have changed
(https://www.twilio.com/docs/phone-numbers/regulatory/getting-started/api-getting-started-compliance-information-update).
"""

from typing import Any

from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.reviews import Verdict
from emulator.core.store import Settings, Stored, Transaction
from emulator.regulatory_compliance import bundle_items
from emulator.regulatory_compliance.contents import ADDRESS
from emulator.regulatory_compliance.kinds import BUNDLE, SUPPORTING_DOCUMENT
from emulator.regulatory_compliance.regulations_by_country import COUNTRIES
from emulator.trusthub import bundle_review
from emulator.trusthub.bundle_review import APPROVED, DRAFT, EDITABLE, REJECTED, STAGES, SUBMITTED

DAY_SECONDS = 86_400
PROVISIONAL = "provisionally-approved"
STATUSES = (DRAFT, *STAGES, REJECTED, APPROVED, PROVISIONAL)
VALID_UNTIL = "_valid_until"
"""Body property of a bundle: when its approval ends, in seconds since 1970; None for never."""

IS_TEST = "_is_test"
ISO_COUNTRY = "_iso_country"
EDITION = "_edition"
"""Body property of a bundle: the edition of its country's rules that it was submitted for."""

ASSUMED = (
    "A review ends as other reviews do; then a bundle with a document that has no file is rejected with 18001.",
    "Address documents need no file.",
    "A rejection is in failure_reason and errors of each of the bundle's documents, until the next submission.",
    "An approval that has ended is twilio-rejected at the next read, and can be changed and submitted again.",
)
"""What reviews do that Twilio's documentation does not say."""

_NOT_ACCEPTABLE = 18001
_EDITIONS = "regulation_editions"
_DOCUMENT_STATUSES = {SUBMITTED: "pending-review", APPROVED: "approved", REJECTED: "rejected"}


def find(call: Call, sid: str) -> Stored:
    """Return a bundle of the acting account, as it is after this read.

    Raises:
        TwilioError: 20404 when the account has no such bundle.
    """
    return advance_review(call, call.find(BUNDLE.name, sid))


def advance_all(call: Call) -> None:
    """Count a read of each of the account's bundles whose status may change."""
    for status in (*STAGES, APPROVED):
        for bundle in call.store.select(BUNDLE.name, account_sid=call.account.sid, status=status):
            advance_review(call, bundle)


def submit(call: Call, bundle: Stored) -> Stored:
    """Begin a bundle's review; return the bundle after its first read, which may already decide it."""
    bundle = call.update(bundle, {VALID_UNTIL: None, EDITION: edition(call.settings, bundle.body[ISO_COUNTRY])})
    bundle = bundle_review.begin(call, bundle)
    _mark_documents(call, bundle)
    return advance_review(call, bundle)


def advance_review(call: Call, bundle: Stored) -> Stored:
    """Count this read of a bundle and return it as it is now; its callback gets each status on the way."""
    before = bundle.body["status"]
    bundle = bundle_review.advance_review(call, bundle, _judged)
    if bundle.body["status"] != before and bundle.body["status"] in {APPROVED, REJECTED}:
        _mark_documents(call, bundle)
    ends = bundle.body[VALID_UNTIL]
    if bundle.body["status"] == APPROVED and ends is not None and ends <= call.now:
        bundle = bundle_review.enter(call, bundle, REJECTED)
    return bundle


def require_editable(bundle: Stored) -> None:
    """Refuse to change a bundle, or what is in it, while it is under review or after it was approved.

    Raises:
        TwilioError: 22209.
    """
    if bundle.body["status"] not in EDITABLE:
        raise TwilioError(22209, sid=bundle.sid, status=bundle.body["status"])


def require_changeable(call: Call, entity: Stored) -> None:
    """Refuse to change an end user or a document that is in a bundle under review or approved.

    Raises:
        TwilioError: 22209, naming the bundle.
    """
    for bundle in bundle_items.holders(call, entity):
        require_editable(advance_review(call, bundle))


def edition(settings: Settings, iso_country: str) -> int:
    """Return the edition of a country's rules; it begins with 0."""
    return int(settings.get(_EDITIONS, {}).get(iso_country, 0))


def change_regulation(store: Transaction, iso_country: str, days: float, now: float) -> list[str]:
    """Change a country's rules: what is approved for the old ones is valid for so many days more.

    Returns:
        The SIDs of the approved bundles that end.

    Raises:
        ValueError: When no regulation of the country is known.
    """
    if iso_country not in COUNTRIES:
        raise ValueError(f"iso_country is one of {', '.join(COUNTRIES)}; got {iso_country!r}")
    settings = store.settings()
    store.set_setting(_EDITIONS, {**settings.get(_EDITIONS, {}), iso_country: edition(settings, iso_country) + 1})
    ending = store.select(BUNDLE.name, status=APPROVED, _iso_country=iso_country)
    for bundle in ending:
        store.update(bundle, {VALID_UNTIL: now + days * DAY_SECONDS}, now=now)
    return [bundle.sid for bundle in ending]


def _judged(call: Call, bundle: Stored, verdict: Verdict) -> Verdict:
    documents = [each for each in bundle_items.held_by(call, bundle) if each.kind == SUPPORTING_DOCUMENT.name]
    without_file = any(each.body["type"] != ADDRESS and not each.body["mime_type"] for each in documents)
    if verdict.outcome == "reject" or bundle.body[IS_TEST] or without_file:
        return Verdict("reject", verdict.codes or (_NOT_ACCEPTABLE,))
    return verdict


def _mark_documents(call: Call, bundle: Stored) -> None:
    """Set the status of a bundle's documents to what the bundle's is, with what it was rejected for."""
    errors: list[dict[str, Any]] | None = bundle.body["errors"]
    reason = "; ".join(each.get("message", f"see error {each['code']}") for each in errors or ())
    changes = {
        "status": _DOCUMENT_STATUSES[bundle.body["status"]],
        "failure_reason": reason or None,
        "errors": [{"code": each["code"]} for each in errors] if errors else None,
    }
    for entity in bundle_items.held_by(call, bundle):
        if entity.kind == SUPPORTING_DOCUMENT.name:
            call.update(entity, changes)
