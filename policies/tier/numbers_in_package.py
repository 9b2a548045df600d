"""Tenants have no more numbers than their package includes.

Each number is billed every month, and the price covers only those that the package includes.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import numbers_of

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="sell a package that includes enough numbers, or remove some",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Count the tenant's numbers."""
    numbers = len(numbers_of(case.tenant))
    if numbers > case.package.phone_numbers:
        included = f"package {case.tenant.package!r} includes {case.package.phone_numbers}"
        message = f"the tenant has {numbers} numbers, but {included}"
        yield Violation("additional_phone_numbers", message)


rule.for_tenant(check)
