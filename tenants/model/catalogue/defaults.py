"""Defaults in the catalogue for what a tenant's file leaves out."""

from typing import Annotated

from pydantic import Field

from tenants.model.sections.brand import BrandKind
from tenants.model.sections.campaign import UseCase
from tenants.model.sections.field_types import EmailAddress, Language, TemplateIds
from tenants.model.sections.messaging import Messaging
from tenants.model.sections.ring import Ring
from tenants.model.yaml_files.base_model import BaseModel


class BrandDefaults(BaseModel):
    """Defaults for a tenant's `brand`."""

    kind: Annotated[BrandKind | None, Field(strict=False)] = None
    """The default brand tier."""

    mock: bool | None = None
    """Whether brands are mock brands: free, and only for tests."""


class CampaignDefaults(BaseModel):
    """Defaults for a tenant's `campaign`, without its texts: reviewers expect those to be the tenant's own."""

    use_case: Annotated[UseCase | None, Field(strict=False)] = None
    """The default use case."""

    language: Language | None = None
    """The language of the messages."""

    has_embedded_links: bool | None = None
    """Whether messages contain links."""

    has_embedded_phone: bool | None = None
    """Whether messages contain a phone number."""

    age_gated: bool | None = None
    """Whether the goods may be sold only to adults."""

    direct_lending: bool | None = None
    """Whether the messages are about direct lending."""


class Defaults(BaseModel):
    """Defaults for tenants: the ISV's (`isv.yaml`), overridden by those of a package (`packages.yaml`).

    All keys are optional. An empty key sets no default.
    """

    ring: Annotated[Ring | None, Field(strict=False)] = None
    """The rollout ring."""

    support_contact: EmailAddress | None = None
    """The e-mail address to contact about problems with a tenant's messages."""

    templates: TemplateIds | None = None
    """The ids of the templates that tenants use. A tenant's own list replaces this one."""

    messaging: Messaging | None = None
    """Messaging service settings that differ from Twilio's defaults."""

    brand: BrandDefaults | None = None
    """Defaults for tenants' brands."""

    campaign: CampaignDefaults | None = None
    """Defaults for tenants' campaigns."""
