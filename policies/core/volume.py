"""How much a tenant may send: its allowance in segments, and what carriers let through."""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from finance import segments
from policies.core.rule import Parameters
from tenants.model import BrandKind, Carrier, Template, Tenant, Tenants, UseCase

AtLeastOne = Annotated[int, Field(ge=1)]


class CarrierLimits(Parameters):
    """What carriers let through, in segments; by default T-Mobile's caps of a day.

    Of each kind of brand: https://support.twilio.com/hc/en-us/articles/1260804800549, and as others read Twilio's
    documentation in June 2026.
    """

    sole_proprietor: AtLeastOne = 1_000
    """Of a sole proprietor."""

    low_volume: AtLeastOne = 2_000
    """Of a low-volume standard brand, or a campaign of use case LOW_VOLUME."""

    standard: AtLeastOne = 2_000
    """Of every other: that of the lowest score, for a brand's score is not known before it is registered."""

    def of(self, tenant: Tenant) -> tuple[int, str]:
        """Give the limit of a tenant, and of whom it is the limit."""
        if tenant.brand.kind is BrandKind.SOLE_PROPRIETOR:
            return self.sole_proprietor, "a sole proprietor"
        if tenant.brand.kind is BrandKind.LOW_VOLUME_STANDARD or tenant.campaign.use_case is UseCase.LOW_VOLUME:
            return self.low_volume, "a brand or campaign of low volume"
        return self.standard, "a standard brand of the lowest score"


def longest_segments(template: Template, tenant: Tenant) -> int:
    """Count the segments of a tenant's message with the longest value of each placeholder."""
    return _count(template.longest_for(tenant.name))


def segments_per_day(tenant: Tenant, tenants: Tenants) -> int:
    """Give the segments of a day on which the allowance is used up, each message as long as the longest."""
    longest = max(longest_segments(each, tenant) for each in tenants.templates_of(tenant).values())
    return tenants.package_of(tenant).messages_per_day * longest


def to_t_mobile(segments_a_day: int, tenants: Tenants) -> Decimal:
    """Give the part of them that T-Mobile delivers, by its share in the price book."""
    return segments_a_day * tenants.price_book.carriers[Carrier.T_MOBILE].share


@lru_cache(maxsize=8192)
def _count(text: str) -> int:
    """Count the segments of a text; several rules ask for the same ones."""
    return segments(text).count
