"""Who a message goes to and who it comes from: its recipient, its messaging service and the sender it chooses.

The codes of numbers that do not fit are those that Twilio split off from 21211 and 21606 in July 2024:
https://www.twilio.com/en-us/changelog/updates-to-the-error-code-dictionary-to-clarify-number-validatio.
"""

import re
from dataclasses import dataclass
from zlib import crc32

from emulator.accounts import geo_permissions
from emulator.core import numbering_plan
from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.parameters import sid
from emulator.core.store import Stored
from emulator.messaging import destination_alpha_senders
from emulator.messaging.message_delivery import KIND

_service_sid = sid("MG")
_E_164 = re.compile(r"\+[1-9]\d{6,14}")
_SHORT_CODE = re.compile(r"\d{3,6}")
_NORTH_AMERICAN_AREA = re.compile(r"\+1\d{3}")


@dataclass(frozen=True)
class Parties:
    """Who a message goes to and who it comes from.

    Attributes:
        recipient: The number it goes to, in E.164 form.
        service: Its messaging service, or None.
        sender: The number it comes from, or the name.
    """

    recipient: str
    service: Stored | None
    sender: str


def read(call: Call) -> Parties:
    """Return the parties of a new message, from To, From and MessagingServiceSid.

    Raises:
        TwilioError: When one of them is missing, invalid or not the account's, or the two are the same number.
    """
    recipient = _recipient(call)
    named, number = call.request.form.get("MessagingServiceSid"), call.request.form.get("From", "")
    if number.startswith("MG") and not named:  # From takes the SID of a service too
        named, number = number, ""
    service = _service(call, named)
    geo_permissions.require_permission(call, recipient)
    sender = _from_service(call, service, number, recipient) if service else _from_account(call, number, recipient)
    if sender == recipient:
        raise TwilioError(21266, number=recipient)
    return Parties(recipient, service, sender)


def _recipient(call: Call) -> str:
    number: str = call.request.form.get("To", "")
    if not number:
        raise TwilioError(21604)
    if _SHORT_CODE.fullmatch(number):
        raise TwilioError(21265, number=number)
    if not _E_164.fullmatch(number) or numbering_plan.region(number) is None:
        raise TwilioError(21211, number=number)
    return number


def _service(call: Call, given: str | None) -> Stored | None:
    service_sid = _service_sid("MessagingServiceSid", given or "")
    if not service_sid:
        return None
    service = call.store.find("messaging_service", sid=service_sid, account_sid=call.account.sid)
    if service is None:
        raise TwilioError(21701, sid=service_sid)
    return service


def _from_account(call: Call, number: str, recipient: str) -> str:
    if not number:
        raise TwilioError(21603)
    if destination_alpha_senders.is_name(number):
        if numbering_plan.region(recipient) in destination_alpha_senders.WITHOUT:
            raise TwilioError(21612, number=recipient, sender=number)
        return number
    owned = call.store.find("incoming_phone_number", phone_number=number)
    if owned is None:
        known = _E_164.fullmatch(number) or _SHORT_CODE.fullmatch(number)
        raise TwilioError(21659 if known else 21212, number=number)
    if owned.account_sid != call.account.sid:
        raise TwilioError(21660, number=number, account_sid=call.account.sid)
    return number


def _from_service(call: Call, service: Stored, number: str, recipient: str) -> str:
    pool: list[str] = call.store.values("service_phone_number", "phone_number", parent_sid=service.sid)
    names: list[str] = call.store.values(destination_alpha_senders.KIND, "alpha_sender", parent_sid=service.sid)
    if not pool and not names:
        raise TwilioError(21704, sid=service.sid)
    if not number:
        name = destination_alpha_senders.of_service(call.store, service.sid, recipient)
        return name or _chosen(call, service, pool, recipient)
    if _from_account(call, number, recipient) not in [*pool, *names]:
        raise TwilioError(21606, number=number, service_sid=service.sid)
    return number


def _chosen(call: Call, service: Stored, pool: list[str], recipient: str) -> str:
    """Return the number of a service that a recipient is written from."""
    if not pool:
        raise TwilioError(21703, sid=service.sid, number=recipient)
    last = call.store.find(KIND, to=recipient, messaging_service_sid=service.sid)
    if last and last.body["_sender"] in pool and service.body["sticky_sender"]:
        return str(last.body["_sender"])
    area = _NORTH_AMERICAN_AREA.match(recipient)
    if area and service.body["area_code_geomatch"]:
        pool = [number for number in pool if number.startswith(area[0])] or pool
    return sorted(pool)[crc32(recipient.encode()) % len(pool)]
