"""Margins as all reports and rules show them; nothing else rounds them.

Each amount is rounded once, to the cent, half a cent up, and each margin to a tenth of a percent. Lines are rounded one
by one, so a total may differ from the sum of its lines by a cent. Gross profit is the rounded revenue minus the rounded
cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from finance import DAYS, VOLUME_DISCOUNT_ABOVE, Line, LineDifference, Margin, Profit, WhatIf, total

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")
CEILING = (
    f"above {VOLUME_DISCOUNT_ABOVE:,} messages a month Twilio charges less per message: this cost is an upper bound"
)


@dataclass(frozen=True)
class Comparison:
    """A margin today, and the same margin under a what-if.

    Attributes:
        name: The tenant's id, or the package's id.
        today: The margin by the files.
        supposed: The margin under the what-if; None without one.
    """

    name: str
    today: Margin
    supposed: Margin | None


def one(key: str, comparison: Comparison, what_if: WhatIf) -> dict[str, Any]:
    """Return the figures of one tenant or package; `key` is `tenant` or `package`."""
    return {
        "days": DAYS,
        "what_if": str(what_if) or None,
        key: comparison.name,
        "today": of_margin(comparison.today),
        "supposed": comparison.supposed and of_margin(comparison.supposed),
    }


def many(comparisons: Sequence[Comparison], what_if: WhatIf, not_counted: Sequence[str]) -> dict[str, Any]:
    """Return the figures of all tenants and their total. Closed tenants are listed, not counted."""
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
    """Return the figures of one margin, with its lines."""
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
    """Return revenue, cost and gross profit."""
    percent = profit.percent
    return {
        "messages": profit.messages,
        "revenue": cents(profit.revenue),
        "cost": cents(profit.cost),
        "gross_profit": str(Decimal(cents(profit.revenue)) - Decimal(cents(profit.cost))),
        "margin_percent": None if percent is None else str(percent.quantize(_TENTH, ROUND_HALF_UP)),
        "one_off": cents(profit.once),
        "months_to_earn_back": profit.months_to_earn_back,
        "cost_is_ceiling": profit.is_ceiling,
    }


def of_difference(line: LineDifference) -> dict[str, Any]:
    """Return one charge at full use and as it was. The difference is that of the rounded amounts."""
    full, used = cents(line.full_amount), cents(line.used.amount)
    return {
        "charge": line.charge.value,
        "full_use_quantity": plain(line.full_quantity),
        "full_use": full,
        "used_quantity": plain(line.used.quantity),
        "used": used,
        "difference": str(Decimal(used) - Decimal(full)),
        "source": "Twilio" if line.used.is_billed else "price book",
        "reason": line.reason,
    }


def dollars(amount: str) -> str:
    """Return an amount as shown: `-$1,234.50`."""
    return f"{'-' if amount.startswith('-') else ''}${Decimal(amount.removeprefix('-')):,}"


def percent(figure: str | None) -> str:
    """Return a margin as shown; `none` without revenue."""
    return "none" if figure is None else f"{figure} %"


def cents(amount: Decimal) -> str:
    """Return an amount in US dollars, rounded to the cent, half a cent up."""
    return str(amount.quantize(_CENT, ROUND_HALF_UP))


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros: 449.5 for 449.50."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_line(line: Line) -> dict[str, Any]:
    return {
        "what": line.what,
        "quantity": plain(line.quantity),
        "unit": line.unit,
        "unit_price": str(line.unit_price),
        "amount": cents(line.amount),
        "price_of": None if line.read is None else line.read.isoformat(),
    }
