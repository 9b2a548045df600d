"""The model of the tenants' files: what may be said of a tenant, and what the ISV offers."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, RootModel, StringConstraints

from tenants.model.catalogue.defaults import Defaults
from tenants.model.catalogue.feature import Feature
from tenants.model.catalogue.package import Package
from tenants.model.catalogue.price_book import PriceBook
from tenants.model.catalogue.template import Template
from tenants.model.sections.api_key import ApiKey
from tenants.model.sections.approval import ApprovableResource, Approval
from tenants.model.sections.brand import Brand
from tenants.model.sections.business import Business
from tenants.model.sections.campaign import Campaign
from tenants.model.sections.contact import Contact
from tenants.model.sections.field_types import BaseUrl, EmailAddress, Identifier, TemplateIds, Text, without_repetition
from tenants.model.sections.lifecycle import Offboarding, State
from tenants.model.sections.messaging import Messaging, PhoneNumber
from tenants.model.sections.qualification import Qualification
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel
from tenants.model.yaml_files.positions import Positions


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


class Templates(RootModel[Annotated[dict[Identifier, Template], Field(min_length=1)]]):
    """The file of templates: id to template."""


class TenantFile(BaseModel):
    """What a tenant's file says. The tenant's id is the file's name."""

    name: Annotated[Text, StringConstraints(max_length=64)]
    """For people. At most 64 characters, Twilio's limit for a friendly name."""

    package: str
    """Id of the package the tenant bought."""

    ring: Annotated[Ring, Field(strict=False)]
    phone_number: PhoneNumber
    templates: TemplateIds
    """Ids of the templates the tenant chose from the catalogue."""

    messaging: Messaging = Messaging()
    support_contact: EmailAddress | None = None
    """Who answers for the tenant when its messages have trouble."""

    business: Business
    brand: Brand
    campaign: Campaign
    state: Annotated[State, Field(strict=False)] = State.ACTIVE
    offboarding: Offboarding | None = None
    """Of a closed tenant, and of no other."""

    approvals: Annotated[tuple[Approval, ...], Field(strict=False)] = ()
    """What may be replaced, released or closed."""

    contacts: dict[Identifier, Contact] = Field(default_factory=dict)
    """The test audience: whom `owl send` may text for the tenant. An id each, a number each."""

    qualification: Qualification | None = None
    """What the tenant said before it bought."""

    early_access: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(without_repetition)] = ()
    """Ids of features that the tenant keeps although it is not, or no longer, in the ring they are limited to."""

    additional_phone_numbers: dict[Identifier, PhoneNumber] = Field(default_factory=dict)
    """Further numbers that the tenant sends from, each by an id of its own."""

    api_key: ApiKey = ApiKey()
    """The tenant's key at Twilio."""

    environments: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """What is otherwise in an environment, such as `dev: {ring: beta}`: any keys of this file but this one.

    Mappings are merged key by key; anything else replaces what stands above.
    """

    def approval(self, resource: ApprovableResource, today: dt.date) -> Approval | None:
        """The approval that allows it today, if there is one."""
        counting = (each for each in self.approvals if each.resource is resource and each.counts(today))
        return next(counting, None)


class Tenant(TenantFile):
    """A customer of the ISV: a shop that sends SMS to its own customers."""

    id: Identifier


@dataclass(frozen=True)
class Tenants:
    """All that the files say. What they refer to exists."""

    isv: Isv
    features: Mapping[str, Feature]
    packages: Mapping[str, Package]
    templates: Mapping[str, Template]
    price_book: PriceBook
    by_id: Mapping[str, Tenant]
    positions: Mapping[str, Positions]
    """Where everything stands in a tenant's file, by its id, and in the catalogue's: `catalogue/packages`."""

    environment: str | None = None
    """The environment whose overrides are in it; None: nobody's."""

    def __iter__(self) -> Iterator[Tenant]:
        """Go through the tenants in the order of their ids."""
        return iter(self.by_id.values())

    def package_of(self, tenant: Tenant) -> Package:
        """The package the tenant bought."""
        return self.packages[tenant.package]

    def templates_of(self, tenant: Tenant) -> dict[str, Template]:
        """The templates the tenant chose, by id."""
        return {template: self.templates[template] for template in tenant.templates}

    def samples_of(self, tenant: Tenant) -> tuple[str, ...]:
        """The messages that carriers are shown: the campaign's own, else an example of each of its templates."""
        examples = (template.example_for(tenant.name) for template in self.templates_of(tenant).values())
        return tenant.campaign.samples or tuple(examples)

    def where(self, tenant_id: str, path: str) -> str:
        """The file and line of a field, such as `campaign.message_flow` or `approvals[0].expires`.

        Of a field that the file leaves out, those of the nearest one that should hold it:
        `tenants/acme.yaml:14`.
        """
        return self.positions[tenant_id].where(path)
