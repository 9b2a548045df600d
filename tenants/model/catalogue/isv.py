"""The ISV itself: its name, its callback URLs, its environments, and what holds for all its tenants."""

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from tenants.model.catalogue.defaults import Defaults
from tenants.model.sections.field_types import BaseUrl, EmailAddress, Identifier, Text, without_repetition
from tenants.model.yaml_files.base_model import BaseModel


class CallbackUrls(NamedTuple):
    """Where Twilio reports on one tenant, at the ISV."""

    message_status: str
    """Each step of a message's delivery."""

    usage_alert: str
    """The day's allowance is used up."""

    error_events: str
    """Errors and warnings of the account."""

    review_status: str
    """Each step of the reviews of its customer profile and trust product."""


class Isv(BaseModel):
    """The vendor that gives its tenants SMS."""

    name: Text
    callbacks: BaseUrl
    """What the ISV's callback URLs begin with."""

    compliance_email: EmailAddress
    """Where Twilio writes of the review of a tenant's profile: the ISV's own mailbox, not the tenant's.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api.
    """

    environments: Annotated[
        tuple[Identifier, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)
    ]
    """The environments there are, such as `dev` and `prod`. A stack is of one of them."""

    defaults: Defaults = Defaults()
    """What holds for every tenant whose package and file don't say otherwise."""

    def callback_urls(self, tenant_id: str) -> CallbackUrls:
        """The URLs for a tenant; each tenant has its own, so a report is known by where it arrives."""
        base = f"{self.callbacks}/{tenant_id}"
        names = ("message-status", "usage-alert", "error-events", "review-status")
        return CallbackUrls(*(f"{base}/{name}" for name in names))
