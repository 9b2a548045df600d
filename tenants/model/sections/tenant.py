"""The model of a whole tenant file, made of its sections."""

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from tenants.model.sections.api_key import ApiKey
from tenants.model.sections.approval import ApprovableResource, Approval
from tenants.model.sections.brand import Brand, BrandKind
from tenants.model.sections.business import Business
from tenants.model.sections.campaign import Campaign
from tenants.model.sections.contact import Contact
from tenants.model.sections.field_types import Date, EmailAddress, Identifier, TemplateIds, Text, without_repetition
from tenants.model.sections.international_number import InternationalNumber
from tenants.model.sections.lifecycle import Offboarding, State
from tenants.model.sections.messaging import Messaging, PhoneNumber
from tenants.model.sections.qualification import Qualification
from tenants.model.sections.request import Request
from tenants.model.sections.ring import Ring
from tenants.model.sections.senders import Alphanumeric, Senders, TollFree
from tenants.model.yaml_files.base_model import BaseModel

OF_CAMPAIGNS = ("phone_number", "brand", "campaign")
"""Sections of a tenant that sends from local numbers in the US. One that sends from a toll-free number or from abroad
alone has none of them."""


class TenantFile(BaseModel):
    """A tenant's file. The file name is the tenant's id."""

    name: Annotated[Text, StringConstraints(max_length=64)]
    """The display name. At most 64 characters, Twilio's limit for a friendly name."""

    package: str
    """The id of the package the tenant bought."""

    ring: Annotated[Ring, Field(strict=False)]
    cell: Identifier | None = None
    """The stack that deploys the tenant where several stacks share an environment's tenants, such as `prod-02`.

    Written by `owl new tenant`, and changed by `owl cells move` only.
    """

    phone_number: PhoneNumber | None = None
    """The local number. Required, except for a tenant that has other `senders` alone."""

    templates: TemplateIds
    """The ids of the catalogue templates the tenant uses."""

    messaging: Messaging = Messaging()
    senders: Senders | None = None
    support_contact: EmailAddress | None = None
    """The e-mail address to contact about problems with the tenant's messages."""

    business: Business
    brand: Brand | None = None
    """Required, except for a tenant that has other `senders` alone."""

    campaign: Campaign | None = None
    """Required, except for a tenant that has other `senders` alone."""

    state: Annotated[State, Field(strict=False)] = State.ACTIVE
    offboarding: Offboarding | None = None
    """Only for closed tenants."""

    approvals: Annotated[tuple[Approval, ...], Field(strict=False)] = ()
    """Permissions to replace, release or close resources."""

    requests: Annotated[tuple[Request, ...], Field(strict=False)] | None = None
    """What somebody has asked Twilio for because no file can declare it: short codes, RCS and WhatsApp senders, numbers
    that are sold through a form only."""

    contacts: dict[Identifier, Contact] = Field(default_factory=dict)
    """The test audience: the people `owl send` may text for the tenant, by id. Each has a different number."""

    qualification: Qualification | None = None
    """The answers the tenant gave before the sale."""

    early_access: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(without_repetition)] = ()
    """The ids of features the tenant may use although it is not in the rollout ring they are limited to."""

    trial_started: Date | None = None
    """The first day of the free trial, for a tenant whose package is one."""

    additional_phone_numbers: dict[Identifier, PhoneNumber] = Field(default_factory=dict)
    """Further numbers the tenant sends from, by id."""

    api_key: ApiKey = ApiKey()
    """The tenant's key at Twilio."""

    environments: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Environment overrides, such as `dev: {ring: beta}`. They may contain any key of this file except this one.

    Mappings are merged key by key; any other value replaces the one above.
    """

    @property
    def toll_free(self) -> TollFree | None:
        """The toll-free number, if the tenant has one."""
        return self.senders.toll_free if self.senders else None

    @property
    def alphanumeric(self) -> Alphanumeric | None:
        """The names it sends from, if it has any."""
        return self.senders.alphanumeric if self.senders else None

    @property
    def international(self) -> tuple[InternationalNumber, ...]:
        """The numbers outside the US."""
        return self.senders.international if self.senders else ()

    @property
    def is_sole_proprietor(self) -> bool:
        """Whether the business is a person without a tax number."""
        if self.brand is None:
            return self.business.type is None
        return self.brand.kind is BrandKind.SOLE_PROPRIETOR

    def approval(self, resource: ApprovableResource, today: dt.date) -> Approval | None:
        """Return an approval for the resource that is valid today, or None."""
        counting = (each for each in self.approvals if each.resource is resource and each.counts(today))
        return next(counting, None)


class Tenant(TenantFile):
    """A customer of the ISV: a shop that sends SMS to its customers."""

    id: Identifier
