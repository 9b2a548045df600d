"""Vettings of brands by third parties: https://www.twilio.com/docs/messaging/api/brand-vetting-resource."""

from typing import Any

from emulator.a2p import brand_registrations, brand_review
from emulator.a2p.brand_review import VETTING
from emulator.core import ledger, reviews
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, missing
from emulator.core.paging import page
from emulator.core.parameters import choice, text
from emulator.core.routes import route
from emulator.core.store import Stored

ONCE_USD = "41.50"
"""What a vetting costs: https://help.twilio.com/articles/1260803965530."""

_LIST = "/v1/a2p/BrandRegistrations/<brand_sid>/Vettings"
_INSTANCE = "/v1/a2p/BrandRegistrations/<brand_sid>/Vettings/<brand_vetting_sid>"
_CLASSES = {"campaign-verify": "POLITICAL", "aegis": "STANDARD"}
_PROVIDER = choice(*_CLASSES)


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "A brand that is not approved, and a mock, is not vetted: 20001; a suspended brand is answered with 21731.",
        "Vettings of campaign-verify are POLITICAL and need a VettingId, those of aegis are STANDARD.",
        "A vetting that fails changes nothing about its brand.",
    ),
)
def create(call: Call, brand_sid: str) -> dict[str, Any]:
    """Have a brand vetted; success makes its identity VETTED_VERIFIED."""
    fields = {"VettingProvider": _PROVIDER, "VettingId": text(1000)}
    given = call.read(fields, required=("VettingProvider",))
    brand = brand_review.advance_review(call, brand_registrations.find(call, brand_sid))
    if brand.body["status"] == "SUSPENDED":
        raise TwilioError(21731, sid=brand.sid)
    if brand.body["status"] != "APPROVED" or brand.body["mock"]:
        raise TwilioError(20001, reason=f"Brand {brand.sid} cannot be vetted: it is a mock or not approved")
    vetting_class = _CLASSES[given["vetting_provider"]]
    if vetting_class == "POLITICAL" and not given.get("vetting_id"):
        raise missing("VettingId")
    body = {"vetting_id": None, **given, "vetting_class": vetting_class, "vetting_status": "PENDING"}
    stored = call.create(VETTING, "VT", {**body, **reviews.begin(call.now)}, parent_sid=brand.sid)
    ledger.charge(call, VETTING, stored.sid, ONCE_USD)
    _, stored = brand_review.vet(call, brand, stored)
    return show(call, stored)


@route("GET", "messaging", _LIST)
def list_all(call: Call, brand_sid: str) -> dict[str, Any]:
    """List a brand's vettings, by provider."""
    where = call.read_query({"VettingProvider": _PROVIDER})
    brand_review.advance_review(call, brand_registrations.find(call, brand_sid))
    return page(call, "data", VETTING, show, parent_sid=brand_sid, **where)


@route("GET", "messaging", _INSTANCE)
def fetch(call: Call, brand_sid: str, brand_vetting_sid: str) -> dict[str, Any]:
    """Fetch a vetting with its status now."""
    brand = brand_registrations.find(call, brand_sid)
    _, stored = brand_review.vet(call, brand, call.find(VETTING, brand_vetting_sid, parent_sid=brand.sid))
    return show(call, stored)


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a vetting as Twilio answers it; its SID has a name of its own."""
    answer = shown(stored, iso_8601)
    del answer["sid"]
    return {
        **answer,
        "account_sid": stored.account_sid,
        "brand_sid": stored.parent_sid,
        "brand_vetting_sid": stored.sid,
        "url": f"{call.base_url}/v1/a2p/BrandRegistrations/{stored.parent_sid}/Vettings/{stored.sid}",
    }
