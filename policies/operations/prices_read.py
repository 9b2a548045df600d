"""Prices in the price book are up to date.

Carriers change their fees at least twice a year. Margins calculated with last year's prices are guesses, and nobody
notices.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="check the source, correct the price, and set date and review_after",
    has_limit=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Check the review date of each price."""
    for path, entry in case.policy_input.tenants.price_book.overdue(case.policy_input.today):
        message = f"the price is from {entry.date} and was due for review by {entry.review_after}"
        yield Violation(f"{path}.review_after", message, document="catalogue/price-book")


rule.for_all_tenants(check)
