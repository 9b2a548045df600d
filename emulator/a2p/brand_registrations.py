"""Brands for US A2P 10DLC: https://www.twilio.com/docs/messaging/api/brand-registration-resource.

What happens to a brand afterwards is in `brand_review`.
"""

from typing import Any

from emulator.a2p import brand_review
from emulator.a2p.brand_review import KIND
from emulator.core import ledger
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import boolean, choice, sid
from emulator.core.routes import route
from emulator.core.store import Stored

FREE_RESUBMISSIONS = 3
"""How often a failed brand may be submitted again: https://www.twilio.com/docs/api/errors/21724."""

VETTED_USD = "46"
"""Registration with automatic secondary vetting: https://help.twilio.com/articles/1260803965530."""

UNVETTED_USD = "4.50"
"""Registration without it (low-volume standard) and of a sole proprietor: see `VETTED_USD`."""

A2P_POLICIES = {
    "STANDARD": "RNb0d4771c2c98518d916a3d4cd70a8f8b",
    "SOLE_PROPRIETOR": "RN670d5d2e282a6130ae063b234b6019c8",
}
"""The policy of a brand's A2P bundle: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api."""

_LIST = "/v1/a2p/BrandRegistrations"
_INSTANCE = "/v1/a2p/BrandRegistrations/<sid>"
_FIELDS = {
    "CustomerProfileBundleSid": sid("BU"),
    "A2PProfileBundleSid": sid("BU"),
    "BrandType": choice(*A2P_POLICIES),
    "Mock": boolean,
    "SkipAutomaticSecVet": boolean,
}
_BODY = {
    "brand_type": "STANDARD",
    "mock": False,
    "skip_automatic_sec_vet": False,
    "tcr_id": None,
    "identity_status": None,
    "brand_score": None,
    "russell_3000": None,
    "government_entity": None,
    "tax_exempt_status": None,
    "_otp_sent": None,
    "_listed": True,
    "_resubmissions": 0,
    "_expires": None,
}


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "A bundle that is not the account's, is still a draft, or has another policy is answered with 20001.",
        "A brand with a bundle that is rejected by the time its review ends fails with 18601.",
        "An approved brand is VERIFIED, with a score of 75 if vetted automatically; none is a government entity.",
        "A second brand of the same bundles is registered, and charged, again.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Register a brand; the fee is due immediately, whatever the review says. Mock brands are free."""
    given = call.read(_FIELDS, required=("CustomerProfileBundleSid", "A2PProfileBundleSid"))
    body = {**_BODY, **given}
    _check_bundle(call, "customer_profile", "CustomerProfileBundleSid", None)
    _check_bundle(call, "trust_product", "A2PProfileBundleSid", A2P_POLICIES[body["brand_type"]])
    if body["mock"]:
        body["_expires"] = call.now + brand_review.MOCK_SECONDS
    asks = body["brand_type"] == "SOLE_PROPRIETOR" and not body["mock"]
    beginning = brand_review.send_otp(call) if asks else brand_review.begin(call.now)
    stored = call.create(KIND, "BN", {**body, **beginning})
    if not body["mock"]:
        vetted = body["brand_type"] == "STANDARD" and not body["skip_automatic_sec_vet"]
        ledger.charge(call, KIND, stored.sid, VETTED_USD if vetted else UNVETTED_USD)
    return show(call, brand_review.advance_review(call, stored))


@route(
    "GET",
    "messaging",
    _LIST,
    assumed=("A brand that is VETTED_VERIFIED is not in the list: https://github.com/twilio/twilio-ruby/issues/688.",),
)
def list_all(call: Call) -> dict[str, Any]:
    """List brands, but not those that are VETTED_VERIFIED; there are no filters."""
    brand_review.forget_expired(call)
    for stored in call.store.select(KIND, account_sid=call.account.sid):
        brand_review.advance_review(call, stored)
    return page(call, "data", KIND, show, _listed=True)


@route(
    "GET",
    "messaging",
    _INSTANCE,
    assumed=("A mock brand is gone 30 days after its creation: 20404; its campaigns are gone with it.",),
)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a brand with its status now."""
    return show(call, brand_review.advance_review(call, find(call, sid)))


@route(
    "POST",
    "messaging",
    _INSTANCE,
    status=202,
    assumed=("A brand that has not failed is not submitted again: 60723.",),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Submit a failed brand again with what its bundles say now; three times for free, then no more."""
    stored = brand_review.advance_review(call, find(call, sid))
    status, resubmissions = stored.body["status"], stored.body["_resubmissions"]
    if status == "SUSPENDED":
        raise TwilioError(21731, sid=sid)
    if status != "FAILED":
        raise TwilioError(60723, sid=sid, status=status)
    if resubmissions >= FREE_RESUBMISSIONS:
        raise TwilioError(21724, sid=sid, limit=FREE_RESUBMISSIONS)
    changes = {"_resubmissions": resubmissions + 1, **brand_review.begin(call.now)}
    return show(call, brand_review.advance_review(call, call.update(stored, changes)))


@route(
    "POST",
    "messaging",
    "/v1/a2p/BrandRegistrations/<brand_registration_sid>/SmsOtp",
    status=201,
    assumed=(
        "A brand that waits for no one-time password is answered with 20001.",
        "A password that nobody answers expires after 24 hours; the brand stays PENDING until another is answered.",
    ),
)
def send_otp(call: Call, brand_registration_sid: str) -> dict[str, Any]:
    """Send a sole proprietor another one-time password."""
    stored = find(call, brand_registration_sid)
    if stored.body["_otp_sent"] is None:
        raise TwilioError(20001, reason=f"Brand {stored.sid} waits for no one-time password")
    call.update(stored, brand_review.send_otp(call))
    return {"account_sid": stored.account_sid, "brand_registration_sid": stored.sid}


@route(
    "POST",
    "messaging",
    "/v1/a2p/BrandRegistrations/<brand_registration_sid>/2fa",
    assumed=(
        "A brand that is not under review, and a mock, is answered with 20001; the kind of company is not checked.",
        "The mail is recorded as an update of the brand. Nobody has to open it for the review to go on.",
    ),
)
def send_2fa(call: Call, brand_registration_sid: str) -> dict[str, Any]:
    """Send a public company's contact the verification mail (Authentication+) again."""
    stored = brand_review.advance_review(call, find(call, brand_registration_sid))
    if stored.body["status"] not in {"PENDING", "IN_REVIEW"} or stored.body["mock"]:
        raise TwilioError(20001, reason=f"Brand {stored.sid} waits for no verification mail")
    call.update(stored, {"_2fa_sent": call.now})
    return {"account_sid": stored.account_sid, "brand_registration_sid": stored.sid}


def find(call: Call, brand_sid: str) -> Stored:
    """Return a brand of the acting account that has not expired.

    Raises:
        TwilioError: 20404 when the account has no such brand.
    """
    brand_review.forget_expired(call)
    return call.find(KIND, brand_sid)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a brand as Twilio answers it."""
    address = f"{call.base_url}/v1/a2p/BrandRegistrations/{stored.sid}"
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "url": address,
        "links": {"brand_vettings": f"{address}/Vettings", "brand_registration_otps": f"{address}/SmsOtp"},
    }


def _check_bundle(call: Call, kind: str, parameter: str, policy_sid: str | None) -> None:
    """Refuse a bundle that is not the account's, has not been submitted, or is not for such a brand."""
    bundle_sid = call.request.form[parameter]
    found = call.store.find(kind, sid=bundle_sid, account_sid=call.account.sid)
    if found is None or found.body["status"] == "draft" or policy_sid not in {None, found.body["policy_sid"]}:
        policy = f" with the policy {policy_sid}" if policy_sid else ""
        raise invalid(parameter, bundle_sid, f"a {kind} of this account{policy} that has been submitted")
