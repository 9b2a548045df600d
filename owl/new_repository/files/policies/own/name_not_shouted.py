"""A tenant's name is not written in capitals.

It begins every message: customers read capitals as shouting, and filters as spam.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("our own rule",),
    fix="write it as on the shop's own sign",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Yield a violation if the name is all capitals."""
    if case.tenant.name.isupper():
        yield Violation("name", f"{case.tenant.name!r} is all capitals")


rule.for_tenant(check)
