"""What Twilio and the carriers charge: each price with its day and its source."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import pydantic
from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from tenants.model.sections.brand import BrandKind
from tenants.model.sections.campaign import UseCase
from tenants.model.sections.field_types import Date, Share, Text, UsDollars, refused
from tenants.model.yaml_files.base_model import BaseModel
from tenants.model.yaml_files.finding import Location, shown_location

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


class Carrier(StrEnum):
    """A carrier of the US that charges for messages to its customers."""

    ATT = "att"
    T_MOBILE = "t_mobile"
    US_CELLULAR = "us_cellular"
    VERIZON = "verizon"

    @property
    def words(self) -> str:
        """What people call it."""
        return _CARRIERS[self]


_CARRIERS = {
    Carrier.ATT: "AT&T",
    Carrier.T_MOBILE: "T-Mobile",
    Carrier.US_CELLULAR: "US Cellular",
    Carrier.VERIZON: "Verizon",
}


class SourcedFigure(BaseModel):
    """A figure that somebody else sets or measured, and who says so."""

    date: Date
    """The day on which the source was right. Prices change: read it again before quoting."""

    review_after: Date
    """The day after which it is not to be relied on any more without having been read again."""

    source: Text

    @field_validator("review_after")
    @classmethod
    def _later_than_read(cls, review_after: dt.date, info: ValidationInfo) -> dt.date:
        read = info.data.get("date")
        if read and review_after <= read:
            raise refused(f"{review_after} is not later than {read}, when it was read", "write a later day")
        return review_after


class PriceEntry(SourcedFigure):
    """A price."""

    amount: UsDollars


class OneTimePrice(PriceEntry):
    """Charged when something is made or done."""

    unit: Literal["once"]


class MonthlyPrice(PriceEntry):
    """Charged for each month that something exists."""

    unit: Literal["month"]


class SegmentPrice(PriceEntry):
    """Charged for each segment of a message: 160 characters, or 153 where there are several.

    See https://www.twilio.com/docs/glossary/what-sms-character-limit.
    """

    unit: Literal["segment"]


class MessagePrice(PriceEntry):
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

    def of(self, carrier: Carrier) -> SegmentPrice:
        """What this carrier charges."""
        fee: SegmentPrice = getattr(self, carrier.value)
        return fee


class CarrierShare(SourcedFigure):
    """Which part of the messages a carrier is expected to deliver."""

    share: Share


def _whole(shares: dict[Carrier, CarrierShare]) -> dict[Carrier, CarrierShare]:
    missing = [carrier.value for carrier in Carrier if carrier not in shares]
    if missing:
        raise refused(f"without a share: {', '.join(missing)}", "give every carrier its share, if need be '0'")
    total = sum((each.share for each in shares.values()), NOTHING)
    if total != 1:
        raise refused(f"the shares add up to {total}, not to 1", "correct them: every message has one carrier")
    return shares


CarrierShares = Annotated[dict[Annotated[Carrier, Field(strict=False)], CarrierShare], AfterValidator(_whole)]
"""Every carrier's part of the messages; together exactly all of them."""


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
    carriers: CarrierShares

    def overdue(self, today: dt.date) -> list[tuple[str, SourcedFigure]]:
        """List what was not read again in time, each with its path in the file, such as `brands.standard`."""
        return [(path, entry) for path, entry in _entries(self, ()) if entry.review_after < today]

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


def _entries(value: object, location: Location) -> Iterator[tuple[str, SourcedFigure]]:
    """Go through all that has a source, in the order of the file."""
    inner: Iterable[tuple[str, object]] = ()
    if isinstance(value, SourcedFigure):
        yield shown_location(location), value
    elif isinstance(value, pydantic.BaseModel):
        inner = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, dict):
        inner = value.items()
    for name, below in inner:
        yield from _entries(below, (*location, str(name)))
