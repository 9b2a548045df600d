"""What Twilio and the carriers charge: each price with its day and its source."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from tenants.base_model import BaseModel
from tenants.brand import BrandKind
from tenants.campaign import UseCase
from tenants.field_types import Date, Text, UsDollars

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Price:
    """What something costs, in US dollars.

    Attributes:
        once: When it is made.
        monthly: For each month it exists.
    """

    once: Decimal = NOTHING
    monthly: Decimal = NOTHING

    def __add__(self, other: "Price") -> "Price":
        """Give what both cost together."""
        return Price(self.once + other.once, self.monthly + other.monthly)

    def __str__(self) -> str:
        """Say it in words, such as `$15.00 once and $10.00 a month`."""
        parts = [f"${amount:,.2f} {how}" for amount, how in ((self.once, "once"), (self.monthly, "a month")) if amount]
        return " and ".join(parts) or "nothing"


class Entry(BaseModel):
    """A price, and who says so."""

    amount: UsDollars
    date: Date
    """The day on which the source was right. Prices change: read it again before quoting."""

    source: Text


class OneTimePrice(Entry):
    """Charged when something is made or done."""

    unit: Literal["once"]


class MonthlyPrice(Entry):
    """Charged for each month that something exists."""

    unit: Literal["month"]


class SegmentPrice(Entry):
    """Charged for each segment of a message: 160 characters, or 153 where there are several.

    See https://www.twilio.com/docs/glossary/what-sms-character-limit.
    """

    unit: Literal["segment"]


class MessagePrice(Entry):
    """Charged for each message, however long."""

    unit: Literal["message"]


class BrandPrices(BaseModel):
    """Prices of registering a brand, by its kind. Charged even where the brand is rejected."""

    standard: OneTimePrice
    """With the vetting, which comes with it."""

    low_volume_standard: OneTimePrice
    sole_proprietor: OneTimePrice
    vetting: OneTimePrice
    """Of a vetting ordered by itself."""


class CampaignPrices(BaseModel):
    """Prices of a campaign."""

    vetting: OneTimePrice
    """Once for each campaign, however often it is edited and submitted again."""

    monthly: dict[Annotated[UseCase, Field(strict=False)], MonthlyPrice]
    """Of the use cases that have a price of their own."""

    monthly_otherwise: MonthlyPrice
    """Of all others."""


class PhoneNumberPrices(BaseModel):
    """Prices of phone numbers."""

    local: MonthlyPrice


class CarrierFees(BaseModel):
    """What carriers charge for a message that reaches them, which Twilio passes on."""

    att: SegmentPrice
    t_mobile: SegmentPrice
    us_cellular: SegmentPrice
    verizon: SegmentPrice


class MessagePrices(BaseModel):
    """Prices of text messages on local numbers, before the volume discount above 150,000 a month."""

    outbound: SegmentPrice
    inbound: SegmentPrice
    failed: MessagePrice
    """Of a message that Twilio could not pass on."""

    carrier_fees: CarrierFees


class PriceBook(BaseModel):
    """The file of prices."""

    currency: Literal["USD"]
    brands: BrandPrices
    campaigns: CampaignPrices
    phone_numbers: PhoneNumberPrices
    messages: MessagePrices

    def brand(self, kind: BrandKind) -> Price:
        """What a brand of this kind costs, unless it is a mock one, which is free."""
        by_kind = {
            BrandKind.STANDARD: self.brands.standard,
            BrandKind.LOW_VOLUME_STANDARD: self.brands.low_volume_standard,
            BrandKind.SOLE_PROPRIETOR: self.brands.sole_proprietor,
        }
        return Price(once=by_kind[kind].amount)

    @property
    def brand_vetting(self) -> Price:
        """What vetting a brand costs where it does not come with the brand."""
        return Price(once=self.brands.vetting.amount)

    def campaign(self, use_case: UseCase) -> Price:
        """What a campaign with this use case costs."""
        monthly = self.campaigns.monthly.get(use_case, self.campaigns.monthly_otherwise)
        return Price(once=self.campaigns.vetting.amount, monthly=monthly.amount)

    @property
    def phone_number(self) -> Price:
        """What a local phone number costs."""
        return Price(monthly=self.phone_numbers.local.amount)
