"""Bar charts by day, as SVG that is part of the page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 120
"""The size of a chart in units of its own; the page scales it."""

_GAP = 0.2
"""The share of a day's width that stays empty."""


@dataclass(frozen=True)
class Bars:
    """The bars of one kind, one for each day, upon those of the kinds before.

    Attributes:
        kind: What they count, such as `delivered`; also their class in the page's style.
        values: One for each day.
    """

    kind: str
    values: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        title: What it shows.
        days: Its days, the first first.
        bars: The kinds of bars, the lowest first.
    """

    title: str
    days: Sequence[dt.date]
    bars: Sequence[Bars]

    @property
    def highest(self) -> int:
        """The highest sum of a day."""
        return max((sum(values) for values in zip(*(each.values for each in self.bars), strict=True)), default=0)

    @property
    def summary(self) -> str:
        """The chart in words. A chart of one kind of bars has its name as the title."""
        single = len(self.bars) == 1
        sums = ", ".join(f"{sum(each.values):,}" + ("" if single else f" {each.kind}") for each in self.bars)
        return f"{self.title}, {self.days[0]:%b %-d} to {self.days[-1]:%b %-d, %Y}: {sums}"

    def paths(self) -> list[tuple[str, str]]:
        """Return the kind of each row of bars, and its path."""
        if not self.highest:
            return []
        width = WIDTH / len(self.days)
        below = [0] * len(self.days)
        found = []
        for each in self.bars:
            parts = []
            for index, value in enumerate(each.values):
                if value:
                    left = (index + _GAP / 2) * width
                    bottom = HEIGHT - HEIGHT * below[index] / self.highest
                    height = HEIGHT * value / self.highest
                    parts.append(f"M{left:.1f} {bottom:.1f}v{-height:.1f}h{width * (1 - _GAP):.1f}v{height:.1f}z")
                    below[index] += value
            found.append((each.kind, "".join(parts)))
        return found
