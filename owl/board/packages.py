"""Which tenants' packages fit what they use: this month's busiest day beside the allowance."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from owl.board.board import Board
from owl.board.tenant_row import TenantRow
from owl.reconciliation.reconciliation import Reconciled
from tenants.model import Tenant, Tenants, numbers_of
from tenants.model.features_used import features_used

FEW_PERCENT = 10
"""The percentage of the allowance that is little use of a package."""

FEWEST_DAYS = 7
"""Days of a month before which little use says nothing."""


@dataclass(frozen=True)
class Use:
    """A tenant's use of its package this month.

    Attributes:
        row: The tenant.
        busiest: The messages of its busiest day.
        days_at_allowance: On how many days it reached its allowance.
        better: The package that would fit; None if it has it.
        price_difference: What that would cost the tenant more a month, in US dollars.
    """

    row: TenantRow
    busiest: int
    days_at_allowance: int = 0
    better: str | None = None
    price_difference: Decimal = Decimal()

    @property
    def percent(self) -> int:
        """The busiest day's share of the allowance, in percent."""
        return 100 * self.busiest // (self.row.allowance or 1)


@dataclass(frozen=True)
class PackageUse:
    """How all tenants use their packages.

    Attributes:
        counts: How many tenants have each package, in the catalogue's order.
        near: Who is near the allowance today, or reached it this month.
        little: Who used at most a tenth of it on the busiest day.
        better: Whom another package would fit.
        days: How many days of the month are counted.
        is_known: Whether Twilio's usage was read.
    """

    counts: list[tuple[str, int]]
    near: list[Use]
    little: list[Use]
    better: list[Use]
    days: int
    is_known: bool


def package_use(board: Board) -> PackageUse:
    """Return how the tenants of a board use their packages."""
    tenants, asked = board.declared.tenants, board.asked
    packages = Counter(row.package for row in board.rows)
    counts = [(name, packages[name]) for name in tenants.packages] if tenants else []
    if tenants is None or asked is None or asked.month is None:
        return PackageUse(counts, [], [], [], 0, is_known=False)
    days = (asked.at.astimezone(dt.UTC).date() - asked.month.month.first).days + 1
    uses = list(_uses(board, tenants))
    return PackageUse(
        counts=counts,
        near=sorted((each for each in uses if each.row.is_near_allowance or each.days_at_allowance), key=_most_first),
        little=[each for each in uses if days >= FEWEST_DAYS and each.percent <= FEW_PERCENT],
        better=[each for each in uses if each.better and (days >= FEWEST_DAYS or each.price_difference > 0)],
        days=days,
        is_known=True,
    )


def _uses(board: Board, tenants: Tenants) -> Iterator[Use]:
    months = board.asked.months if board.asked else {}
    for row in board.rows:
        tenant, month = tenants.by_id.get(row.tenant_id), months.get(row.tenant_id)
        if tenant is not None and month is not None:
            yield _use(row, tenant, month, tenants)


def _use(row: TenantRow, tenant: Tenant, month: Reconciled, tenants: Tenants) -> Use:
    busiest = max((*month.by_day.values(), row.used_today or 0))
    better = _fitting(tenant, busiest, tenants)
    if better is None or better == tenant.package:
        return Use(row, busiest, len(month.days_at_allowance))
    difference = tenants.packages[better].price_per_month - tenants.package_of(tenant).price_per_month
    return Use(row, busiest, len(month.days_at_allowance), better, difference)


def _fitting(tenant: Tenant, busiest: int, tenants: Tenants) -> str | None:
    """Return the cheapest paid package with the allowance, the numbers and the features that a tenant uses."""
    features = {*features_used(tenant, tenants.features)}
    numbers = len(numbers_of(tenant))
    fitting = [
        (package.price_per_month, name)
        for name, package in tenants.paid_packages.items()
        if package.messages_per_day >= busiest and package.phone_numbers >= numbers and features <= {*package.features}
    ]
    return min(fitting)[1] if fitting else None


def _most_first(use: Use) -> tuple[int, str]:
    return -use.percent, use.row.tenant_id
