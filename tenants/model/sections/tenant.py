"""The whole of a tenant's file, made of its sections."""

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from tenants.model.sections.api_key import ApiKey
from tenants.model.sections.approval import ApprovableResource, Approval
from tenants.model.sections.brand import Brand
from tenants.model.sections.business import Business
from tenants.model.sections.campaign import Campaign
from tenants.model.sections.contact import Contact
from tenants.model.sections.field_types import EmailAddress, Identifier, TemplateIds, Text, without_repetition
from tenants.model.sections.lifecycle import Offboarding, State
from tenants.model.sections.messaging import Messaging, PhoneNumber
from tenants.model.sections.qualification import Qualification
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel


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
