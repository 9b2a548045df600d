"""What the catalogue says for tenants whose own files leave it out."""

from typing import Annotated

from pydantic import Field

from tenants.model.sections.brand import BrandKind
from tenants.model.sections.campaign import UseCase
from tenants.model.sections.field_types import EmailAddress, Language, TemplateIds
from tenants.model.sections.messaging import Messaging
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel


class BrandDefaults(BaseModel):
    """Defaults of a tenant's `brand`."""

    kind: Annotated[BrandKind | None, Field(strict=False)] = None
    """How a brand is registered unless the tenant's file says otherwise."""

    mock: bool | None = None
    """Whether brands are mock ones, free and only for tests."""


class CampaignDefaults(BaseModel):
    """Defaults of a tenant's `campaign`: never its texts, which reviewers want to be the tenant's own."""

    use_case: Annotated[UseCase | None, Field(strict=False)] = None
    """What messages are for unless the tenant's file says otherwise."""

    language: Language | None = None
    """The language of what is sent."""

    has_embedded_links: bool | None = None
    """Whether messages have links."""

    has_embedded_phone: bool | None = None
    """Whether messages have a phone number in their text."""

    age_gated: bool | None = None
    """Whether what is sold may only be sold to adults."""

    direct_lending: bool | None = None
    """Whether messages are about lending money."""


class Defaults(BaseModel):
    """What holds for the usual tenant: of the ISV (`isv.yaml`), or of a package (`packages.yaml`), which comes later.

    All of it is optional. A key that is left empty is no default.
    """

    ring: Annotated[Ring | None, Field(strict=False)] = None
    """The rollout ring."""

    support_contact: EmailAddress | None = None
    """Who answers for a tenant when its messages have trouble."""

    templates: TemplateIds | None = None
    """Ids of the templates that tenants get; a tenant's own list replaces this one."""

    messaging: Messaging | None = None
    """What messaging services do otherwise than Twilio's default."""

    brand: BrandDefaults | None = None
    """How tenants' brands are registered."""

    campaign: CampaignDefaults | None = None
    """What tenants' campaigns have in common."""
