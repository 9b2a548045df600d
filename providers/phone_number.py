"""Phone numbers: bought, set up, released.

API: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
"""

from typing import Annotated, Any, Literal, Self

import pulumi
from pydantic import StringConstraints, model_validator

from providers.core.connection import Connection
from providers.core.inputs import (
    AccountSid,
    FriendlyName,
    HttpsUrl,
    Immutable,
    Inputs,
    PhoneNumberText,
    ServerFilled,
    WriteOnly,
    sid,
)
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

Method = Literal["GET", "POST"]


class PhoneNumberInputs(Inputs):
    """What is sent: one of `phone_number` and `area_code`, and how calls and messages are handled."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how a number bought by an interrupted run is found again, so unique in its account."""

    phone_number: Immutable[ServerFilled[PhoneNumberText | None]] = None
    """The number to buy, in E.164."""

    area_code: Immutable[WriteOnly[Annotated[str, StringConstraints(pattern="^[2-9][0-9]{2}$")] | None]] = None
    """The area in which Twilio picks a number (US and Canada)."""

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
        if (self.phone_number is None) == (self.area_code is None):
            raise ValueError("set either phone_number or area_code")
        return self


class PhoneNumberProvider(TwilioProvider[PhoneNumberInputs]):
    """Deleting releases the number: somebody else may get it."""

    inputs = PhoneNumberInputs
    natural_key = ("friendly_name",)
    paid = True

    def collection(self, twilio: Connection, inputs: PhoneNumberInputs) -> Any:
        """Numbers of the account, bought by the parent on its behalf."""
        return twilio.v2010(inputs.account_sid).incoming_phone_numbers

    def matches(self, inputs: PhoneNumberInputs, instance: Any) -> bool:
        """A number that is declared by its digits is found by them, whatever its name."""
        if inputs.phone_number is not None:
            return bool(instance.phone_number == inputs.phone_number)
        return super().matches(inputs, instance) and instance.phone_number.startswith(f"+1{inputs.area_code}")


class PhoneNumber(TwilioResource, provider=PhoneNumberProvider):
    """A phone number."""

    sid: pulumi.Output[str]
    phone_number: pulumi.Output[str]
