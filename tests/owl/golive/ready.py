"""A stack with one tenant, which may go live."""

from dataclasses import replace
from typing import Any

from owl.doctor.diagnosis import diagnose
from owl.doctor.facts import Fact, TenantFacts
from owl.golive.checklist import Line, checklist
from owl.golive.facts import Proven, StackGoLive, TenantGoLive
from tenants.model import Ring, Rollout
from tests.owl.doctor.healthy import HEALTHY, SHOP, STACK, TENANTS

SEEN: dict[str, Any] = {
    "stack": "prod",
    "tenants": {SHOP: {"features": ["replies"], "messages": 60, "delivered": 60, "feedback": "Bikes leave sooner."}},
}
ROLLOUT: dict[str, Any] = {
    "criteria": {"days": 14, "messages": 100, "delivery_rate": 0.95, "feedback": 1},
    "records": {"2026-11-01": SEEN, "2026-11-15": SEEN},
}
PROVEN = Proven(delivered={SHOP: 3}, usage_alerts=1, events=2)


def stack(**changes: Any) -> StackGoLive:
    """Return the stack, with some of what was seen of it or of its tenant changed."""
    rings = {Ring.BETA: Rollout.model_validate(changes.pop("rollout", ROLLOUT))}
    shared = replace(STACK, tenants=replace(TENANTS, rings=rings), **changes.pop("shared", {}))
    proven = changes.pop("proven", Fact(PROVEN))
    findings = changes.pop("findings", ())
    facts: TenantFacts = replace(changes.pop("facts", HEALTHY), stack=shared)
    [diagnosis] = diagnose(shared, [facts]).diagnoses
    tenant = TenantGoLive("dev", facts, diagnosis, findings, proven, "MG1")
    deployed = changes.pop("deployed", (SHOP,))
    return StackGoLive(
        "dev", shared, changes.pop("problems", ()), changes.pop("others", ()), proven, deployed, (tenant,)
    )


def line(name: str, seen: StackGoLive) -> Line:
    """Return the row with this name."""
    return next(each for each in checklist(seen).lines if each.row == name)
