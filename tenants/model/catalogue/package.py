"""Packages: the tiers of the SMS add-on, with their allowances and prices."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel, ValidationInfo, field_validator

from tenants.model.catalogue.defaults import Defaults
from tenants.model.sections.field_types import Identifier, Text, UsDollars, refused, without_repetition
from tenants.model.yaml_files.base_model import BaseModel


class Support(StrEnum):
    """How the ISV supports a tenant."""

    EMAIL = "e-mail"
    """By e-mail."""

    BUSINESS_HOURS = "business-hours"
    """By e-mail, and by phone on working days."""

    AROUND_THE_CLOCK = "around-the-clock"
    """By phone at any time."""


class Trial(BaseModel):
    """What makes a package a free trial: for whom it is too early to register a brand and to buy a number.

    A tenant on trial has no account, number or campaign of its own. `owl send` sends its messages with the number of
    another tenant, to the tenant's contacts only, and no more than `messages_per_day`. Once its file names another
    package, the next run registers it and buys its number.
    """

    days: Annotated[int, Field(ge=1)]
    """How long it lasts, from the tenant's `trial_started`."""

    sends_as: Identifier
    """The tenant whose messaging service and number are used: the ISV's own, such as its development number."""

    highest_cost: UsDollars
    """What one trial may cost the ISV if every message is sent. It replaces the margin floor, as nobody pays."""


class Package(BaseModel):
    """A tier of the add-on that tenants buy."""

    title: Text
    description: Text
    messages_per_day: Annotated[int, Field(ge=1)]
    """The allowance, in messages per day."""

    price_per_month: UsDollars
    """The price the tenant pays the ISV, before tax."""

    phone_numbers: Annotated[int, Field(ge=1)]
    """The maximum number of phone numbers per tenant."""

    delivery_rate_floor: Annotated[float, Field(ge=0, le=1)] = 0.9
    """The share of a tenant's messages that should arrive, 0 to 1. Below it the receiver alerts the ISV."""

    support: Annotated[Support, Field(strict=False)]
    features: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(without_repetition)]
    """The ids of the included features; `[]` for none."""

    defaults: Defaults = Defaults()
    """The defaults for the package's tenants. A tenant's file overrides them."""

    trial: Trial | None = None
    """Set for a free trial, whose price is 0."""

    @field_validator("trial")
    @classmethod
    def _is_free(cls, trial: Trial | None, info: ValidationInfo) -> Trial | None:
        price = info.data.get("price_per_month")
        if trial and price:
            raise refused(f"a trial is free, but price_per_month is {price}", "write '0.00', or remove trial")
        return trial


class Packages(RootModel[Annotated[dict[Identifier, Package], Field(min_length=1)]]):
    """The file of packages, by id."""
