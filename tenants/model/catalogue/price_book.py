"""The price book: what Twilio and the carriers charge, each price with its date and source."""

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
from tenants.model.sections.field_types import CountryCode, Date, Share, Text, UsDollars, refused
from tenants.model.sections.international_number import NumberType
from tenants.model.yaml_files.base_model import BaseModel
from tenants.model.yaml_files.finding import Location, shown_location

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Price:
    """A price in US dollars.

    Attributes:
        once: Charged once, on creation.
        monthly: Charged for each month of existence.
    """

    once: Decimal = NOTHING
    monthly: Decimal = NOTHING

    def __add__(self, other: "Price") -> "Price":
        """Return the sum of both prices."""
        return Price(self.once + other.once, self.monthly + other.monthly)

    def __str__(self) -> str:
        """Return the price in words, such as `$15.00 once and $10.00 a month`."""
        parts = [f"${amount:,.2f} {how}" for amount, how in ((self.once, "once"), (self.monthly, "a month")) if amount]
        return " and ".join(parts) or "nothing"


class Carrier(StrEnum):
    """A US carrier that charges for messages to its customers."""

    ATT = "att"
    T_MOBILE = "t_mobile"
    US_CELLULAR = "us_cellular"
    VERIZON = "verizon"

    @property
    def words(self) -> str:
        """The carrier's name for people."""
        return _CARRIERS[self]


_CARRIERS = {
    Carrier.ATT: "AT&T",
    Carrier.T_MOBILE: "T-Mobile",
    Carrier.US_CELLULAR: "US Cellular",
    Carrier.VERIZON: "Verizon",
}


class SourcedFigure(BaseModel):
    """A figure set or measured by a third party, with its source."""

    date: Date
    """The day on which the source was read. Prices change: read it again before quoting."""

    review_after: Date
    """The day after which the figure must be checked against the source again."""

    source: Text

    @field_validator("review_after")
    @classmethod
    def _later_than_read(cls, review_after: dt.date, info: ValidationInfo) -> dt.date:
        read = info.data.get("date")
        if read and review_after <= read:
            raise refused(f"{review_after} is not after {read}, the date it was read", "write a later date")
        return review_after


class PriceEntry(SourcedFigure):
    """A price."""

    amount: UsDollars


class OneTimePrice(PriceEntry):
    """Charged once, on creation or for an action."""

    unit: Literal["once"]


class MonthlyPrice(PriceEntry):
    """Charged for each month of existence."""

    unit: Literal["month"]


class SegmentPrice(PriceEntry):
    """Charged for each segment of a message: 160 characters, or 153 if there are several segments.

    See https://www.twilio.com/docs/glossary/what-sms-character-limit.
    """

    unit: Literal["segment"]


class MessagePrice(PriceEntry):
    """Charged for each message, regardless of length."""

    unit: Literal["message"]


class BrandPrices(BaseModel):
    """The prices of registering a brand, by its kind. Charged even if the brand is rejected."""

    standard: OneTimePrice
    """Includes the vetting."""

    low_volume_standard: OneTimePrice
    sole_proprietor: OneTimePrice
    vetting: OneTimePrice
    """The price of a vetting ordered separately."""


class CampaignPrices(BaseModel):
    """The prices of a campaign."""

    vetting: OneTimePrice
    """Charged once per campaign, even if it is edited and resubmitted."""

    monthly: dict[Annotated[UseCase, Field(strict=False)], MonthlyPrice]
    """The prices of use cases that differ from `monthly_otherwise`."""

    monthly_otherwise: MonthlyPrice
    """The price of all other use cases."""


class PhoneNumberPrices(BaseModel):
    """The prices of phone numbers."""

    local: MonthlyPrice
    toll_free: MonthlyPrice | None = None
    """Required as soon as a tenant has a toll-free number."""

    international: dict[CountryCode, dict[Annotated[NumberType, Field(strict=False)], MonthlyPrice]] = Field(
        default_factory=dict
    )
    """Numbers outside the US, by country and type. Required for each number that a tenant has."""


class CarrierFees(BaseModel):
    """Carrier fees for messages, which Twilio passes on."""

    att: SegmentPrice
    t_mobile: SegmentPrice
    us_cellular: SegmentPrice
    verizon: SegmentPrice

    def of(self, carrier: Carrier) -> SegmentPrice:
        """Return this carrier's fee."""
        fee: SegmentPrice = getattr(self, carrier.value)
        return fee


class CarrierShare(SourcedFigure):
    """The share of messages a carrier is expected to deliver."""

    share: Share


def _whole(shares: dict[Carrier, CarrierShare]) -> dict[Carrier, CarrierShare]:
    missing = [carrier.value for carrier in Carrier if carrier not in shares]
    if missing:
        raise refused(f"no share for {', '.join(missing)}", "give every carrier a share; '0' is allowed")
    total = sum((each.share for each in shares.values()), NOTHING)
    if total != 1:
        raise refused(f"the shares add up to {total}, not to 1", "correct them: each message has one carrier")
    return shares


CarrierShares = Annotated[dict[Annotated[Carrier, Field(strict=False)], CarrierShare], AfterValidator(_whole)]
"""Each carrier's share of the messages. The shares add up to 1."""


class MessagePrices(BaseModel):
    """The prices of text messages on local numbers, before the volume discount above 150,000 a month."""

    outbound: SegmentPrice
    inbound: SegmentPrice
    failed: MessagePrice
    """Charged for a message that Twilio could not send."""

    carrier_fees: CarrierFees
    international: dict[CountryCode, SegmentPrice] = Field(default_factory=dict)
    """Messages to other countries, by country, with all fees: the highest price of its carriers. Required for each
    country that a tenant texts but the US, and in which it has a number."""


class PriceBook(BaseModel):
    """The price book file."""

    currency: Literal["USD"]
    brands: BrandPrices
    campaigns: CampaignPrices
    phone_numbers: PhoneNumberPrices
    messages: MessagePrices
    carriers: CarrierShares

    def overdue(self, today: dt.date) -> list[tuple[str, SourcedFigure]]:
        """Return the entries whose review date has passed, each with its path, such as `brands.standard`."""
        return [(path, entry) for path, entry in _entries(self, ()) if entry.review_after < today]

    def brand(self, kind: BrandKind) -> Price:
        """Return the price of a brand of this kind. Mock brands are free, whatever their kind."""
        by_kind = {
            BrandKind.STANDARD: self.brands.standard,
            BrandKind.LOW_VOLUME_STANDARD: self.brands.low_volume_standard,
            BrandKind.SOLE_PROPRIETOR: self.brands.sole_proprietor,
        }
        return Price(once=by_kind[kind].amount)

    @property
    def brand_vetting(self) -> Price:
        """The price of a vetting that is not included in the brand's price."""
        return Price(once=self.brands.vetting.amount)

    def campaign(self, use_case: UseCase) -> Price:
        """Return the price of a campaign with this use case."""
        monthly = self.campaigns.monthly.get(use_case, self.campaigns.monthly_otherwise)
        return Price(once=self.campaigns.vetting.amount, monthly=monthly.amount)

    @property
    def phone_number(self) -> Price:
        """The price of a local phone number."""
        return Price(monthly=self.phone_numbers.local.amount)

    def international_number(self, iso_country: str, number_type: NumberType) -> Price:
        """Return the price of a number outside the US; nothing if the book has none."""
        found = self.phone_numbers.international.get(iso_country, {}).get(number_type)
        return Price(monthly=found.amount) if found else Price()

    @property
    def toll_free_number(self) -> Price:
        """The price of a toll-free number; nothing if the book has none."""
        toll_free = self.phone_numbers.toll_free
        return Price(monthly=toll_free.amount) if toll_free else Price()


def _entries(value: object, location: Location) -> Iterator[tuple[str, SourcedFigure]]:
    """Yield every entry with its path, in file order."""
    inner: Iterable[tuple[str, object]] = ()
    if isinstance(value, SourcedFigure):
        yield shown_location(location), value
    elif isinstance(value, pydantic.BaseModel):
        inner = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, dict):
        inner = value.items()
    for name, below in inner:
        yield from _entries(below, (*location, str(name)))
