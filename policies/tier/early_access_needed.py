"""Early access is listed only while it is needed.

An entry for a feature that the tenant has anyway or doesn't use looks like an exception that someone has to track.
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
    fix="remove it from early_access",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find entries that have no effect."""
    tenant, features = case.tenant, case.policy_input.tenants.features
    used = features_used(tenant, features)
    for index, name in enumerate(tenant.early_access):
        feature = features.get(name)
        if feature and feature.available_in(tenant.ring):
            yield Violation(f"early_access[{index}]", f"{name!r} is available to every tenant in ring {tenant.ring}")
        elif name not in used:
            yield Violation(f"early_access[{index}]", f"the tenant doesn't use {name!r}")


rule.for_tenant(check)
