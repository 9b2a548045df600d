"""Every tenant was asked before it bought.

Package, use case and kind of brand follow from what a customer wants, of whom and how often. Who was not asked finds
out from a rejection, weeks and fees later.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="ask for objective, use case, countries, people and messages, and note the answers under qualification",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the answers."""
    if case.tenant.qualification is None:
        yield Violation("qualification", "nobody has noted what this customer wants, from whom and how often")


rule.for_tenant(check)
