"""A tenant's phone number and the settings of its messaging service."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from tenants.model.sections.channel import AnyChannel, Channel
from tenants.model.sections.field_types import AreaCode, Countries, HttpsUrl, UsPhoneNumber, refused, without_repetition
from tenants.model.yaml_files.base_model import BaseModel


class PhoneNumber(BaseModel):
    """The number a tenant sends from: a specific number, or any number in an area code."""

    area_code: AreaCode | None = None
    number: UsPhoneNumber | None = None

    @model_validator(mode="after")
    def _one_way_to_choose(self) -> Self:
        if (self.area_code is None) == (self.number is None):
            raise refused("expected either area_code or number", "write area_code: '415' or number: '+14155550123'")
        return self


class Messaging(BaseModel):
    """Settings of a tenant's messaging service that differ from the ISV's defaults.

    See https://www.twilio.com/docs/messaging/api/service-resource.
    """

    inbound_request_url: HttpsUrl | None = None
    """The URL Twilio calls for each message received. Without it, Twilio drops customers' replies."""

    validity_period: Annotated[int, Field(ge=1, le=36_000)] | None = None
    """The maximum time a message may wait to be sent, in seconds. 1 to 36,000."""

    channels: Annotated[
        tuple[AnyChannel, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)
    ] = (Channel.SMS,)
    """The channels to try for a contact, in this order, after those that the contact prefers."""

    destinations: Countries = ("US",)
    """The countries the tenant texts: two-letter ISO 3166 codes. Twilio opens them for the whole parent account."""
