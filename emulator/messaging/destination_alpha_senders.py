"""Names as senders of messaging services, for a country or for all that have such senders.

Facts: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource.
"""

import re
from typing import Any

from emulator.core import numbering_plan
from emulator.core.answers import iso_8601, shown
from emulator.core.call import Call
from emulator.core.errors import TwilioError, invalid
from emulator.core.paging import page
from emulator.core.parameters import text
from emulator.core.routes import route
from emulator.core.store import Stored, Transaction

KIND = "destination_alpha_sender"

WITHOUT = ("CA", "US")
"""Countries to which no name can be the sender: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id."""

_LIST = "/v1/Services/<service_sid>/DestinationAlphaSenders"
_INSTANCE = f"{_LIST}/<sid>"
_NAME = re.compile(r"(?=.*[^0-9])[A-Za-z0-9 +_&-]{1,11}")


def is_name(sender: str) -> bool:
    """Return whether a sender is a name and no number."""
    return _NAME.fullmatch(sender) is not None and not re.fullmatch(r"\+\d+", sender)


def of_service(store: Transaction, service_sid: str, recipient: str) -> str | None:
    """Return the name that a service sends from to a recipient: that of its country, else the one for all countries."""
    region = numbering_plan.region(recipient)
    if region in WITHOUT:
        return None
    senders = {each.body["iso_country_code"]: each for each in store.select(KIND, parent_sid=service_sid)}
    found = senders.get(region) or senders.get(None)
    return str(found.body["alpha_sender"]) if found else None


def _name(name: str, value: str) -> str:
    if not is_name(value):
        raise invalid(name, value, "1 to 11 letters, digits, spaces and + - _ &, not only digits")
    return value


def _country(name: str, value: str) -> str:
    if value in WITHOUT or value not in numbering_plan.calling_codes():
        raise invalid(name, value, f"an ISO country code of two capitals, not {' or '.join(WITHOUT)}")
    return value


@route(
    "POST",
    "messaging",
    _LIST,
    status=201,
    assumed=(
        "A service has one name for each country and one for all: another one is answered with 409 (21710).",
        f"A name for {' or '.join(WITHOUT)} is answered with 20001; to every other country one can be the sender.",
        "No country wants a name to be registered.",
    ),
)
def create(call: Call, service_sid: str) -> dict[str, Any]:
    """Add a name to a service, for a country or for all."""
    service = call.find("messaging_service", service_sid)
    given = call.read({"AlphaSender": _name, "IsoCountryCode": _country}, required=("AlphaSender",))
    country = given.setdefault("iso_country_code", None)
    if any(each.body["iso_country_code"] == country for each in call.store.select(KIND, parent_sid=service.sid)):
        raise TwilioError(21710)
    return show(call, call.create(KIND, "AI", given, parent_sid=service.sid))


@route("GET", "messaging", _LIST)
def list_all(call: Call, service_sid: str) -> dict[str, Any]:
    """List the names of a service, of all countries or of one."""
    service = call.find("messaging_service", service_sid)
    return page(
        call, "alpha_senders", KIND, show, parent_sid=service.sid, **call.read_query({"IsoCountryCode": text(2)})
    )


@route("GET", "messaging", _INSTANCE)
def fetch(call: Call, service_sid: str, sid: str) -> dict[str, Any]:
    """Fetch a name of a service."""
    return show(call, call.find(KIND, sid, parent_sid=service_sid))


@route("DELETE", "messaging", _INSTANCE)
def delete(call: Call, service_sid: str, sid: str) -> None:
    """Take a name out of a service."""
    call.store.delete(call.find(KIND, sid, parent_sid=service_sid))


def show(call: Call, stored: Stored) -> dict[str, Any]:
    """Return a name of a service as Twilio answers it."""
    return {
        **shown(stored, iso_8601),
        "account_sid": stored.account_sid,
        "service_sid": stored.parent_sid,
        "capabilities": ["SMS"],
        "url": f"{call.base_url}/v1/Services/{stored.parent_sid}/DestinationAlphaSenders/{stored.sid}",
    }
