"""Cost of goods sold (COGS): what Twilio and the carriers charge for one tenant that uses its full allowance.

The figure is for the most expensive month that a package allows: 31 days, every message of the allowance sent, each
as long as the tenant's longest template with the longest value of each placeholder, and all to the dearest of the
countries that the tenant texts. Real months cost less. Inbound messages and the ISV's staff are not
included.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenants.model import BrandKind, Carrier, NumberType, PriceBook, PriceEntry, UseCase
from tenants.model.catalogue.price_book import NOTHING

DAYS = 31
"""Days in the month: the longest there is."""

VOLUME_DISCOUNT_ABOVE = 150_000
"""Messages per month above which Twilio charges less per message. The price book's price is then an upper bound.

Source: https://www.twilio.com/en-us/sms/pricing/us as quoted by third parties in 2026. Twilio counts the messages of
an account by number type.
"""


class Charge(StrEnum):
    """What Twilio and the carriers charge for. A month at full use has the first four."""

    MESSAGES = "messages"
    CARRIER_FEES = "carrier fees"
    CAMPAIGN = "campaign"
    PHONE_NUMBERS = "phone numbers"
    INBOUND = "inbound messages"
    FAILED = "failed messages"
    REGISTRATION = "registration"
    OTHER = "other charges"


@dataclass(frozen=True)
class Use:
    """What is sent and how it is registered: everything the cost depends on.

    Attributes:
        messages_per_day: Messages sent per day.
        segments: Segments per message.
        phone_numbers: How many local numbers it sends from.
        brand_kind: How the brand is registered; None if it has none.
        use_case: The campaign's use case; None if it has none.
        mock: Whether the brand is a mock brand: neither it nor its campaign costs anything.
        vetted_apart: Whether the brand has a vetting that is charged separately.
        toll_free_numbers: How many toll-free numbers it sends from.
        international: Country and type of each number outside the US that it sends from.
        destinations: The other countries that it texts.
    """

    messages_per_day: int
    segments: int
    phone_numbers: int
    brand_kind: BrandKind | None
    use_case: UseCase | None
    mock: bool = False
    vetted_apart: bool = False
    toll_free_numbers: int = 0
    international: tuple[tuple[str, NumberType], ...] = ()
    destinations: tuple[str, ...] = ()

    @property
    def sends_in_us(self) -> bool:
        """Whether it has a sender for messages to the US."""
        return bool(self.phone_numbers or self.toll_free_numbers or not self.international)

    @property
    def messages(self) -> int:
        """Messages per month."""
        return self.messages_per_day * DAYS


@dataclass(frozen=True)
class Line:
    """One item on the bill.

    Attributes:
        what: What it is, such as `carrier fee, AT&T`.
        quantity: How many. A carrier's share of the segments may be a fraction.
        unit: The unit, in the singular.
        unit_price: US dollars per unit.
        read: The day the price was last checked; None for a what-if price.
        charge: What it is charged for.
    """

    what: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    read: dt.date | None
    charge: Charge = Charge.MESSAGES

    @property
    def amount(self) -> Decimal:
        """US dollars, not rounded."""
        return self.quantity * self.unit_price


@dataclass(frozen=True)
class CostOfGoods:
    """What one tenant costs.

    Attributes:
        monthly: Charged every month.
        once: Charged once, at registration.
    """

    monthly: tuple[Line, ...]
    once: tuple[Line, ...]

    @property
    def monthly_total(self) -> Decimal:
        """US dollars per month, not rounded."""
        return sum((line.amount for line in self.monthly), Decimal(0))

    @property
    def once_total(self) -> Decimal:
        """US dollars, one-off, not rounded."""
        return sum((line.amount for line in self.once), Decimal(0))


def cost_of_goods(use: Use, book: PriceBook, message_price: Decimal | None = None) -> CostOfGoods:
    """Return what a month at full use costs, line by line.

    Args:
        use: What is sent and how it is registered.
        book: The prices.
        message_price: Twilio's price per segment in US dollars, to use instead of the price book's.
    """
    return CostOfGoods(tuple(_monthly(use, book, message_price)), tuple(_once(use, book)))


def _monthly(use: Use, book: PriceBook, message_price: Decimal | None) -> Iterator[Line]:
    yield from _messages(use, book, message_price)
    if use.use_case and not use.mock:
        campaigns = book.campaigns
        monthly = campaigns.monthly.get(use.use_case, campaigns.monthly_otherwise)
        yield _line(f"campaign, {use.use_case}", Decimal(1), "campaign", monthly, Charge.CAMPAIGN)
    if use.phone_numbers:
        numbers = Decimal(use.phone_numbers)
        yield _line("phone numbers", numbers, "number", book.phone_numbers.local, Charge.PHONE_NUMBERS)
    if use.toll_free_numbers and book.phone_numbers.toll_free:
        numbers = Decimal(use.toll_free_numbers)
        yield _line("toll-free numbers", numbers, "number", book.phone_numbers.toll_free, Charge.PHONE_NUMBERS)
    for country, number_type in use.international:
        if price := book.phone_numbers.international.get(country, {}).get(number_type):
            what = f"phone number, {country} {number_type}"
            yield _line(what, Decimal(1), "number", price, Charge.PHONE_NUMBERS)


def _messages(use: Use, book: PriceBook, message_price: Decimal | None) -> Iterator[Line]:
    """Yield what all messages cost in the dearest of the countries that they may go to."""
    sent = Decimal(use.messages * use.segments)
    price = book.messages.outbound if message_price is None else None
    messages = Line("messages", sent, "segment", message_price or NOTHING, None)
    if price:
        messages = _line("messages", sent, "segment", price)
    fees = [
        _line(
            f"carrier fee, {carrier.words}",
            sent * book.carriers[carrier].share,
            "segment",
            book.messages.carrier_fees.of(carrier),
            Charge.CARRIER_FEES,
        )
        for carrier in Carrier
    ]
    to_us = [messages, *fees] if use.sends_in_us else []
    countries = dict.fromkeys([*(country for country, _ in use.international), *use.destinations])
    prices = {country: book.messages.international.get(country) for country in countries}
    abroad = [_line(f"messages to {country}", sent, "segment", each) for country, each in prices.items() if each]
    dearest = max(abroad, key=lambda line: line.amount, default=None)
    if dearest and dearest.amount > sum((line.amount for line in to_us), NOTHING):
        yield dearest
    else:
        yield from to_us


def _once(use: Use, book: PriceBook) -> Iterator[Line]:
    if use.mock or use.brand_kind is None:
        return
    brands = {
        BrandKind.STANDARD: book.brands.standard,
        BrandKind.LOW_VOLUME_STANDARD: book.brands.low_volume_standard,
        BrandKind.SOLE_PROPRIETOR: book.brands.sole_proprietor,
    }
    yield _line(f"brand, {use.brand_kind}", Decimal(1), "brand", brands[use.brand_kind], Charge.REGISTRATION)
    if use.vetted_apart:
        yield _line("brand vetting", Decimal(1), "vetting", book.brands.vetting, Charge.REGISTRATION)
    yield _line("campaign vetting", Decimal(1), "vetting", book.campaigns.vetting, Charge.REGISTRATION)


def _line(what: str, quantity: Decimal, unit: str, price: PriceEntry, charge: Charge = Charge.MESSAGES) -> Line:
    return Line(what, quantity, unit, price.amount, price.date, charge)
