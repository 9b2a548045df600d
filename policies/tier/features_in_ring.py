"""Features limited to rings are used only there.

A feature that isn't generally available may still change or fail. A tenant that uses it must know: it is in one of the
rings, or was promised early access.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import features_used

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="move the tenant to one of these rings, list the feature in early_access, or remove a field that is not "
    "deployed yet",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find features in use that aren't available in the tenant's ring."""
    tenant, features = case.tenant, case.policy_input.tenants.features
    for name, path in features_used(tenant, features).items():
        feature = features[name]
        if not feature.available_in(tenant.ring) and name not in tenant.early_access:
            rings = ", ".join(feature.rings or ())
            yield Violation(path, f"{name!r} is limited to ring {rings}, but the tenant is in {tenant.ring}")


rule.for_tenant(check)
