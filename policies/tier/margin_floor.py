"""Every tenant earns its margin.

A tenant may use all that it bought. Counted is the worst month that was sold: 31 days, every message, each as long as
the longest of its templates. Below the floor, the people who look after it are paid by other tenants.
"""

from collections.abc import Iterator

from finance import margin_of_tenant
from policies.core.margin_floor import MarginFloor, below
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="look at `owl margin`: choose shorter templates, fewer numbers, a use case with a cheaper campaign, or another "
    "package",
    parameters=MarginFloor(),
    has_limit=True,
)


def check(case: TenantCase[MarginFloor]) -> Iterator[Violation]:
    """Compare the tenant's margin with the floor."""
    message = below(margin_of_tenant(case.tenant, case.policy_input.tenants), case.parameters)
    if message:
        yield Violation("package", message)


rule.for_tenant(check)
