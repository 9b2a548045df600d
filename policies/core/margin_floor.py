"""The ISV's minimum margin."""

from decimal import ROUND_FLOOR, Decimal
from typing import Annotated

from pydantic import Field

from finance import Profit
from policies.core.rule import Parameters

_TENTH = Decimal("0.1")


class MarginFloor(Parameters):
    """The margin floor."""

    percent: Annotated[int, Field(ge=0, le=99)] = 25
    """Minimum gross profit as a percentage of the price, in a month of 31 days in which every message is sent."""


def below(profit: Profit, floor: MarginFloor) -> str | None:
    """Return a message if the margin is below the floor, else None."""
    if 100 * profit.gross_profit >= floor.percent * profit.revenue:
        return None
    sign = "-" if profit.gross_profit < 0 else ""
    left = f"{sign}${abs(profit.gross_profit):,.2f} of ${profit.revenue:,.2f} a month"
    share = "" if profit.percent is None else f" ({profit.percent.quantize(_TENTH, ROUND_FLOOR)} %)"
    return f"the margin at full use is {left}{share}, below the floor of {floor.percent} %"
