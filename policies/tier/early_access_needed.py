"""Early access is listed while it is needed.

A feature that is there for the tenant anyway, or that it does not use, would pass for an exception that somebody has to
look after.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import features_used

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="take it out of early_access",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for entries that allow nothing."""
    tenant, features = case.tenant, case.policy_input.tenants.features
    used = features_used(tenant, features)
    for index, name in enumerate(tenant.early_access):
        feature = features.get(name)
        if feature and feature.available_in(tenant.ring):
            yield Violation(f"early_access[{index}]", f"{name!r} is for every tenant of ring {tenant.ring}")
        elif name not in used:
            yield Violation(f"early_access[{index}]", f"the tenant does not use {name!r}")


rule.for_tenant(check)
