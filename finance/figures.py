"""Margins as they are shown, to people and to machines: each amount rounded once, to the cent, half a cent up.

Line amounts are rounded one by one, so that a total may differ by a cent from the sum of its lines. Gross profit is
the shown revenue less the shown cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from finance import DAYS, VOLUME_DISCOUNT_ABOVE, Line, Margin, Profit, WhatIf, total

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")
CEILING = (
    f"above {VOLUME_DISCOUNT_ABOVE:,} messages a month Twilio charges less for each: the cost of messages is a ceiling"
)


@dataclass(frozen=True)
class Comparison:
    """What is so today, and what would be.

    Attributes:
        name: Id of the tenant, or of the package where it is about none.
        today: As the files say.
        supposed: As is supposed; none where nothing is.
    """

    name: str
    today: Margin
    supposed: Margin | None


def one(key: str, comparison: Comparison, what_if: WhatIf) -> dict[str, Any]:
    """Give the figures of one tenant or package; `key` says which of the two it is."""
    return {
        "days": DAYS,
        "what_if": str(what_if) or None,
        key: comparison.name,
        "today": of_margin(comparison.today),
        "supposed": comparison.supposed and of_margin(comparison.supposed),
    }


def many(comparisons: Sequence[Comparison], what_if: WhatIf, not_counted: Sequence[str]) -> dict[str, Any]:
    """Give the figures of all tenants and their total; those that left are named and not counted."""
    supposed = [each.supposed for each in comparisons if each.supposed]
    return {
        "days": DAYS,
        "what_if": str(what_if) or None,
        "tenants": [
            {
                "tenant": each.name,
                "today": of_margin(each.today),
                "supposed": each.supposed and of_margin(each.supposed),
            }
            for each in comparisons
        ],
        "total": {
            "today": of_profit(total(each.today for each in comparisons)),
            "supposed": of_profit(total(supposed)) if what_if else None,
        },
        "not_counted": list(not_counted),
    }


def of_margin(margin: Margin) -> dict[str, Any]:
    """Give the figures of one margin, with the lines they are made of."""
    return {
        "package": margin.package,
        "messages_per_day": margin.use.messages_per_day,
        "segments_per_message": margin.use.segments,
        "longest_template": margin.template,
        **of_profit(margin),
        "monthly": [_of_line(line) for line in margin.goods.monthly],
        "once": [_of_line(line) for line in margin.goods.once],
    }


def of_profit(profit: Profit) -> dict[str, Any]:
    """Give what is earned, what is paid for it and what is left."""
    percent = profit.percent
    return {
        "messages": profit.messages,
        "revenue": _cents(profit.revenue),
        "cost": _cents(profit.cost),
        "gross_profit": str(Decimal(_cents(profit.revenue)) - Decimal(_cents(profit.cost))),
        "margin_percent": None if percent is None else str(percent.quantize(_TENTH, ROUND_HALF_UP)),
        "one_off": _cents(profit.once),
        "months_to_earn_back": profit.months_to_earn_back,
        "cost_is_ceiling": profit.is_ceiling,
    }


def dollars(amount: str) -> str:
    """Show an amount."""
    return f"{'-' if amount.startswith('-') else ''}${Decimal(amount.removeprefix('-')):,}"


def percent(figure: str | None) -> str:
    """Show a margin; there is none without revenue."""
    return "none" if figure is None else f"{figure} %"


def _of_line(line: Line) -> dict[str, Any]:
    return {
        "what": line.what,
        "quantity": _plain(line.quantity),
        "unit": line.unit,
        "unit_price": str(line.unit_price),
        "amount": _cents(line.amount),
        "price_of": None if line.read is None else line.read.isoformat(),
    }


def _cents(amount: Decimal) -> str:
    return str(amount.quantize(_CENT, ROUND_HALF_UP))


def _plain(number: Decimal) -> str:
    """Write a number without zeros behind the point: 449.50 as 449.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
