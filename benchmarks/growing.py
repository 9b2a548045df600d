"""Compute what growth takes where it can't be run: Twilio's pace and limits, reviews, and runs of many cells.

    python benchmarks/growing.py

Every figure in `MEASURED` was measured (`docs/growing.md` says when and on what), no figure in `ASSUMED` was: change
those to yours. The table is simple arithmetic, so that anybody can follow it.
"""

from dataclasses import dataclass
from math import ceil

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Measured:
    """What one tenant takes, as measured with 200 tenants in 8 cells."""

    cpu_first: float = 0.63
    """CPU seconds of its first run."""

    cpu_unchanged: float = 0.26
    """CPU seconds of a run in which nothing changes."""

    cpu_drift: float = 0.31
    """CPU seconds of a check for drift."""

    calls_first: float = 31.5
    calls_drift: float = 24.1
    state_kilobytes: float = 71
    megabytes_of_a_run: float = 560
    """Memory of a run of a cell of 25 tenants; it grows by about 5 MB a tenant."""

    megabytes_a_tenant: float = 5


@dataclass(frozen=True)
class Assumed:
    """What Twilio documents, or what is assumed."""

    registrations: int = 2
    """Paced calls a tenant: a brand and a campaign."""

    seconds_a_registration: float = 1.0
    """Twilio asks an ISV for one a second at most."""

    seconds_a_call: float = 0.15
    calls_at_a_time: int = 50
    """Calls that one parent account may have under way. Twilio publishes no figure."""

    subaccounts: int = 1_000
    """The limit of a parent account until Twilio Support raises it."""

    review_days: int = 22
    """Brand (7 days) and campaign (15), one after the other."""

    reviews_a_day: int = 50
    """New tenants that carriers and your own people get through in a day."""


MEASURED, ASSUMED = Measured(), Assumed()
TENANTS_A_CELL = 100
SIZES = (7, 100, 300, 1_000, 3_000, 10_000)


@dataclass(frozen=True)
class Growth:
    """What a number of tenants takes.

    Args:
        tenants: How many.
        cores: Cores of the machines that run the cells.
    """

    tenants: int
    cores: int = 2

    @property
    def cells(self) -> int:
        """Cells of at most 100 tenants."""
        return ceil(self.tenants / TENANTS_A_CELL)

    @property
    def parents(self) -> int:
        """Parent accounts, if no limit is raised."""
        return ceil(self.tenants / ASSUMED.subaccounts)

    def minutes(self, cpu: float, calls: float, paced: int = 0) -> float:
        """Return the minutes of a run over all cells: bound by processors, calls at a time, or the pace.

        Args:
            cpu: CPU seconds of a tenant.
            calls: Calls of a tenant.
            paced: Paced calls of a tenant.
        """
        processors = self.tenants * cpu / self.cores
        twilio = self.tenants * calls * ASSUMED.seconds_a_call / ASSUMED.calls_at_a_time
        pace = self.tenants * paced * ASSUMED.seconds_a_registration
        return max(processors, twilio, pace) / 60

    @property
    def first(self) -> float:
        """Minutes until everything is submitted."""
        return self.minutes(MEASURED.cpu_first, MEASURED.calls_first, ASSUMED.registrations)

    @property
    def days_until_all_send(self) -> int:
        """Days until the last tenant may send, if all came on one day."""
        return ASSUMED.review_days + ceil(self.tenants / ASSUMED.reviews_a_day)


def main() -> None:
    """Print the table."""
    table = Table("tenants", "cells", "parent\naccounts", "first run,\nminutes", "no change,\nminutes", title=None)
    for heading in ("drift,\nminutes", "calls of a\nnightly drift", "all states,\nMB", "all send\nafter days"):
        table.add_column(heading)
    for size in SIZES:
        each = Growth(size)
        table.add_row(
            f"{size:,}",
            f"{each.cells}",
            f"{each.parents}",
            f"{each.first:.0f}",
            f"{each.minutes(MEASURED.cpu_unchanged, 0):.0f}",
            f"{each.minutes(MEASURED.cpu_drift, MEASURED.calls_drift):.0f}",
            f"{size * MEASURED.calls_drift:,.0f}",
            f"{size * MEASURED.state_kilobytes / 1_000:,.0f}",
            f"{each.days_until_all_send}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
