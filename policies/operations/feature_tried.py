"""Features limited to rings are used there.

A feature is limited to some rings so that their tenants find its problems. If none of them uses it, it is untested when
it reaches the next ring.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation
from tenants.model import features_used

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="enable it for a tenant of these rings, or remove it from the catalogue",
    needs_all=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Find limited features that no tenant in their rings uses."""
    tenants = case.policy_input.tenants
    limited = {name: each for name, each in tenants.features.items() if each.rings is not None}
    used = {(name, tenant.ring) for tenant in tenants for name in features_used(tenant, limited)}
    for name, feature in limited.items():
        rings = feature.rings or ()
        if not any((name, ring) in used for ring in rings):
            message = f"no tenant in ring {', '.join(rings)} uses {name!r}"
            yield Violation(f"{name}.rings", message, document="catalogue/features")


rule.for_all_tenants(check)
