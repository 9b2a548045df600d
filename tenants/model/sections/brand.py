"""A tenant's brand: the sender as registered with US carriers."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import BrandRegistrationSid, Text
from tenants.model.yaml_files.base_model import BaseModel


class BrandKind(StrEnum):
    """The brand tier: it decides the fee, the required details and the sending limits.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc#determine-your-brand-type.
    """

    STANDARD = "standard"
    """A vetted business with a tax number. Its score sets the daily limit to T-Mobile: 2,000 messages or more."""

    LOW_VOLUME_STANDARD = "low_volume_standard"
    """A business with a tax number, not vetted: at most 2,000 message segments a day to T-Mobile."""

    SOLE_PROPRIETOR = "sole_proprietor"
    """A person without a tax number: one campaign, one number, at most 1,000 message segments a day to T-Mobile."""


class VettingProvider(StrEnum):
    """The provider that vetted a brand. See https://www.twilio.com/docs/messaging/api/brand-vetting-resource."""

    AEGIS = "aegis"
    CAMPAIGN_VERIFY = "campaign-verify"


class Vetting(BaseModel):
    """A vetting by another provider to import, for political, government and non-profit senders."""

    provider: Annotated[VettingProvider, Field(strict=False)]
    id: Text
    """Twilio's `VettingId`: the provider's id of the vetting."""


class Brand(BaseModel):
    """How the business is registered as a sender.

    A brand can't be changed or deleted at Twilio: see
    https://www.twilio.com/docs/messaging/api/brand-registration-resource.
    """

    kind: Annotated[BrandKind, Field(strict=False)]
    mock: bool = False
    """For tests on a live account: free, never vetted, deleted after 30 days. Its campaigns can't send.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/mock-brand-api.
    """

    registration_sid: BrandRegistrationSid | None = None
    """The SID of an existing brand to adopt that Twilio's list does not include."""

    vetting: Vetting | None = None
