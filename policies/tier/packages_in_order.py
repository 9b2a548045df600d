"""A package that allows more costs more and includes no fewer numbers.

Otherwise nobody with any sense buys the smaller one, and who grows out of it loses something on the way up.
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
    fix="put prices and numbers in the order of messages_per_day",
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
                f"${more.price_per_month:,.2f} for more messages than {smaller!r}, at ${less.price_per_month:,.2f}"
            )
            yield Violation(f"{larger}.price_per_month", message, document="catalogue/packages")
        if more.phone_numbers < less.phone_numbers:
            message = f"{more.phone_numbers}, and the smaller {smaller!r} includes {less.phone_numbers}"
            yield Violation(f"{larger}.phone_numbers", message, document="catalogue/packages")


rule.for_all_tenants(check)
