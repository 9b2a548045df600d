"""A brand's review: one-time password, review, vetting, expiry of a mock.

Statuses: https://www.twilio.com/docs/messaging/api/brand-registration-resource. The pace is that of the kinds
`brand_registration` and `brand_vetting`. Unless the pace of `brand_otp` is `at_once`, a sole proprietor's
one-time password is answered by `Control.answer_otp` alone.
"""

import secrets
from typing import Any

from emulator.a2p import brand_events, rejections
from emulator.core import progress, reviews
from emulator.core.call import Call
from emulator.core.store import Between, Stored, Transaction

KIND = "brand_registration"
VETTING = "brand_vetting"
CAMPAIGN = "us_app_to_person"

STATUSES = (
    *("PENDING", "APPROVED", "FAILED", "IN_REVIEW"),
    *("DELETION_PENDING", "DELETION_FAILED", "SUSPENDED"),
)
MOCK_SECONDS = 30 * 86400
"""How long a mock brand lives: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/mock-brand-api."""

OTP_SECONDS = 86400
"""How long a one-time password can be answered."""

_OTP_KIND = "brand_otp"
_STAGES = ("PENDING", "IN_REVIEW")
_SCORE = 75
_BUNDLES = {"customer_profile": "customer_profile_bundle_sid", "trust_product": "a2p_profile_bundle_sid"}


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which a brand's review begins, or begins again."""
    return {"status": "PENDING", "errors": [], "failure_reason": None, "brand_feedback": None, **reviews.begin(now)}


def send_otp(call: Call) -> dict[str, Any]:
    """Return the body properties of a brand whose owner is sent a one-time password; its review begins after that."""
    if progress.behaviour(call.settings, _OTP_KIND)["mode"] == "at_once":
        return {"_otp_sent": None, **begin(call.now)}
    return {"_otp_sent": call.now, "status": "PENDING", "errors": [], "failure_reason": None, "brand_feedback": None}


def answer_otp(store: Transaction, brand_sid: str, now: float) -> None:
    """Answer a brand's one-time password.

    Raises:
        ValueError: When the brand waits for none, or it was sent too long ago.
    """
    brand = store.find(KIND, sid=brand_sid)
    if brand is None or brand.body["_otp_sent"] is None:
        raise ValueError(f"brand {brand_sid} waits for no one-time password")
    if now - brand.body["_otp_sent"] >= OTP_SECONDS:
        raise ValueError(f"the one-time password of {brand_sid} has expired after 24 hours")
    store.update(brand, {"_otp_sent": None, **begin(now)}, now=now)


def set_status(store: Transaction, brand_sid: str, status: str, now: float) -> None:
    """Set a brand's status as only Twilio's support can; suspending it suspends its campaigns, approving resumes them.

    Raises:
        ValueError: When there is no such brand or status.
    """
    brand = store.find(KIND, sid=brand_sid)
    if brand is None or status not in STATUSES:
        what = f"{status!r} is no status" if brand else f"{brand_sid!r} is no brand"
        raise ValueError(f"{what}: name a brand's SID and one of {', '.join(STATUSES)}")
    brand = store.update(brand, {"status": status, reviews.UNDER_REVIEW: False}, now=now)
    report = {"APPROVED": brand_events.publish_approved, "FAILED": brand_events.publish_failed}.get(status)
    if report:
        report(store, store.settings(), brand, now)
    for campaign in store.select(CAMPAIGN, account_sid=brand.account_sid, brand_registration_sid=brand_sid):
        if status == "SUSPENDED" and campaign.body["campaign_status"] != status:
            before = campaign.body["campaign_status"]
            store.update(campaign, {"campaign_status": status, "_before_suspension": before}, now=now)
        elif status == "APPROVED" and campaign.body["campaign_status"] == "SUSPENDED":
            store.update(campaign, {"campaign_status": campaign.body["_before_suspension"]}, now=now)


def forget_expired(call: Call) -> None:
    """Delete the account's expired mock brands with their campaigns."""
    account_sid = call.account.sid
    for brand in call.store.select(KIND, account_sid=account_sid, _expires=Between(0, call.now)):
        for campaign in call.store.select(CAMPAIGN, account_sid=account_sid, brand_registration_sid=brand.sid):
            call.store.delete(campaign)
        call.store.delete(brand)


def advance_review(call: Call, brand: Stored) -> Stored:
    """Count this read of a brand and of its vettings; return the brand as it is now."""
    if not brand.body.get(reviews.UNDER_REVIEW):
        for vetting in call.store.select(VETTING, parent_sid=brand.sid):
            brand, _ = vet(call, brand, vetting)
        return brand
    bundles = [bundle(call, brand, kind) for kind in _BUNDLES]
    names = {found.body["friendly_name"] for found in bundles if found}
    stage, verdict, brand = reviews.advance_review(call, brand, len(_STAGES), names)
    if verdict is None:
        return _at_stage(call, brand, _STAGES[stage])
    codes = verdict.codes or (30799,) if verdict.outcome == "reject" else ()
    if any(found is None or found.body["status"] == "twilio-rejected" for found in bundles):
        codes = (*codes, 18601)
    brand = call.update(brand, _failure(codes) if codes else _success(brand))
    report = brand_events.publish_failed if codes else brand_events.publish_approved
    report(call.store, call.settings, brand, call.now)
    return brand


def vet(call: Call, brand: Stored, vetting: Stored) -> tuple[Stored, Stored]:
    """Count this read of a vetting; return the brand and the vetting as they are now."""
    _, verdict, vetting = reviews.advance_review(call, vetting, 1, {brand.sid})
    if verdict is None:
        return brand, vetting
    passed = verdict.outcome != "reject"
    if passed:
        score = brand.body["brand_score"] or _SCORE
        brand = call.update(brand, {"identity_status": "VETTED_VERIFIED", "brand_score": score, "_listed": False})
    brand_events.publish_vetted(call.store, call.settings, brand, call.now, passed=passed)
    return brand, call.update(vetting, {"vetting_status": "SUCCESS" if passed else "FAILED"})


def bundle(call: Call, brand: Stored, kind: str) -> Stored | None:
    """Return the `customer_profile` or the `trust_product` of a brand."""
    return call.store.find(kind, sid=brand.body[_BUNDLES[kind]], account_sid=brand.account_sid)


def _at_stage(call: Call, brand: Stored, status: str) -> Stored:
    return brand if brand.body["status"] == status else call.update(brand, {"status": status})


def _success(brand: Stored) -> dict[str, Any]:
    scored = brand.body["brand_type"] == "STANDARD" and not brand.body["skip_automatic_sec_vet"]
    return {
        "status": "APPROVED",
        "identity_status": "VERIFIED",
        "tcr_id": "B" + secrets.token_hex(3).upper(),
        "brand_score": _SCORE if scored and not brand.body["mock"] else None,
        "russell_3000": False,
        "government_entity": False,
    }


def _failure(codes: tuple[int, ...]) -> dict[str, Any]:
    found = rejections.errors(rejections.BRAND, codes)
    return {
        "status": "FAILED",
        "identity_status": "UNVERIFIED",
        "errors": found,
        "failure_reason": " ".join(each["description"] for each in found),
        "brand_feedback": sorted({"TAX_ID" if code == 30795 else "OTHERS" for code in codes}),  # noqa: PLR2004 - Twilio's code
    }
