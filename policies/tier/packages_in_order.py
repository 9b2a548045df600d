"""A larger package costs more and includes at least as many numbers.

Otherwise the smaller package makes no sense, and a customer that outgrows it loses something with the upgrade.
"""

from collections.abc import Iterator
from itertools import pairwise

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="order prices and numbers like messages_per_day",
    has_limit=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Compare each package with the next larger one."""
    ordered = sorted(case.policy_input.tenants.packages.items(), key=lambda each: each[1].messages_per_day)
    for (smaller, less), (larger, more) in pairwise(ordered):
        if less.messages_per_day == more.messages_per_day:
            continue
        if more.price_per_month <= less.price_per_month:
            message = (
                f"{larger!r} costs no more (${more.price_per_month:,.2f}) "
                f"than the smaller {smaller!r} (${less.price_per_month:,.2f})"
            )
            yield Violation(f"{larger}.price_per_month", message, document="catalogue/packages")
        if more.phone_numbers < less.phone_numbers:
            message = (
                f"{larger!r} includes fewer numbers ({more.phone_numbers}) "
                f"than the smaller {smaller!r} ({less.phone_numbers})"
            )
            yield Violation(f"{larger}.phone_numbers", message, document="catalogue/packages")


rule.for_all_tenants(check)
