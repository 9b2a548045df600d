"""Revenue and cost of a pull request: for each tenant whose margin changes, and for the ISV as a whole."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from finance import Margin, Profit, margin_of_tenant, total
from finance.figures import dollars, of_profit, percent
from finance.segments import segments
from owl.previews import Preview
from owl.records import ToBeBought
from owl.review.side import Side
from tenants.model import Price, State, Tenants


@dataclass(frozen=True)
class MarginChange:
    """The change of each of the tenants that have the same figures.

    Attributes:
        tenants: Their ids, sorted.
        revenue: Per month, before and after.
        cost: Per month at full use, before and after.
        margin: In percent of revenue, before and after.
        segments: Per message, before and after, with the encoding.
        once: The one-time cost, if any.
    """

    tenants: tuple[str, ...]
    revenue: str
    cost: str
    margin: str
    segments: str
    once: str


@dataclass(frozen=True)
class Purchases:
    """What a stack still has to buy.

    Attributes:
        stack: The stack.
        total: The sum.
        may_be_there: Whether the account may have it already, so that it costs nothing more.
    """

    stack: str
    total: str
    may_be_there: bool


@dataclass(frozen=True)
class Difference:
    """What changes over all tenants: amounts with their signs, such as `+$149.00`; empty where nothing changes.

    Attributes:
        revenue: Per month.
        cost: Per month at full use.
        once: One-time cost.
    """

    revenue: str = ""
    cost: str = ""
    once: str = ""


@dataclass(frozen=True)
class Money:
    """What changes.

    Attributes:
        rows: The changes of tenants.
        whole: The change of the ISV, over all tenants that are not closed; None if it can't be computed.
        difference: The same as differences.
        of_customers: Whether the margin of an existing tenant changes.
        bought: What each stack still has to buy, or may have to.
    """

    rows: tuple[MarginChange, ...] = ()
    whole: MarginChange | None = None
    difference: Difference = Difference()
    of_customers: bool = False
    bought: tuple[Purchases, ...] = ()


@dataclass(frozen=True)
class _Figures:
    """A month at full use, in words."""

    revenue: str = "none"
    cost: str = "none"
    margin: str = "none"
    segments: str = ""


def money(base: Side, head: Side, previews: Iterable[Preview], again: Mapping[str, Price]) -> Money:
    """Compare the figures.

    Args:
        base: The project as it was.
        head: As it would be.
        previews: What the engine would do with the head.
        again: What tenants pay again for replaced resources.
    """
    bought = tuple(
        Purchases(preview.stack, each.record.total, each.record.may_be_there)
        for preview in previews
        for each in preview.diagnostics
        if isinstance(each.record, ToBeBought)
    )
    if base.tenants is None or head.tenants is None:
        return Money(bought=bought)
    unread = (base.ids - set(base.by_id)) | (head.ids - set(head.by_id))
    before, after = _margins(base.tenants, unread), _margins(head.tenants, unread)
    found: dict[tuple[_Figures, _Figures, Decimal], list[str]] = {}
    for tenant in sorted({*before, *after}):
        old = _figures(before[tenant], _segments(before[tenant], base.tenants)) if tenant in before else _Figures()
        new = _figures(after[tenant], _segments(after[tenant], head.tenants)) if tenant in after else _Figures()
        first = after[tenant].once if tenant in after and tenant not in before else Decimal(0)
        once = first + again.get(tenant, Price()).once
        if old != new or once:
            found.setdefault((old, new, once), []).append(tenant)
    paid = sum((once * len(names) for (_, _, once), names in found.items()), Decimal(0))
    return Money(
        rows=tuple(_row(names, *figures) for figures, names in found.items()),
        whole=_row([], _figures(total(before.values())), _figures(total(after.values())), paid),
        difference=_difference(total(before.values()), total(after.values()), paid),
        bought=bought,
        of_customers=any(_Figures() not in {old, new} and old != new for old, new, _ in found),
    )


def _difference(before: Profit, after: Profit, once: Decimal) -> Difference:
    """Return the differences of the amounts as they are shown, so that they agree with the table."""
    old, new = of_profit(before), of_profit(after)
    revenue, cost = (_signed(Decimal(new[each]) - Decimal(old[each])) for each in ("revenue", "cost"))
    return Difference(revenue, cost, _signed(once))


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else ''}{dollars(f'{amount:.2f}')}" if amount else ""


def _margins(tenants: Tenants, unread: Collection[str]) -> dict[str, Margin]:
    """Return the margin of each tenant that can be read on both sides and is not closed."""
    counted = (each for each in tenants if each.state is not State.CLOSED and each.id not in unread)
    return {tenant.id: margin_of_tenant(tenant, tenants) for tenant in counted}


def _figures(profit: Profit, count: str = "") -> _Figures:
    shown = of_profit(profit)
    return _Figures(dollars(shown["revenue"]), dollars(shown["cost"]), percent(shown["margin_percent"]), count)


def _segments(margin: Margin, tenants: Tenants) -> str:
    """Return how many segments each message takes, and in which encoding."""
    template = tenants.templates.get(margin.template or "")
    encoding = f" ({segments(template.longest_for(None)).encoding})" if template else ""
    return f"{margin.use.segments}{encoding}"


def _row(names: Iterable[str], old: _Figures, new: _Figures, once: Decimal) -> MarginChange:
    return MarginChange(
        tenants=tuple(names),
        revenue=_both(old.revenue, new.revenue),
        cost=_both(old.cost, new.cost),
        margin=_both(old.margin, new.margin),
        segments=_both(old.segments, new.segments),
        once=dollars(f"{once:.2f}") if once else "",
    )


def _both(old: str, new: str) -> str:
    return new if old in {new, ""} else old if not new else f"{old} → {new}"
