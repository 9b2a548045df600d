"""The ISV: its name, callback URLs, environments and the defaults for all tenants."""

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from tenants.model.catalogue.defaults import Defaults
from tenants.model.sections.field_types import BaseUrl, EmailAddress, Identifier, Text, without_repetition
from tenants.model.yaml_files.base_model import BaseModel


class CallbackUrls(NamedTuple):
    """The ISV's URLs that Twilio calls about one tenant."""

    message_status: str
    """Called for each status change of a message."""

    usage_alert: str
    """Called when the daily allowance is used up."""

    error_events: str
    """Called with the account's errors and warnings."""

    review_status: str
    """Called for each status change in the reviews of the customer profile and trust product."""


class Isv(BaseModel):
    """The software vendor that provides SMS to its tenants."""

    name: Text
    """The vendor's name."""

    callbacks: BaseUrl
    """The common prefix of the ISV's callback URLs."""

    compliance_email: EmailAddress
    """The mailbox for Twilio's mail about the review of a tenant's profile: the ISV's own, not the tenant's.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api.
    """

    environments: Annotated[
        tuple[Identifier, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)
    ]
    """The environments, such as `dev` and `prod`. Each stack belongs to one of them."""

    defaults: Defaults = Defaults()
    """The defaults for all tenants. A package's defaults and a tenant's file override them."""

    def callback_urls(self, tenant_id: str) -> CallbackUrls:
        """Return a tenant's callback URLs. Each tenant has its own, so that the URL identifies the tenant."""
        base = f"{self.callbacks}/{tenant_id}"
        names = ("message-status", "usage-alert", "error-events", "review-status")
        return CallbackUrls(*(f"{base}/{name}" for name in names))
