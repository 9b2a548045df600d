"""Cost of goods sold: what Twilio and the carriers charge for one tenant that uses its package to the full.

Counted is the worst month that was sold: 31 days, every message of the allowance sent, each as long as the longest of
the tenant's templates at the longest value of each placeholder. Real months cost less. Not counted are messages that
customers send, which nobody can foresee, and the people of the ISV.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenants.model import BrandKind, Carrier, PriceBook, PriceEntry, UseCase

DAYS = 31
"""Days of the month that is counted: the longest."""

VOLUME_DISCOUNT_ABOVE = 150_000
"""Messages a month from which Twilio charges less for each: the price book's price is then a ceiling.

As others read https://www.twilio.com/en-us/sms/pricing/us in 2026; it counts an account's messages by kind of number.
"""


@dataclass(frozen=True)
class Use:
    """What is sent and how it is registered: all that the cost follows from.

    Attributes:
        messages_per_day: Sent on each day.
        segments: Of each message.
        phone_numbers: Numbers it is sent from.
        brand_kind: How the brand is registered.
        use_case: What the campaign is for.
        mock: The brand is for tests: neither it nor its campaign costs anything.
        vetted_apart: The brand has a vetting that does not come with it.
    """

    messages_per_day: int
    segments: int
    phone_numbers: int
    brand_kind: BrandKind
    use_case: UseCase
    mock: bool = False
    vetted_apart: bool = False

    @property
    def messages(self) -> int:
        """Messages in the month that is counted."""
        return self.messages_per_day * DAYS


@dataclass(frozen=True)
class Line:
    """One thing that is paid for.

    Attributes:
        what: In words.
        quantity: How many; of a carrier's part of the segments it may be a fraction.
        unit: What they are, in the singular.
        unit_price: US dollars for each.
        read: The day on which the price was right; none where it is only supposed.
    """

    what: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    read: dt.date | None

    @property
    def amount(self) -> Decimal:
        """US dollars, exact."""
        return self.quantity * self.unit_price


@dataclass(frozen=True)
class CostOfGoods:
    """What is paid for a tenant.

    Attributes:
        monthly: Each month.
        once: When it is registered.
    """

    monthly: tuple[Line, ...]
    once: tuple[Line, ...]

    @property
    def monthly_total(self) -> Decimal:
        """US dollars a month, exact."""
        return sum((line.amount for line in self.monthly), Decimal(0))

    @property
    def once_total(self) -> Decimal:
        """US dollars once, exact."""
        return sum((line.amount for line in self.once), Decimal(0))


def cost_of_goods(use: Use, book: PriceBook, message_price: Decimal | None = None) -> CostOfGoods:
    """Count what a month at full use costs, line by line.

    Args:
        use: What is sent and how it is registered.
        book: The prices.
        message_price: Twilio's price of a segment, in US dollars, where another than the book's is supposed.
    """
    return CostOfGoods(tuple(_monthly(use, book, message_price)), tuple(_once(use, book)))


def _monthly(use: Use, book: PriceBook, message_price: Decimal | None) -> Iterator[Line]:
    sent = Decimal(use.messages * use.segments)
    if message_price is None:
        yield _line("messages", sent, "segment", book.messages.outbound)
    else:
        yield Line("messages", sent, "segment", message_price, None)
    for carrier in Carrier:
        delivered = sent * book.carriers[carrier].share
        yield _line(f"carrier fee, {carrier.words}", delivered, "segment", book.messages.carrier_fees.of(carrier))
    if not use.mock:
        campaigns = book.campaigns
        monthly = campaigns.monthly.get(use.use_case, campaigns.monthly_otherwise)
        yield _line(f"campaign, {use.use_case}", Decimal(1), "campaign", monthly)
    yield _line("phone numbers", Decimal(use.phone_numbers), "number", book.phone_numbers.local)


def _once(use: Use, book: PriceBook) -> Iterator[Line]:
    if use.mock:
        return
    brands = {
        BrandKind.STANDARD: book.brands.standard,
        BrandKind.LOW_VOLUME_STANDARD: book.brands.low_volume_standard,
        BrandKind.SOLE_PROPRIETOR: book.brands.sole_proprietor,
    }
    yield _line(f"brand, {use.brand_kind}", Decimal(1), "brand", brands[use.brand_kind])
    if use.vetted_apart:
        yield _line("brand vetting", Decimal(1), "vetting", book.brands.vetting)
    yield _line("campaign vetting", Decimal(1), "vetting", book.campaigns.vetting)


def _line(what: str, quantity: Decimal, unit: str, price: PriceEntry) -> Line:
    return Line(what, quantity, unit, price.amount, price.date)
