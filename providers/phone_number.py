"""Phone numbers: bought, set up, released.

API: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
"""

from dataclasses import replace
from itertools import islice
from typing import Annotated, Any, Literal, NamedTuple, Self
from zlib import crc32

import pulumi
from pydantic import StringConstraints, model_validator

from providers.core import run
from providers.core.connection import Connection
from providers.core.errors import ATTEMPTS, AnswerLost, ResourceError, is_refusal
from providers.core.find_or_create import after_a_look
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import (
    AccountSid,
    CountryCode,
    FriendlyName,
    HttpsUrl,
    Immutable,
    PhoneNumberText,
    ServerFilled,
    WriteOnly,
    sid,
)
from providers.core.pending_creates import LOOKED_FOR, PendingCreate
from providers.core.regulatory import NumberType
from providers.core.resource import TwilioResource

Method = Literal["GET", "POST"]

_HAS_AN_OWNER = 21422
"""See https://www.twilio.com/docs/api/errors/21422."""


class PhoneNumberInputs(GatedInputs):
    """What is sent: which number, and how calls and messages are handled.

    The number is `phone_number`, or any of an `area_code`, or any of a `number_type` in an `iso_country`.
    """

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how a number bought by an interrupted run is found again, so unique in its account."""

    phone_number: Immutable[ServerFilled[PhoneNumberText | None]] = None
    """The number to buy, in E.164."""

    area_code: Immutable[WriteOnly[Annotated[str, StringConstraints(pattern="^[2-9][0-9]{2}$")] | None]] = None
    """The area in which Twilio picks a number (US and Canada), such as `415`; a toll-free one such as `888`."""

    iso_country: Immutable[WriteOnly[CountryCode | None]] = None
    """The country outside the US in which Twilio picks a number, such as `DE`, with its `number_type`."""

    number_type: Immutable[WriteOnly[NumberType | None]] = None
    """Such as `mobile`."""

    sms_url: ServerFilled[HttpsUrl | None] = None
    sms_method: ServerFilled[Method | None] = None
    sms_fallback_url: ServerFilled[HttpsUrl | None] = None
    sms_fallback_method: ServerFilled[Method | None] = None
    sms_application_sid: ServerFilled[Annotated[str, sid("AP")] | None] = None
    """If set, Twilio ignores the `sms_` URLs."""

    status_callback: ServerFilled[HttpsUrl | None] = None
    """For calls; a message's status goes to the messaging service's callback."""

    status_callback_method: ServerFilled[Method | None] = None
    voice_url: ServerFilled[HttpsUrl | None] = None
    voice_method: ServerFilled[Method | None] = None
    voice_fallback_url: ServerFilled[HttpsUrl | None] = None
    voice_fallback_method: ServerFilled[Method | None] = None
    voice_application_sid: ServerFilled[Annotated[str, sid("AP")] | None] = None
    voice_caller_id_lookup: ServerFilled[bool | None] = None
    voice_receive_mode: ServerFilled[Literal["voice", "fax"] | None] = None
    trunk_sid: ServerFilled[Annotated[str, sid("TK")] | None] = None
    identity_sid: ServerFilled[Annotated[str, sid("RI")] | None] = None
    address_sid: ServerFilled[Annotated[str, sid("AD")] | None] = None
    bundle_sid: ServerFilled[Annotated[str, sid("BU")] | None] = None
    emergency_status: ServerFilled[Literal["Active", "Inactive"] | None] = None
    emergency_address_sid: ServerFilled[Annotated[str, sid("AD")] | None] = None

    @model_validator(mode="after")
    def _one_way_to_choose(self) -> Self:
        ways = [self.phone_number, self.area_code, self.iso_country]
        if len([way for way in ways if way is not None]) != 1:
            raise ValueError("set either phone_number or area_code")
        if (self.iso_country is None) != (self.number_type is None):
            raise ValueError("set both iso_country and number_type, or none of them")
        return self


class PhoneNumberProvider(GatedProvider[PhoneNumberInputs]):
    """Deleting releases the number: somebody else may get it.

    One outside the US waits for its regulatory bundle; all others are bought immediately.
    """

    inputs = PhoneNumberInputs
    natural_key = ("friendly_name",)
    status_output = ""
    paid = True
    carried_out_once = True

    def collection(self, twilio: Connection, inputs: PhoneNumberInputs) -> Any:
        """Numbers of the account, bought by the parent on its behalf."""
        return twilio.v2010(inputs.account_sid).incoming_phone_numbers

    def of_earlier_run(self, twilio: Connection, inputs: PhoneNumberInputs, earlier: PendingCreate) -> Any | None:
        """Return the number by its SID, if that is known. Else it is asked for again, which buys nothing twice."""
        return self.fetched(twilio, inputs, earlier.sid) if earlier.sid else None

    def create_once(self, twilio: Connection, inputs: PhoneNumberInputs, note: PendingCreate) -> Any:
        """Buy one certain number: Twilio refuses it (21422) when it has an owner, so asking again is safe."""
        this_run = run.current()
        number = inputs.phone_number or note.phone_number
        asked_before = bool(note.phone_number)
        for last in (False,) * (ATTEMPTS - 1) + (True,):
            number = number or self._free(twilio, inputs)
            this_run.pending_creates.write(replace(note, at=twilio.now().timestamp(), phone_number=number))
            try:
                exact = inputs.model_copy(update={"phone_number": number, **_ANY})
                instance = self.make(twilio, exact)
            except AnswerLost:
                asked_before = True
                if last:
                    raise
            except Exception as error:
                has_owner = getattr(error, "code", None) == _HAS_AN_OWNER
                if has_owner and asked_before:
                    return self._bought_before(twilio, inputs, number, note)
                if not has_owner or last or inputs.phone_number:
                    if is_refusal(error) and not asked_before:  # a refusal says nothing of the call before it
                        this_run.pending_creates.forget(note.key)
                    raise
                twilio.listings.forget(
                    _offered(_place(inputs))
                )  # somebody else was faster, perhaps with all that it shows
                number = self._free(twilio, inputs, is_again=True)
            else:
                this_run.note_made(instance.sid)
                return instance
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _bought_before(self, twilio: Connection, inputs: PhoneNumberInputs, number: str, note: PendingCreate) -> Any:
        """Return the number that a call without an answer has bought, once Twilio's list shows it.

        Raises:
            ResourceError: It is in no list in time: perhaps it has another owner.
        """
        exact = inputs.model_copy(update={"phone_number": number, **_ANY})
        instance = self.looked_for(twilio, exact, twilio.now().timestamp() + LOOKED_FOR)
        if instance is None:
            raise ResourceError(
                f"a call that got no answer asked for {number}. Twilio now says that it has an owner (error "
                f"{_HAS_AN_OWNER}), but it is not in this account's list of numbers. Look for it in Twilio's Console. "
                f"{after_a_look(note)}"
            )
        return instance

    @staticmethod
    def _free(twilio: Connection, inputs: PhoneNumberInputs, *, is_again: bool = False) -> str:
        """Return a number of the area code, or country, that is free and that no other resource of this run has chosen.

        Args:
            twilio: The connection.
            inputs: What is declared.
            is_again: Whether somebody else has just bought the one that was chosen. Runs that buy side by side, as
                those of two cells, see the same list: then each begins where its resource's name says, not at the top.

        Raises:
            ResourceError: There is none.
        """
        where = _place(inputs)
        search = getattr(twilio.v2010(inputs.account_sid).available_phone_numbers(where.country), where.kind)
        key = _offered(where)
        area = {"area_code": where.area_code} if where.area_code else {}
        for _ in range(2):
            listed = twilio.listings.get(
                key,
                lambda: {each.phone_number: each for each in search.list(**area, sms_enabled=True, limit=50)},
            )
            own = crc32(f"{inputs.account_sid} {inputs.friendly_name}".encode()) if is_again else 0
            begin = own % max(len(listed), 1)
            for number in [*islice(listed, begin, None), *islice(listed, begin)]:
                if run.current().choose(number):
                    return str(number)
            twilio.listings.forget(key)
        if inputs.iso_country:
            words = f"{inputs.number_type} number of {inputs.iso_country}"
            raise ResourceError(f"Twilio has no free {words} with SMS: declare another number_type, or ask its support")
        code = inputs.area_code
        raise ResourceError(f"Twilio has no free number with SMS in area code {code}: declare another area_code")

    def matches(self, inputs: PhoneNumberInputs, instance: Any) -> bool:
        """A number that is declared by its digits is found by them, whatever its name."""
        if inputs.phone_number is not None:
            return bool(instance.phone_number == inputs.phone_number)
        is_there = instance.phone_number.startswith(f"+1{inputs.area_code}")
        if inputs.iso_country:
            import phonenumbers  # noqa: PLC0415 - only to search: it takes 0.02 CPU seconds of each start

            code = phonenumbers.country_code_for_region(inputs.iso_country)
            is_there = instance.phone_number.startswith(f"+{code}")
        return super().matches(inputs, instance) and is_there


_ANY = {"area_code": None, "iso_country": None, "number_type": None}
"""What does not say which number it is."""


class _Place(NamedTuple):
    country: str
    kind: str
    """The SDK's list of available numbers."""

    area_code: str


def _place(inputs: PhoneNumberInputs) -> _Place:
    if inputs.iso_country:
        return _Place(inputs.iso_country, str(inputs.number_type).replace("-", "_"), "")
    import phonenumbers  # noqa: PLC0415 - only to buy: it takes 0.02 CPU seconds of each start

    code = str(inputs.area_code)
    example = phonenumbers.parse(f"+1{code}5550100")
    is_toll_free = phonenumbers.number_type(example) == phonenumbers.PhoneNumberType.TOLL_FREE
    country = phonenumbers.region_code_for_number(example) or "US"
    return _Place(country, "toll_free" if is_toll_free else "local", code)


def _offered(where: _Place) -> tuple[str, ...]:
    """Return where the list of a place's free numbers is kept."""
    return ("AvailablePhoneNumbers", *where)


class PhoneNumber(TwilioResource, provider=PhoneNumberProvider):
    """A phone number."""

    sid: pulumi.Output[str]
    phone_number: pulumi.Output[str]
