"""What a customer expects to send fits its package.

A package allows so many messages a day. A customer who was sold too few learns it on its first busy day.
"""

from collections.abc import Iterator

from policies.core.demand import messages_per_day
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="sell the package that fits; where none does, ask for a new solution",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare what is expected with the allowance, and look for the smallest package that fits."""
    qualification = case.tenant.qualification
    if qualification is None:
        return
    expected = messages_per_day(qualification)
    if expected <= case.package.messages_per_day:
        return
    packages = case.policy_input.tenants.packages
    fitting = [name for name, each in packages.items() if each.messages_per_day >= expected]
    smallest = min(fitting, key=lambda name: packages[name].messages_per_day, default=None)
    advice = f"{smallest!r} is the smallest package that fits" if smallest else "no package fits"
    message = (
        f"{qualification.consumers:,} people get {expected:,f} messages a day, and package {case.tenant.package!r} "
        f"allows {case.package.messages_per_day:,}; {advice}"
    )
    yield Violation("qualification.consumers", message)


rule.for_tenant(check)
