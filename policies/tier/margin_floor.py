"""Every tenant meets the margin floor.

A tenant may use everything it bought. The rule assumes the most expensive month: 31 days, every message sent, each as
long as the longest of its templates. Below the floor, other tenants pay for this one's support. A free trial has a
highest cost instead, in its package.
"""

from collections.abc import Iterator

from finance import margin_of_tenant
from finance.segments import outside_gsm_7, shown
from policies.core.margin_floor import MarginFloor, below
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="run `owl margin`, then choose shorter templates, fewer numbers, a cheaper use case or another package",
    parameters=MarginFloor(),
    has_limit=True,
)


_SPELL = "write it with characters of GSM-7, or sell another package"


def check(case: TenantCase[MarginFloor]) -> Iterator[Violation]:
    """Compare the tenant's margin with the floor."""
    message = below(margin_of_tenant(case.tenant, case.policy_input.tenants), case.parameters, case.package)
    if message:
        foreign = ", ".join(map(shown, outside_gsm_7(case.tenant.name)))
        yield Violation("package", message, fix=foreign and f"{foreign} in `name` makes every message UCS-2: {_SPELL}")


rule.for_tenant(check)
