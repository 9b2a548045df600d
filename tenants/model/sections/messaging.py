"""What a tenant sends from, and how its messaging service differs."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tenants.model.sections.field_types import AreaCode, HttpsUrl, UsPhoneNumber, refused
from tenants.model.yaml_files.base_model import BaseModel


class PhoneNumber(BaseModel):
    """The number a tenant sends from: one that is named, or any in an area."""

    area_code: AreaCode | None = None
    number: UsPhoneNumber | None = None

    @model_validator(mode="after")
    def _one_way_to_choose(self) -> Self:
        if (self.area_code is None) == (self.number is None):
            raise refused("give one of area_code and number", "area_code: '415' or number: '+14155550123'")
        return self


class Messaging(BaseModel):
    """What a tenant's messaging service does otherwise than the ISV's default.

    See https://www.twilio.com/docs/messaging/api/service-resource.
    """

    inbound_request_url: HttpsUrl | None = None
    """Called for a message received; without it Twilio drops what customers answer."""

    validity_period: Annotated[int, Field(ge=1, le=36_000)] | None = None
    """Seconds a message may wait to be sent."""
