"""Prices are read again in time.

Carriers change their fees twice a year and more. Margins that are counted with last year's prices are guesses, and
nobody notices.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="read the source again, correct the figure, and set date and review_after",
    has_limit=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Look at the day after which each figure is not to be relied on."""
    for path, entry in case.policy_input.tenants.price_book.overdue(case.policy_input.today):
        message = f"read on {entry.date}, and to be read again by {entry.review_after}"
        yield Violation(f"{path}.review_after", message, document="catalogue/price-book")


rule.for_all_tenants(check)
