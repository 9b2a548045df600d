"""A tenant has no more numbers than its package includes.

Each number is paid for every month, and what a tenant pays is counted with those of its package.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="sell a package that includes as many numbers, or take some out",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Count the tenant's numbers."""
    numbers = 1 + len(case.tenant.additional_phone_numbers)
    if numbers > case.package.phone_numbers:
        message = f"{numbers} numbers, and package {case.tenant.package!r} includes {case.package.phone_numbers}"
        yield Violation("additional_phone_numbers", message)


rule.for_tenant(check)
