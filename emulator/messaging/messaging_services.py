"""Messaging services and the phone numbers in them: https://www.twilio.com/docs/messaging/api/service-resource.

A service counts as registered for US A2P when it has a campaign.
"""

from typing import Any

from emulator.a2p import campaign_review, use_cases
from emulator.a2p.brand_review import CAMPAIGN
from emulator.core import number_registration, numbering_plan
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.paging import page
from emulator.core.parameters import boolean, choice, sid, text, url, whole
from emulator.core.routes import route
from emulator.core.store import Stored

POOL_LIMIT = 400
"""Phone numbers a service may have by default: https://www.twilio.com/docs/api/errors/21714."""

_LIST = "/v1/Services"
_INSTANCE = "/v1/Services/<sid>"
_NUMBERS = "/v1/Services/<service_sid>/PhoneNumbers"
_METHOD = choice("GET", "POST")
_FIELDS = {
    "FriendlyName": text(64, 1),
    "InboundRequestUrl": url,
    "InboundMethod": _METHOD,
    "FallbackUrl": url,
    "FallbackMethod": _METHOD,
    "StatusCallback": url,
    "StickySender": boolean,
    "MmsConverter": boolean,
    "SmartEncoding": boolean,
    "ScanMessageContent": choice("inherit", "enable", "disable"),
    "FallbackToLongCode": boolean,
    "AreaCodeGeomatch": boolean,
    "ValidityPeriod": whole(1, 36000),
    "SynchronousValidation": boolean,
    "Usecase": choice("notifications", "marketing", "verification", "discussion", "poll", "undeclared"),
    "UseInboundWebhookOnNumber": boolean,
}
_DEFAULTS = {
    "inbound_request_url": None,
    "inbound_method": "POST",
    "fallback_url": None,
    "fallback_method": "POST",
    "status_callback": None,
    "sticky_sender": True,
    "mms_converter": True,
    "smart_encoding": True,
    "scan_message_content": "inherit",
    "fallback_to_long_code": True,
    "area_code_geomatch": True,
    "validity_period": 36000,
    "synchronous_validation": False,
    "usecase": "undeclared",
    "use_inbound_webhook_on_number": False,
}
_LINKS = {
    "phone_numbers": "PhoneNumbers",
    "destination_alpha_senders": "DestinationAlphaSenders",
    "us_app_to_person": "Compliance/Usa2p",
    "us_app_to_person_usecases": "Compliance/Usa2p/Usecases",
}


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "Sticky sender, MMS converter, smart encoding, fallback to long code and area code geomatch are on by default.",
        "The undisclosed limit of services per main account (21102) is never reached.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create a messaging service."""
    given = call.read(_FIELDS, required=("FriendlyName",))
    return show(call, call.create("messaging_service", "MG", {**_DEFAULTS, **given}))


@route("GET", "messaging", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List messaging services; there are no filters."""
    return page(call, "services", "messaging_service", show)


@route("GET", "messaging", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a messaging service."""
    return show(call, call.find("messaging_service", sid))


@route("POST", "messaging", _INSTANCE)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change a messaging service; an empty URL clears it, and the use case has to go with its campaign's."""
    stored, changes = call.find("messaging_service", sid), call.read(_FIELDS)
    campaign = call.store.find(CAMPAIGN, parent_sid=stored.sid)
    code = campaign.body["us_app_to_person_usecase"] if campaign else ""
    if campaign and "usecase" in changes and not use_cases.compatible(changes["usecase"], code):
        raise TwilioError(21719, found=changes["usecase"], campaign=code)
    return show(call, call.update(stored, changes))


@route(
    "DELETE",
    "messaging",
    _INSTANCE,
    assumed=("What is in the service, a campaign too, goes with it; its numbers stay in the account.",),
)
def delete(call: Call, sid: str) -> None:
    """Delete a messaging service and its campaign; its numbers stay in the account."""
    stored = call.find("messaging_service", sid)
    number_registration.end_all(call, stored.sid)
    campaign_review.end_all(call, parent_sid=stored.sid)
    call.store.delete(stored)


@route(
    "POST",
    "messaging",
    _NUMBERS,
    status=201,
    assumed=(
        "A number that is not the account's is answered with 20404.",
        "A number's registration with the campaign takes one step, none by default; it advances as the number is read.",
        "The second number of a sole proprietor's campaign, and a registration that is rejected, fail with 30126.",
        "A number that is removed from a service is deregistered immediately.",
    ),
)
def add_number(call: Call, service_sid: str) -> dict[str, Any]:
    """Add one of the account's numbers to the service; a number is in one service at most."""
    service = call.find("messaging_service", service_sid)
    given = call.read({"PhoneNumberSid": sid("PN")}, required=("PhoneNumberSid",))
    number = call.find("incoming_phone_number", given["phone_number_sid"])
    already = call.store.find(number_registration.KIND, sid=number.sid)
    if already:
        raise TwilioError(21710 if already.parent_sid == service.sid else 21712)
    if call.store.count(number_registration.KIND, parent_sid=service.sid) >= POOL_LIMIT:
        raise TwilioError(21714, limit=POOL_LIMIT)
    names = {"sms": "SMS", "mms": "MMS", "voice": "Voice", "fax": "Fax"}
    able = sorted(names[name] for name, has in number.body["capabilities"].items() if has)
    body = {
        "phone_number": number.body["phone_number"],
        "country_code": numbering_plan.region(number.body["phone_number"]) or "US",
        "capabilities": able,
        number_registration.STATE: number_registration.UNREGISTERED,
    }
    stored = call.create(number_registration.KIND, "PN", body, sid=number.sid, parent_sid=service.sid)
    return show_number(call, number_registration.advance(call, stored))


@route("GET", "messaging", _NUMBERS)
def list_numbers(call: Call, service_sid: str) -> dict[str, Any]:
    """List the numbers in the service."""
    service = call.find("messaging_service", service_sid)
    number_registration.advance_all(call, service.sid)
    return page(call, "phone_numbers", number_registration.KIND, show_number, parent_sid=service.sid)


@route("GET", "messaging", f"{_NUMBERS}/<sid>")
def fetch_number(call: Call, service_sid: str, sid: str) -> dict[str, Any]:
    """Fetch a number in the service; its SID is the phone number's own."""
    member = call.find(number_registration.KIND, sid, parent_sid=service_sid)
    return show_number(call, number_registration.advance(call, member))


@route("DELETE", "messaging", f"{_NUMBERS}/<sid>")
def remove_number(call: Call, service_sid: str, sid: str) -> None:
    """Remove a number from the service; it stays in the account."""
    number_registration.remove(call, call.find(number_registration.KIND, sid, parent_sid=service_sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a messaging service as Twilio answers it."""
    address = f"{call.base_url}/v1/Services/{stored.sid}"
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "us_app_to_person_registered": call.store.find(CAMPAIGN, parent_sid=stored.sid) is not None,
        "url": address,
        "links": {name: f"{address}/{path}" for name, path in _LINKS.items()},
    }


def show_number(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a number in a service as Twilio answers it."""
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "service_sid": stored.parent_sid,
        "url": f"{call.base_url}/v1/Services/{stored.parent_sid}/PhoneNumbers/{stored.sid}",
    }
