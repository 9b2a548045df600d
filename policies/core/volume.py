"""A tenant's volume: its daily allowance in segments, and the carriers' limits."""

import unicodedata
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from finance import segments
from finance.segments import outside_gsm_7
from policies.core.rule import Parameters
from tenants.model import BrandKind, Carrier, Template, Tenant, Tenants, UseCase

AtLeastOne = Annotated[int, Field(ge=1)]


class CarrierLimits(Parameters):
    """Carrier limits in segments, by default T-Mobile's daily caps.

    For each type of brand: https://support.twilio.com/hc/en-us/articles/1260804800549, and third parties' reading of
    Twilio's documentation in June 2026.
    """

    sole_proprietor: AtLeastOne = 1_000
    """Limit for sole proprietors."""

    low_volume: AtLeastOne = 2_000
    """Limit for low-volume standard brands, and for campaigns with the use case LOW_VOLUME."""

    standard: AtLeastOne = 2_000
    """Limit for standard brands: that of the lowest trust score, because the score is unknown before registration."""

    def of(self, tenant: Tenant) -> tuple[int, str]:
        """Return a tenant's limit, and a description of what it applies to."""
        if tenant.is_sole_proprietor:
            return self.sole_proprietor, "a sole proprietor"
        kind = tenant.brand.kind if tenant.brand else None
        use_case = tenant.campaign.use_case if tenant.campaign else None
        if kind is BrandKind.LOW_VOLUME_STANDARD or use_case is UseCase.LOW_VOLUME:
            return self.low_volume, "a low-volume brand or campaign"
        return self.standard, "a standard brand with the lowest trust score"


def longest_segments(template: Template, shop: str) -> int:
    """Return the number of segments of a template with a shop's name and the longest value of each placeholder."""
    return segments(template.longest_for(shop)).count


def in_gsm_7(name: str) -> str:
    """Return a name with each character that GSM-7 lacks replaced by the letter that it is made from."""
    letters = (
        unicodedata.normalize("NFKD", each).encode("ascii", "ignore").decode() if outside_gsm_7(each) else each
        for each in name
    )
    return "".join(letters).strip()


def segments_per_day(tenant: Tenant, tenants: Tenants) -> int:
    """Return the segments of a day that uses the full allowance, all messages as long as the longest template."""
    longest = max(longest_segments(each, tenant.name) for each in tenants.templates_of(tenant).values())
    return tenants.package_of(tenant).messages_per_day * longest


def to_t_mobile(segments_a_day: int, tenants: Tenants) -> Decimal:
    """Return the segments that T-Mobile delivers, by its share in the price book."""
    return segments_a_day * tenants.price_book.carriers[Carrier.T_MOBILE].share
