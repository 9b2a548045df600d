"""The review of bundles: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles.

Its pace is that of the kinds `customer_profile` and `trust_product` (`progress`), its end is decided by
`reviews`; scripts may name a bundle by its friendly name.
"""

from collections.abc import Callable, Iterable
from typing import Any

from emulator.core import reviews, webhooks
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.store import Stored
from emulator.trusthub.policies import require_of_the_api

DRAFT = "draft"
SUBMITTED = "pending-review"
STAGES = (SUBMITTED, "in-review")
REJECTED = "twilio-rejected"
APPROVED = "twilio-approved"
STATUSES = (DRAFT, *STAGES, REJECTED, APPROVED)

EDITABLE = frozenset({DRAFT, REJECTED})
"""What can be changed and submitted; the rest is Twilio's: https://www.twilio.com/docs/api/errors/60711."""

REASONS = {
    18001: "A document is not acceptable",
    18601: "The business name and the website cannot be connected",
    18602: "The business registration number could not be verified",
    18603: "The address could not be verified",
    18604: "Authorized representative 1 could not be verified",
    18605: "Authorized representative 2 could not be verified",
    18606: "The domains of e-mail address and website differ",
    18609: "The business registration authority is not eligible",
}
"""Why bundles are rejected: https://www.twilio.com/docs/api/errors followed by the code."""

_DEFAULT_REASON = 18601

Judge = Callable[[Call, Stored, reviews.Verdict], reviews.Verdict]
"""What decides when a review ends, given what scripts say."""


def require_editable(bundle: Stored) -> None:
    """Refuse to change a bundle, or what is in it, while it is under review or after it was approved.

    Raises:
        TwilioError: 60711, or 20001 for a primary customer profile.
    """
    require_of_the_api(bundle.body["policy_sid"])
    if bundle.body["status"] not in EDITABLE:
        raise TwilioError(60711, sid=bundle.sid, status=bundle.body["status"])


def submit(call: Call, bundle: Stored) -> Stored:
    """Begin a bundle's review; return the bundle after its first read, which may already decide it."""
    return advance_review(call, begin(call, bundle))


def begin(call: Call, bundle: Stored) -> Stored:
    """Begin a bundle's review, and return the bundle before its first read."""
    return enter(call, call.update(bundle, {**reviews.begin(call.now), "errors": None}), SUBMITTED)


def advance_review(call: Call, bundle: Stored, judge: Judge = lambda _call, _bundle, verdict: verdict) -> Stored:
    """Count this read of a bundle and return it as it is now; its callback gets each status on the way."""
    stage, verdict, bundle = reviews.advance_review(call, bundle, len(STAGES), (bundle.body["friendly_name"],))
    if stage < 0:
        return bundle
    for status in STAGES[STAGES.index(bundle.body["status"]) + 1 : stage + 1]:
        bundle = enter(call, bundle, status)
    if verdict is None:
        return bundle
    verdict = judge(call, bundle, verdict)
    if verdict.outcome == "approve":
        return enter(call, bundle, APPROVED)
    return enter(call, bundle, REJECTED, verdict.codes or (_DEFAULT_REASON,))


def enter(call: Call, bundle: Stored, status: str, codes: Iterable[int] = ()) -> Stored:
    """Set a bundle's status, with Twilio's codes for what is wrong, and notify its status callback."""
    errors = [{"code": code, **_message(code)} for code in codes]
    bundle = call.update(bundle, {"status": status, "errors": errors or None})
    address = bundle.body["status_callback"]
    if address:
        parameters = {"AccountSid": bundle.account_sid, "BundleSid": bundle.sid, "Status": status}
        if errors:
            parameters["ErrorCodes"] = ",".join(str(error["code"]) for error in errors)
        webhook = webhooks.Webhook(call.now, bundle.account_sid, bundle.sid, "POST", address, parameters)
        webhooks.record(call.store, call.settings, webhook)
    return bundle


def _message(code: int) -> dict[str, Any]:
    return {"message": REASONS[code]} if code in REASONS else {}
