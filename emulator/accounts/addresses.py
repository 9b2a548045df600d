"""Addresses of businesses: https://www.twilio.com/docs/usage/api/address."""

import re
from typing import Any

from emulator.core.answers import rfc_2822, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page, page_of
from emulator.core.parameters import boolean, text
from emulator.core.routes import route
from emulator.core.store import Glob, Stored
from emulator.phone_numbers import phone_numbers

NAME_BYTES = 64
"""How long a customer's name may be: https://www.twilio.com/docs/usage/api/address#address-properties."""

_LIST = "/2010-04-01/Accounts/<account_sid>/Addresses.json"
_INSTANCE = "/2010-04-01/Accounts/<account_sid>/Addresses/<sid>.json"
_REWRITTEN = ("street", "city")
_DOCUMENTS = ("supporting_document", "regulatory_supporting_document")
_NOT_SHOWN = (
    *("address_sid", "beta", "bundle_sid", "emergency_address_status", "identity_sid", "origin", "status", "type"),
    "voice_receive_mode",
)
"""Properties of a phone number that it does not have where it depends on an address."""


def _customer_name(name: str, value: str) -> str:
    if not 1 <= len(value.encode()) <= NAME_BYTES:
        raise invalid(name, value, f"1 to {NAME_BYTES} bytes in UTF-8")
    return value


def _country(name: str, value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise invalid(name, value, "an ISO country code of two capitals")
    return value


_FIELDS = {
    "FriendlyName": text(64),
    "CustomerName": _customer_name,
    "Street": text(255, 1),
    "StreetSecondary": text(255),
    "City": text(255, 1),
    "Region": text(255, 1),
    "PostalCode": text(255, 1),
    "EmergencyEnabled": boolean,
    "AutoCorrectAddress": boolean,
}


@route(
    "POST",
    "api",
    _LIST,
    status=201,
    assumed=(
        "Unless AutoCorrectAddress is false, the street and the city that were given are rewritten in capitals.",
        "No address is refused; one for emergency calls is validated, none is verified.",
        "A customer's name has at most 64 bytes.",
    ),
)
def create(call: Call) -> dict[str, Any]:
    """Create an address; Twilio corrects it unless told not to."""
    required = ("CustomerName", "Street", "City", "Region", "PostalCode", "IsoCountry")
    given = _corrected(call.read({**_FIELDS, "IsoCountry": _country}, required))
    body = {"friendly_name": None, "street_secondary": None, "emergency_enabled": False, **given}
    return show(call, call.create("address", "AD", body))


@route("GET", "api", _LIST)
def list_all(call: Call) -> dict[str, Any]:
    """List addresses, by customer, friendly name, country and whether they are for emergency calls."""
    fields = ("CustomerName", "FriendlyName", "EmergencyEnabled")
    where = call.read_query({"IsoCountry": _country, **{name: _FIELDS[name] for name in fields}})
    return page(call, "addresses", "address", show, **where)


@route("GET", "api", _INSTANCE)
def fetch(call: Call, sid: str) -> dict[str, Any]:
    """Fetch an address."""
    return show(call, call.find("address", sid))


@route("POST", "api", _INSTANCE)
def update(call: Call, sid: str) -> dict[str, Any]:
    """Change an address; its country cannot be changed."""
    return show(call, call.update(call.find("address", sid), _corrected(call.read(_FIELDS))))


@route(
    "DELETE",
    "api",
    _INSTANCE,
    assumed=("An address that a supporting document or a phone number names is not deleted: 20001.",),
)
def delete(call: Call, sid: str) -> None:
    """Delete an address that nothing depends on."""
    stored = call.find("address", sid)
    named = Glob(f"*{stored.sid}*")
    documents = [call.store.find(kind, account_sid=stored.account_sid, attributes=named) for kind in _DOCUMENTS]
    for dependent in [*filter(None, documents), *_dependent_numbers(call, stored)]:
        raise TwilioError(20001, reason=f"Address {sid} cannot be deleted: {dependent.sid} depends on it")
    call.store.delete(stored)


@route("GET", "api", "/2010-04-01/Accounts/<account_sid>/Addresses/<address_sid>/DependentPhoneNumbers.json")
def list_dependent_numbers(call: Call, address_sid: str) -> dict[str, Any]:
    """List the phone numbers that have the address, for emergency calls or otherwise."""
    numbers = _dependent_numbers(call, call.find("address", address_sid))
    answers = [phone_numbers.show(call, number) for number in numbers]
    kept = [{name: value for name, value in answer.items() if name not in _NOT_SHOWN} for answer in answers]
    return page_of(call, "dependent_phone_numbers", kept)


def show(_: Call, stored: Stored) -> dict[str, Any]:
    """Return an address as Twilio answers it."""
    uri = f"/2010-04-01/Accounts/{stored.account_sid}/Addresses/{stored.sid}.json"
    validated = {"validated": stored.body["emergency_enabled"], "verified": False}
    return {**shown(stored, rfc_2822), "account_sid": stored.account_sid, **validated, "uri": uri}


def _corrected(given: dict[str, Any]) -> dict[str, Any]:
    if not given.pop("auto_correct_address", True):
        return given
    return given | {name: given[name].upper() for name in _REWRITTEN if name in given}


def _dependent_numbers(call: Call, address: Stored) -> list[Stored]:
    owned = call.store.select("incoming_phone_number", account_sid=address.account_sid)
    return [each for each in owned if address.sid in {each.body["address_sid"], each.body["emergency_address_sid"]}]
