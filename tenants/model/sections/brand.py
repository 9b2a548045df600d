"""A tenant's brand: who sends, as US carriers know them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import BrandRegistrationSid, Text
from tenants.model.yaml_files.base_model import BaseModel


class BrandKind(StrEnum):
    """How a brand is registered: what it costs, what is asked and how much it may send.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc#determine-your-brand-type.
    """

    STANDARD = "standard"
    """A business with a tax number, vetted: from 2,000 messages a day to T-Mobile up, by its score."""

    LOW_VOLUME_STANDARD = "low_volume_standard"
    """The same without vetting: at most 2,000 message segments a day to T-Mobile."""

    SOLE_PROPRIETOR = "sole_proprietor"
    """A person without a tax number: one campaign, one number, at most 1,000 message segments a day to T-Mobile."""


class VettingProvider(StrEnum):
    """Who vetted a brand. See https://www.twilio.com/docs/messaging/api/brand-vetting-resource."""

    AEGIS = "aegis"
    CAMPAIGN_VERIFY = "campaign-verify"


class Vetting(BaseModel):
    """A vetting made elsewhere, to be imported: of a political, government or non-profit sender."""

    provider: Annotated[VettingProvider, Field(strict=False)]
    id: Text
    """Twilio's `VettingId`: what the provider calls it."""


class Brand(BaseModel):
    """How the business is registered as a sender.

    Nothing of a brand can be changed at Twilio, and none can be deleted: see
    https://www.twilio.com/docs/messaging/api/brand-registration-resource.
    """

    kind: Annotated[BrandKind, Field(strict=False)]
    mock: bool = False
    """For tests on a real account: free and never vetted, gone after 30 days, and its campaigns can't send.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/mock-brand-api.
    """

    registration_sid: BrandRegistrationSid | None = None
    """A brand that exists, to be taken over although Twilio's list does not show it."""

    vetting: Vetting | None = None
