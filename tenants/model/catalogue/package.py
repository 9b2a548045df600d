"""Packages: the tiers of the SMS add-on, what each allows and what it costs a tenant."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel

from tenants.model.catalogue.defaults import Defaults
from tenants.model.sections.field_types import Identifier, Text, UsDollars, without_repetition
from tenants.model.yaml_files.base_model import BaseModel


class Support(StrEnum):
    """How the ISV helps a tenant that has trouble."""

    EMAIL = "e-mail"
    """Answered by e-mail."""

    BUSINESS_HOURS = "business-hours"
    """By telephone too, on working days."""

    AROUND_THE_CLOCK = "around-the-clock"
    """By telephone at any time."""


class Package(BaseModel):
    """A tier of the add-on that tenants buy."""

    title: Text
    description: Text
    messages_per_day: Annotated[int, Field(ge=1)]
    """Allowance, in messages a day."""

    price_per_month: UsDollars
    """What the tenant pays the ISV, before tax."""

    phone_numbers: Annotated[int, Field(ge=1)]
    """The most numbers a tenant may have."""

    support: Annotated[Support, Field(strict=False)]
    features: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(without_repetition)]
    """Ids of the features it includes; none: `[]`."""

    defaults: Defaults = Defaults()
    """What holds for the package's tenants whose files don't say otherwise."""


class Packages(RootModel[Annotated[dict[Identifier, Package], Field(min_length=1)]]):
    """The file of packages: id to package."""
