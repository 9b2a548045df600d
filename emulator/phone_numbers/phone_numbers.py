"""Phone numbers, for sale and owned: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from emulator.core import ledger, number_registration, numbering_plan
from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid, missing
from emulator.core.paging import page, page_size
from emulator.core.parameters import boolean, choice, sid, text, url
from emulator.core.routes import route
from emulator.core.store import Glob, Stored
from emulator.phone_numbers import inventory, inventory_abroad, number_compliance

MONTHLY_USD = "1.15"
"""A US local number's rent: https://www.twilio.com/en-us/sms/pricing/us."""

TOLL_FREE_MONTHLY_USD = "2.15"
"""A US toll-free number's rent: https://www.twilio.com/en-us/sms/pricing/us."""

_AVAILABLE = "/2010-04-01/Accounts/<account_sid>/AvailablePhoneNumbers/<country_code>"
_LIST = "/2010-04-01/Accounts/<account_sid>/IncomingPhoneNumbers.json"
_INSTANCE = "/2010-04-01/Accounts/<account_sid>/IncomingPhoneNumbers/<sid>.json"
_METHOD = choice("GET", "POST")
_FIELDS = {
    "FriendlyName": text(64),
    "ApiVersion": choice("2010-04-01", "2008-08-01"),
    "SmsApplicationSid": sid("AP"),
    "SmsUrl": url,
    "SmsMethod": _METHOD,
    "SmsFallbackUrl": url,
    "SmsFallbackMethod": _METHOD,
    "StatusCallback": url,
    "StatusCallbackMethod": _METHOD,
    "VoiceApplicationSid": sid("AP"),
    "VoiceUrl": url,
    "VoiceMethod": _METHOD,
    "VoiceFallbackUrl": url,
    "VoiceFallbackMethod": _METHOD,
    "VoiceCallerIdLookup": boolean,
    "VoiceReceiveMode": choice("voice", "fax"),
    "TrunkSid": sid("TK"),
    "EmergencyStatus": choice("Active", "Inactive"),
    "EmergencyAddressSid": sid("AD"),
    "IdentitySid": sid("RI"),
    "AddressSid": sid("AD"),
    "BundleSid": sid("BU"),
}
_DEFAULTS = {
    "api_version": "2010-04-01",
    "sms_application_sid": None,
    "sms_url": None,
    "sms_method": "POST",
    "sms_fallback_url": None,
    "sms_fallback_method": "POST",
    "status_callback": None,
    "status_callback_method": "POST",
    "voice_application_sid": None,
    "voice_url": "https://demo.twilio.com/welcome/voice/",
    "voice_method": "POST",
    "voice_fallback_url": None,
    "voice_fallback_method": "POST",
    "voice_caller_id_lookup": False,
    "voice_receive_mode": "voice",
    "trunk_sid": None,
    "emergency_status": "Inactive",
    "emergency_address_sid": None,
    "emergency_address_status": "unregistered",
    "identity_sid": None,
    "address_sid": None,
    "bundle_sid": None,
    "address_requirements": "none",
    "beta": False,
    "origin": "twilio",
    "status": "in-use",
    "type": "local",
    "capabilities": inventory.CAPABILITIES,
}
_SEARCH = {
    "AreaCode": text(3, 3),
    "Contains": text(16, 2),
    "SmsEnabled": boolean,
    "MmsEnabled": boolean,
    "VoiceEnabled": boolean,
    "FaxEnabled": boolean,
    "ExcludeAllAddressRequired": boolean,
    "ExcludeLocalAddressRequired": boolean,
    "ExcludeForeignAddressRequired": boolean,
}
_NOT_OFFERED = (
    "NearNumber",
    "NearLatLong",
    "Distance",
    "InPostalCode",
    "InRegion",
    "InRateCenter",
    "InLata",
    "InLocality",
)


@route(
    "GET",
    "api",
    f"{_AVAILABLE}/Local.json",
    assumed=(
        "The inventory is fictional: US numbers of exchange 555, the same in every run.",
        f"Beside the US it has only numbers of {', '.join(inventory_abroad.COUNTRIES)} that are kept free for fiction.",
        "Searches by place are answered with 20001, since fictional numbers lie nowhere.",
        "Where an address must be, what a number can do and what it costs outside the US.",
    ),
)
def search(call: Call, country_code: str) -> dict[str, Any]:
    """Search local numbers to buy, by area code in the US, pattern, capabilities and where an address must be."""
    if country_code == "US":
        return _offered(call, country_code, toll_free=False)
    return _offered_abroad(call, country_code, "local")


@route("GET", "api", f"{_AVAILABLE}/Mobile.json", assumed=("A country without mobile numbers has an empty list.",))
def search_mobile(call: Call, country_code: str) -> dict[str, Any]:
    """Search mobile numbers outside the US to buy, by pattern, capabilities and where an address must be."""
    return _offered_abroad(call, country_code, "mobile")


@route("GET", "api", f"{_AVAILABLE}/National.json", assumed=("A country without national numbers has an empty list.",))
def search_national(call: Call, country_code: str) -> dict[str, Any]:
    """Search national numbers outside the US to buy, by pattern, capabilities and where an address must be."""
    return _offered_abroad(call, country_code, "national")


@route(
    "GET",
    "api",
    f"{_AVAILABLE}/TollFree.json",
    assumed=("The toll-free inventory is fictional too, and the same for the US and Canada.",),
)
def search_toll_free(call: Call, country_code: str) -> dict[str, Any]:
    """Search toll-free numbers of the US and Canada to buy, by area code, pattern and capabilities."""
    if country_code not in {"US", "CA"}:
        raise call.not_covered()
    return _offered(call, country_code, toll_free=True)


@route(
    "POST",
    "api",
    _LIST,
    status=201,
    assumed=(
        "With neither PhoneNumber nor AreaCode the answer is 20001.",
        "An area code without numbers is answered with 21452.",
        "A new number's voice_url is Twilio's demo; its other URLs are null.",
        "A toll-free number's type is tollfree; it is bought by its digits, since AreaCode finds local numbers.",
        *number_compliance.ASSUMED,
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Buy a number, or any number of an area code; a number is owned once in the whole local Twilio."""
    given = call.read(_FIELDS)
    number = _wanted_number(call)
    number_compliance.require_compliance(call, number, given, call.account.sid)
    stored = call.create(
        "incoming_phone_number",
        "PN",
        {
            "friendly_name": inventory.local_format(number),
            "phone_number": number,
            **_DEFAULTS,
            **_of_its_kind(number),
            **given,
        },
    )
    ledger.open_entry(call, "phone_number", stored.sid, monthly_usd=_monthly_usd(number))
    return show(call, stored)


@route("GET", "api", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List numbers, by number (`*` for any digits), friendly name, beta and origin."""
    where = call.read_query({"PhoneNumber": text(20), "FriendlyName": text(64), "Beta": boolean, "Origin": text(20)})
    if "*" in where.get("phone_number", ""):
        where["phone_number"] = Glob(where["phone_number"])
    return page(call, "incoming_phone_numbers", "incoming_phone_number", show, **where)


@route("GET", "api", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch a number."""
    return show(call, call.find("incoming_phone_number", sid))


@route(
    "POST",
    "api",
    _INSTANCE,
    assumed=(
        "A number that moves to another account leaves its messaging service.",
        "A number outside the US moves only with a bundle and an address of the other account (21649, 21631).",
    ),
)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change a number's settings; a trunk and a voice application exclude each other; AccountSid moves it."""
    stored = call.find("incoming_phone_number", sid)
    changes = call.read(_FIELDS)
    if changes.get("trunk_sid"):
        changes["voice_application_sid"] = None
    elif changes.get("voice_application_sid"):
        changes["trunk_sid"] = None
    target = call.request.form.get("AccountSid", stored.account_sid)
    if target != stored.account_sid or changes.keys() & {"bundle_sid", "address_sid"}:
        kept = stored.body if target == stored.account_sid else {}
        number_compliance.require_compliance(call, stored.body["phone_number"], {**kept, **changes}, target)
    if target != stored.account_sid:
        stored = _move(call, stored, target)
    return show(call, call.update(stored, changes))


@route(
    "DELETE",
    "api",
    _INSTANCE,
    assumed=("A released number leaves its messaging service and can be bought again immediately.",),
)
def delete(call: Call, sid: str) -> None:
    """Release a number: it leaves the account and costs nothing more."""
    _release(call, call.find("incoming_phone_number", sid))


def release_all(call: Call) -> None:
    """Release every number of the acting account, as closing it does."""
    for stored in call.store.select("incoming_phone_number", account_sid=call.account.sid):
        _release(call, stored)


def show(_: Call, stored: Stored) -> dict[str, Any]:
    """Return a number as Twilio answers it."""
    uri = f"/2010-04-01/Accounts/{stored.account_sid}/IncomingPhoneNumbers/{stored.sid}.json"
    return {**shown(stored, rfc_2822), "account_sid": stored.account_sid, "uri": uri}


def _offered(call: Call, country_code: str, *, toll_free: bool) -> dict[str, Any]:
    wanted, pattern = _search(call)
    area_code = wanted.get("area_code")
    found = _unsold(call, area_code, inventory.matching(pattern, area_code, toll_free=toll_free))
    size = page_size(call) if _is_wanted(wanted, inventory.CAPABILITIES, "none") else 0
    offered = [inventory.available(number, country_code) for number in islice(found, size)]
    return {"available_phone_numbers": offered, "uri": call.path}


def _offered_abroad(call: Call, country_code: str, number_type: str) -> dict[str, Any]:
    if country_code not in inventory_abroad.COUNTRIES:
        raise call.not_covered()
    wanted, pattern = _search(call)
    like = inventory.lines_like(pattern)
    sold = set(call.store.values("incoming_phone_number", "phone_number"))
    found = (
        inventory.available(number, country_code, numbers.address_requirements, numbers.capabilities)
        for numbers in inventory_abroad.of(country_code, number_type)
        if _is_wanted(wanted, numbers.capabilities, numbers.address_requirements)
        for number in numbers.numbers()
        if number not in sold and like.fullmatch(number)
    )
    return {"available_phone_numbers": list(islice(found, page_size(call))), "uri": call.path}


def _search(call: Call) -> tuple[dict[str, Any], str]:
    """Return the parameters of a search, and its pattern."""
    for name in _NOT_OFFERED:
        if name in call.request.args:
            raise invalid(name, call.request.args[name], "AreaCode or Contains: the numbers lie nowhere")
    wanted = call.read_query(_SEARCH)
    pattern = wanted.get("contains", "%")
    if not re.fullmatch(r"\+?[0-9a-zA-Z*%]*\$?", pattern):
        raise invalid("Contains", pattern, "digits, letters, * and %, with + before and $ behind")
    return wanted, pattern


def _is_wanted(wanted: Mapping[str, Any], capabilities: Mapping[str, bool], address_requirements: str) -> bool:
    if any(wanted.get(f"{name}_enabled") and not can for name, can in capabilities.items()):
        return False
    excluded = {name for name in ("local", "foreign") if wanted.get(f"exclude_{name}_address_required")}
    excluded |= {"any", "local", "foreign"} if wanted.get("exclude_all_address_required") else set()
    return address_requirements not in excluded


def _of_its_kind(number: str) -> dict[str, Any]:
    """Return the properties that every number of this kind has."""
    abroad = inventory_abroad.find(number)
    if abroad is None:
        return {"type": "tollfree" if numbering_plan.is_toll_free(number) else "local"}
    return {
        "type": abroad.number_type,
        "capabilities": abroad.capabilities,
        "address_requirements": abroad.address_requirements,
    }


def _monthly_usd(number: str) -> str:
    abroad = inventory_abroad.find(number)
    if abroad:
        return abroad.monthly_usd
    return TOLL_FREE_MONTHLY_USD if numbering_plan.is_toll_free(number) else MONTHLY_USD


def _unsold(call: Call, area_code: str | None, numbers: Iterable[str]) -> Iterator[str]:
    area = Glob(f"+1{area_code or '*'}*")
    sold = set(call.store.values("incoming_phone_number", "phone_number", phone_number=area))
    return (number for number in numbers if number not in sold)


def _wanted_number(call: Call) -> str:
    form = call.request.form
    number, area_code = form.get("PhoneNumber"), form.get("AreaCode")
    if number:
        if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
            raise TwilioError(21421, number=number)
        taken = call.store.find("incoming_phone_number", phone_number=number)
        if taken or not (inventory.sold_here(number) or inventory_abroad.find(number)):
            raise TwilioError(21422, number=number)
        return number
    if not area_code:
        raise missing("PhoneNumber or AreaCode")
    unsold = next(_unsold(call, area_code, inventory.numbers(area_code)), None)
    if unsold is None:
        raise TwilioError(21452, area_code=area_code)
    return unsold


def _release(call: Call, stored: Stored) -> None:
    _leave_service(call, stored)
    call.store.delete(stored)
    ledger.close_entry(call, stored.sid)


def _leave_service(call: Call, stored: Stored) -> None:
    member = call.store.find(number_registration.KIND, sid=stored.sid, account_sid=stored.account_sid)
    if member:
        number_registration.remove(call, member)


def _move(call: Call, stored: Stored, account_sid: str) -> Stored:
    """Move a number to another account of the family, which only the main account's auth token may do."""
    main = call.caller.account
    family = call.store.find("account", sid=account_sid, parent_sid=main.sid)
    if main.parent_sid != main.sid or call.caller.credential != "auth_token" or family is None:
        raise TwilioError(20003)
    if family.body["status"] == "closed":
        raise TwilioError(20005, sid=account_sid)
    _leave_service(call, stored)
    ledger.move_entry(call, stored.sid, account_sid)
    return call.store.move(stored, account_sid)
