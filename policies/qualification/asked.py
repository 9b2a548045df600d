"""Every tenant is qualified before the sale.

Package, use case and brand type follow from what a customer wants to send, to whom and how often. A customer who was
not asked finds out from a rejection, weeks and fees later.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="ask for the objective, use case, countries, recipients and volume, and enter the answers under qualification",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the tenant's file has the answers."""
    if case.tenant.qualification is None:
        yield Violation("qualification", "the file doesn't say what this customer wants to send, to whom and how often")


rule.for_tenant(check)
