"""A month as it was: what Twilio billed for a tenant, beside the month at full use that its margin was sold by.

Twilio's usage records have what was used and what it cost. A charge that they don't have, because Twilio bills it later
or to another account, is calculated from the price book instead, and marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from finance.cost_of_goods import Charge
from finance.margin import Margin, Profit
from tenants.model import Carrier, PriceBook

_UNIT = Decimal("0.0001")
"""What unit prices are compared by: Twilio's prices have four decimals."""


@dataclass(frozen=True)
class Billed:
    """What Twilio billed for one charge.

    Attributes:
        count: How many, such as messages.
        usage: How much in the unit that is billed, such as segments.
        price: US dollars, not rounded.
    """

    count: Decimal = Decimal()
    usage: Decimal = Decimal()
    price: Decimal = Decimal()


@dataclass(frozen=True)
class MonthUsage:
    """What a tenant used in a month, as Twilio counted it.

    Attributes:
        billed: By charge; without `OTHER`.
        total: All that Twilio billed, in US dollars.
    """

    billed: Mapping[Charge, Billed]
    total: Decimal

    def of(self, charge: Charge) -> Billed:
        """Return what was billed for a charge."""
        return self.billed.get(charge, Billed())


@dataclass(frozen=True)
class UsedCharge:
    """One charge of the month as it was.

    Attributes:
        quantity: How much was used.
        amount: US dollars, not rounded.
        is_billed: Whether Twilio billed it. If not, it is calculated from the price book.
    """

    quantity: Decimal
    amount: Decimal
    is_billed: bool


@dataclass(frozen=True)
class UsedMonth(Profit):
    """Revenue and cost of a month as it was.

    Attributes:
        charges: The cost by charge.
        billed: All that Twilio billed, in US dollars.
    """

    charges: Mapping[Charge, UsedCharge]
    billed: Decimal

    @property
    def is_ceiling(self) -> bool:
        """Never: a volume discount is in what Twilio billed."""
        return False


@dataclass(frozen=True)
class LineDifference:
    """One charge at full use, as it was, and why they differ.

    Attributes:
        charge: The charge.
        full_quantity: How much a month at full use has.
        full_amount: What that costs in US dollars, not rounded.
        used: The charge as it was.
        reason: Why the amounts differ.
    """

    charge: Charge
    full_quantity: Decimal
    full_amount: Decimal
    used: UsedCharge
    reason: str


def month_as_it_was(margin: Margin, usage: MonthUsage, book: PriceBook) -> UsedMonth:
    """Return a tenant's month.

    Args:
        margin: The margin it was sold by.
        usage: What it used.
        book: The prices of charges that Twilio did not bill.
    """
    full = _full(margin)
    charges: dict[Charge, UsedCharge] = {}
    for charge in Charge:
        found = usage.of(charge)
        if charge is Charge.OTHER:
            rest = usage.total - sum((each.price for each in usage.billed.values()), Decimal())
            charges[charge] = UsedCharge(Decimal(), rest, is_billed=True)
        elif found.price or charge not in full or charge is Charge.MESSAGES:
            charges[charge] = UsedCharge(found.usage, found.price, is_billed=True)
        elif charge is Charge.CARRIER_FEES:
            segments = usage.of(Charge.MESSAGES).usage
            charges[charge] = UsedCharge(segments, segments * _fee(book), is_billed=not segments)
        else:
            charges[charge] = UsedCharge(*full[charge], is_billed=False)
    return UsedMonth(
        messages=int(usage.of(Charge.MESSAGES).count),
        revenue=margin.revenue,
        cost=sum((each.amount for each in charges.values()), Decimal()),
        once=margin.once,
        charges=charges,
        billed=usage.total,
    )


def differences(margin: Margin, month: UsedMonth) -> list[LineDifference]:
    """Return the difference between the month at full use and the month as it was, line by line.

    Lines without any amount are left out.
    """
    full = _full(margin)
    found = []
    for charge, used in month.charges.items():
        quantity, amount = full.get(charge, (Decimal(), Decimal()))
        if charge in full or used.amount:
            found.append(LineDifference(charge, quantity, amount, used, _reason(charge, quantity, amount, used)))
    return found


def _full(margin: Margin) -> dict[Charge, tuple[Decimal, Decimal]]:
    """Return quantity and amount of each charge at full use; the carriers' fees, a line each, are one charge."""
    found: dict[Charge, tuple[Decimal, Decimal]] = {}
    for line in margin.goods.monthly:
        quantity, amount = found.get(line.charge, (Decimal(), Decimal()))
        found[line.charge] = quantity + line.quantity, amount + line.amount
    return found


def _fee(book: PriceBook) -> Decimal:
    """Return the carriers' fee for a segment, each carrier by its share."""
    fees = (book.carriers[each].share * book.messages.carrier_fees.of(each).amount for each in Carrier)
    return sum(fees, Decimal())


def _reason(charge: Charge, quantity: Decimal, amount: Decimal, used: UsedCharge) -> str:
    if charge is Charge.OTHER:
        return "billed by Twilio for what the price book doesn't count"
    if charge is Charge.REGISTRATION:
        return "charged once, so not in a month at full use"
    if not quantity:
        return "not counted in a month at full use"
    return ", ".join(_reasons(charge, quantity, amount, used))


def _reasons(charge: Charge, quantity: Decimal, amount: Decimal, used: UsedCharge) -> Iterator[str]:
    is_sent = charge in {Charge.MESSAGES, Charge.CARRIER_FEES}
    if is_sent:
        yield f"{used.quantity.normalize():,f} of {quantity.normalize():,f} segments sent"
    if not used.is_billed:
        yield "price book: Twilio has billed none"
    elif is_sent and used.quantity:
        paid, planned = used.amount / used.quantity, amount / quantity
        if abs(paid - planned) >= _UNIT / 2:
            yield f"${paid.quantize(_UNIT)} instead of ${planned.quantize(_UNIT)} a segment"
    elif not is_sent and used.amount == amount:
        yield "as planned"
    elif not is_sent and used.quantity != quantity:
        yield f"{used.quantity.normalize():,f} billed instead of {quantity.normalize():,f}"
    elif not is_sent:
        yield "another price than in the price book"
