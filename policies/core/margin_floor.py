"""The ISV's minimum margin."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from finance import DAYS, Profit
from finance.figures import dollars, of_profit, percent
from policies.core.rule import Parameters
from tenants.model import Package


class MarginFloor(Parameters):
    """The margin floor."""

    percent: Annotated[int, Field(ge=0, le=99)] = 25
    """Minimum gross profit as a percentage of the price, in a month of 31 days in which every message is sent."""


def below(profit: Profit, floor: MarginFloor, package: Package) -> str | None:
    """Return a message if the margin is below the floor, or a trial costs more than it may, else None."""
    if package.trial:
        cost, highest = profit.cost * package.trial.days / DAYS + profit.once, package.trial.highest_cost
        if cost <= highest:
            return None
        just = "just " if f"{cost:.2f}" == f"{highest:.2f}" else ""
        shown_cost, shown_highest = dollars(f"{cost:.2f}"), dollars(f"{highest:.2f}")
        return f"a trial costs {shown_cost} if every message is sent, {just}above its highest cost, {shown_highest}"
    if 100 * profit.gross_profit >= floor.percent * profit.revenue:
        return None
    shown = of_profit(profit)
    left = f"{dollars(shown['gross_profit'])} of {dollars(shown['revenue'])} a month"
    share = f" ({percent(shown['margin_percent'])})" if profit.revenue else ""
    rounds_to_floor = profit.revenue and Decimal(shown["margin_percent"]) >= floor.percent
    below_floor = f"{'just ' if rounds_to_floor else ''}below the floor of {floor.percent} %"
    return f"the margin at full use is {left}{share}, {below_floor}"
