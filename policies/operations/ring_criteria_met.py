"""A ring meets its exit criteria before something widens to the next ring.

The tenants of an earlier ring agreed to find problems; those of the next did not. `tenants/catalogue/rings.yaml` says
what a ring must have shown, and holds the records that show it. Without criteria nothing is checked.
"""

from collections.abc import Iterator

from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation
from tenants.model import Ring, Rollout, State, Tenants, evidence, ring_before, unmet, unmet_by_part

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="keep it in the earlier ring, and record what is seen there with `owl golive --record`",
    has_limit=True,
    needs_all=True,
)


def check(case: AllTenantsCase) -> Iterator[Violation]:
    """Compare the records of each ring with its criteria, if tenants or features are in the next ring."""
    tenants = case.policy_input.tenants
    for ring in Ring:
        before = ring_before(ring)
        if before and (rollout := tenants.rings.get(before)):
            yield from _widened(tenants, ring, before, rollout)


def _widened(tenants: Tenants, ring: Ring, before: Ring, rollout: Rollout) -> Iterator[Violation]:
    widened = [each for each in tenants if each.ring is ring and each.state is State.ACTIVE]
    missing = "; ".join(unmet(rollout.criteria, evidence(rollout)))
    if widened and missing:
        count = f"{len(widened)} tenant{'s are' if len(widened) > 1 else ' is'} in ring {ring}"
        message = f"{count}, but ring {before} has not met its exit criteria: {missing}"
        yield Violation(f"{before}.criteria", message, document="catalogue/rings")
        return
    recorded = {name for record in rollout.records.values() for name in record.tenants}
    for tenant in widened:
        own = unmet_by_part(rollout.criteria, evidence(rollout, tenant=tenant.id)) if tenant.id in recorded else ()
        if lacks := "; ".join(own):
            message = f"the tenant is in ring {ring}, but has not met the exit criteria of ring {before}: {lacks}"
            yield Violation("ring", message, document=tenant.id)
    for name, feature in tenants.features.items():
        if feature.available_in(ring):
            lacks = "; ".join(unmet_by_part(rollout.criteria, evidence(rollout, feature=name)))
            if lacks:
                message = f"{name!r} is in ring {ring}, but has not met the exit criteria of ring {before}: {lacks}"
                yield Violation(f"{name}.rings", message, document="catalogue/features")


rule.for_all_tenants(check)
