"""US A2P 10DLC campaigns: https://www.twilio.com/docs/messaging/api/usapptoperson-resource.

Its review is in `campaign_review`, its use cases are in `use_cases`.
"""

from typing import Any

from emulator.a2p import brand_registrations, brand_review, campaign_events, campaign_review, use_cases
from emulator.a2p.brand_review import CAMPAIGN as KIND
from emulator.a2p.rejections import FINAL
from emulator.core import ledger
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import Fields, Many, boolean, sid, text, url
from emulator.core.routes import route
from emulator.core.store import Stored

SID = "QE2c6890da8086d771620e9b13fadeba0b"
"""The SID of every campaign; the service tells one from another."""

VETTING_USD = "15"
"""What a campaign's review costs, once: https://help.twilio.com/articles/1260803965530."""

CAMPAIGNS_PER_BRAND = {"STANDARD": 5, "SOLE_PROPRIETOR": 1}
"""See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc#brand-comparison."""

KEYWORDS_LENGTH = 255
SAMPLES = (2, 5)

_LIST = "/v1/Services/<messaging_service_sid>/Compliance/Usa2p"
_INSTANCE = "/v1/Services/<messaging_service_sid>/Compliance/Usa2p/<sid>"
_VERSION = "v1.2"
_POLICIES = {"PrivacyPolicyUrl": 30933, "TermsAndConditionsUrl": 30934}
_EDITABLE: Fields = {
    "Description": text(4096, 40),
    "MessageFlow": text(2048, 40),
    "MessageSamples": Many(text(1024, 20)),
    "HasEmbeddedLinks": boolean,
    "HasEmbeddedPhone": boolean,
    "AgeGated": boolean,
    "DirectLending": boolean,
    **dict.fromkeys(_POLICIES, url),
}
_FIXED: Fields = {
    "BrandRegistrationSid": sid("BN"),
    "UsAppToPersonUsecase": text(100),
    "SubscriberOptIn": boolean,
    "OptInMessage": text(320, 20),
    "OptOutMessage": text(320, 20),
    "HelpMessage": text(320, 20),
    "OptInKeywords": Many(text(KEYWORDS_LENGTH, 1)),
    "OptOutKeywords": Many(text(KEYWORDS_LENGTH, 1)),
    "HelpKeywords": Many(text(KEYWORDS_LENGTH, 1)),
}
_COMMON = ("Description", "MessageFlow", "MessageSamples", "HasEmbeddedLinks", "HasEmbeddedPhone")
_BODY = {
    "subscriber_opt_in": False,
    "age_gated": False,
    "direct_lending": False,
    "opt_in_message": None,
    "opt_out_message": "You have been unsubscribed and will get no more messages. Reply START to subscribe again.",
    "help_message": "Reply STOP to unsubscribe. Message and data rates may apply.",
    "opt_in_keywords": ["START", "YES", "UNSTOP"],
    "opt_out_keywords": ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
    "help_keywords": ["HELP", "INFO"],
    "campaign_id": None,
    "is_externally_registered": False,
    "rate_limits": None,
}


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "A brand that is not the account's or not approved is answered with 20001; a sole proprietor's may be pending.",
        "A second campaign of a service, and one more than a brand may have, is answered with 20001.",
        "A standard brand, vetted or not, has every use case but SOLE_PROPRIETOR, a sole proprietor has that alone.",
        "Which use cases of services and campaigns go together is assumed; all go with undeclared.",
        "OptInKeywords without an OptInMessage lack it: 21727.",
        "Keywords, opt-out and help message that are not given are those of Twilio's default opt-out handling.",
        "A campaign of a brand that has failed fails with 30894; without codes in its script a rejection is 30896.",
    ),
)
def create(call: Call, messaging_service_sid: str) -> dict[str, Any]:
    """Submit a campaign for a service; its review is paid once and the campaign monthly. Those of mocks are free."""
    service = call.find("messaging_service", messaging_service_sid)
    given = _read(call, {**_EDITABLE, **_FIXED}, (*_COMMON, "BrandRegistrationSid", "UsAppToPersonUsecase"))
    for parameter, code in _POLICIES.items():
        if not call.request.form.get(parameter):
            raise TwilioError(code)
    brand = _brand(call, given["brand_registration_sid"])
    use_case = _use_case(brand, service, given["us_app_to_person_usecase"])
    _check_room(call, brand, service)
    body = {**_BODY, **given, "mock": brand.body["mock"], **campaign_review.begin(call.now)}
    stored = call.create(KIND, "QE", body, sid=SID, parent_sid=service.sid)
    if not brand.body["mock"]:
        ledger.open_entry(call, KIND, service.sid, once_usd=VETTING_USD, monthly_usd=use_case.monthly_usd)
    campaign_events.publish(call.store, call.settings, stored, "pending", call.now)
    return show(call, campaign_review.advance_review(call, stored, brand))


@route("GET", "messaging", _LIST)
def list_all(call: Call, messaging_service_sid: str) -> dict[str, Any]:
    """List the campaign of a service; there is one at most."""
    brand_review.forget_expired(call)
    service = call.find("messaging_service", messaging_service_sid)
    return page(call, "compliance", KIND, _advanced, parent_sid=service.sid)


@route(
    "GET",
    "messaging",
    _INSTANCE,
    assumed=("Only a call with the header X-Twilio-Api-Version v1.2 is shown the two addresses of policies.",),
)
def fetch(call: Call, messaging_service_sid: str, sid: str) -> dict[str, Any]:
    """Fetch a campaign with its status now."""
    return _advanced(call, _find(call, messaging_service_sid, sid))


@route(
    "POST",
    "messaging",
    _INSTANCE,
    assumed=(
        "Only a campaign that is VERIFIED or FAILED can be changed: 20001. Its brand, use case and keywords stay.",
        "A campaign that failed with 30883, 30884, 30885 or 30897 cannot be changed: 20001.",
    ),
)
def update(call: Call, messaging_service_sid: str, sid: str) -> dict[str, Any]:
    """Change a campaign and submit it again, for free; all of what can be changed has to be given."""
    stored = campaign_review.advance_review(call, _find(call, messaging_service_sid, sid))
    _require_editable(stored)
    given = _read(call, _EDITABLE, (*_COMMON, "AgeGated", "DirectLending"))
    for parameter, code in _POLICIES.items():
        if call.request.form.get(parameter) == "":
            raise TwilioError(code)
    # The date of update has been seen not to move with an edit, only with the review that follows.
    stored = call.store.update(stored, {**given, **campaign_review.begin(call.now)})
    campaign_events.publish(call.store, call.settings, stored, "pending", call.now)
    return show(call, campaign_review.advance_review(call, stored))


@route("DELETE", "messaging", _INSTANCE)
def delete(call: Call, messaging_service_sid: str, sid: str) -> None:
    """Delete a campaign: it costs nothing more, and its service is no longer registered."""
    stored = _find(call, messaging_service_sid, sid)
    _require_unsuspended(stored)
    campaign_review.end(call, stored)


@route(
    "GET",
    "messaging",
    f"{_LIST}/Usecases",
    assumed=("Use cases that do not go with the service's own are left out; without a brand they are a standard's.",),
)
def list_use_cases(call: Call, messaging_service_sid: str) -> dict[str, Any]:
    """List the use cases that a campaign of the service, and of a brand, may have."""
    service = call.find("messaging_service", messaging_service_sid)
    brand_sid = call.read_query({"BrandRegistrationSid": sid("BN")}).get("brand_registration_sid")
    brand_type = brand_registrations.find(call, brand_sid).body["brand_type"] if brand_sid else "STANDARD"
    found = [
        each.shown()
        for each in use_cases.of_brand(brand_type)
        if use_cases.compatible(service.body["usecase"], each.code)
    ]
    return {"us_app_to_person_usecases": found}


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a campaign as Twilio answers it."""
    answer = shown(stored, iso_8601)
    if call.request.headers.get("X-Twilio-Api-Version") != _VERSION:
        answer |= {"privacy_policy_url": None, "terms_and_conditions_url": None}
    return {
        **answer,
        "account_sid": stored.account_sid,
        "messaging_service_sid": stored.parent_sid,
        "url": f"{call.base_url}/v1/Services/{stored.parent_sid}/Compliance/Usa2p/{stored.sid}",
    }


def _advanced(call: Call, stored: Stored) -> dict[str, Any]:
    return show(call, campaign_review.advance_review(call, stored))


def _find(call: Call, service_sid: str, campaign_sid: str) -> Stored:
    brand_review.forget_expired(call)
    return call.find(KIND, campaign_sid, parent_sid=service_sid)


def _read(call: Call, fields: Fields, required: tuple[str, ...]) -> dict[str, Any]:
    form = call.request.form
    lacking = [name for name in required if not form.get(name)]
    if form.get("OptInKeywords") and not form.get("OptInMessage") and "OptInMessage" in fields:
        lacking.append("OptInMessage")
    if lacking:
        raise TwilioError(21727, parameters=", ".join(lacking))
    given = call.read(fields)
    fewest, most = SAMPLES
    if not fewest <= len(given["message_samples"]) <= most:
        raise invalid("MessageSamples", given["message_samples"], f"{fewest} to {most} samples")
    for name in ("opt_in_keywords", "opt_out_keywords", "help_keywords"):
        together = "".join(given.get(name, ()))
        if together and not (together.isascii() and together.isalnum() and len(together) <= KEYWORDS_LENGTH):
            raise invalid(name, together, f"letters and digits, {KEYWORDS_LENGTH} together")
    return given


def _brand(call: Call, brand_sid: str) -> Stored:
    """Return the brand of a new campaign as it is now."""
    brand_review.forget_expired(call)
    brand = call.store.find(brand_review.KIND, sid=brand_sid, account_sid=call.account.sid)
    if brand is None:
        raise invalid("BrandRegistrationSid", brand_sid, "a brand of this account")
    brand = brand_review.advance_review(call, brand)
    status, alone = brand.body["status"], brand.body["brand_type"] == "SOLE_PROPRIETOR"
    if status == "SUSPENDED":
        raise TwilioError(21731, sid=brand_sid)
    if status not in ({"APPROVED", "PENDING", "IN_REVIEW"} if alone else {"APPROVED"}):
        raise invalid("BrandRegistrationSid", brand_sid, f"a brand that is APPROVED, not {status}")
    if alone and brand.body["mock"]:
        raise invalid("BrandRegistrationSid", brand_sid, "no mock of a sole proprietor: it cannot have campaigns")
    return brand


def _use_case(brand: Stored, service: Stored, code: str) -> use_cases.UseCase:
    allowed = {each.code: each for each in use_cases.of_brand(brand.body["brand_type"])}
    if code not in allowed:
        raise TwilioError(21720, found=code, allowed=", ".join(allowed))
    if not use_cases.compatible(service.body["usecase"], code):
        raise TwilioError(21719, found=service.body["usecase"], campaign=code)
    return allowed[code]


def _check_room(call: Call, brand: Stored, service: Stored) -> None:
    if call.store.count(KIND, parent_sid=service.sid):
        raise TwilioError(20001, reason=f"The Messaging Service {service.sid} has a campaign already")
    limit = CAMPAIGNS_PER_BRAND[brand.body["brand_type"]]
    if call.store.count(KIND, account_sid=brand.account_sid, brand_registration_sid=brand.sid) >= limit:
        raise TwilioError(20001, reason=f"Brand {brand.sid} already has {limit} campaigns, the most it may have")


def _require_unsuspended(campaign: Stored) -> None:
    if campaign.body["campaign_status"] == "SUSPENDED":
        raise TwilioError(21729, sid=campaign.sid)


def _require_editable(campaign: Stored) -> None:
    _require_unsuspended(campaign)
    status = campaign.body["campaign_status"]
    if status not in {"VERIFIED", "FAILED"}:
        raise TwilioError(20001, reason=f"Campaign {campaign.sid} is {status}: it can be changed after its review")
    final = [each["error_code"] for each in campaign.body["errors"] if each["error_code"] in FINAL]
    if final:
        raise TwilioError(20001, reason=f"Campaign {campaign.sid} was rejected with {final[0]}, which is final")
