"""The expected volume fits the package.

A package includes a number of messages a day. A customer with too small a package finds out on the first busy day.
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
    fix="sell the package that fits, or request a new solution if none does",
    has_limit=True,
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the expected volume with the allowance, and find the smallest package that fits."""
    qualification = case.tenant.qualification
    if qualification is None:
        return
    expected = messages_per_day(qualification)
    if case.package.trial or expected <= case.package.messages_per_day:
        return
    packages = case.policy_input.tenants.paid_packages
    fitting = [name for name, each in packages.items() if each.messages_per_day >= expected]
    smallest = min(fitting, key=lambda name: packages[name].messages_per_day, default=None)
    advice = f"{smallest!r} is the smallest package that fits" if smallest else "no package fits"
    message = (
        f"{qualification.consumers:,} recipients get {expected:,f} messages a day, but package "
        f"{case.tenant.package!r} allows {case.package.messages_per_day:,}; {advice}"
    )
    yield Violation("qualification.consumers", message)


rule.for_tenant(check)
