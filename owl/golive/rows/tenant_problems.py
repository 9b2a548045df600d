"""The doctor finds no problem of the tenant."""

from owl.doctor.check import Verdict
from owl.golive.facts import TenantGoLive
from owl.golive.row import Outcome, Part, TenantRow, done, missing
from owl.rendering.on_stack import on_stack

PROBLEMS = frozenset({Verdict.STOPS, Verdict.PROBLEM})


def judge(tenant: TenantGoLive) -> Outcome:
    """Name the worst."""
    found = [each for each in tenant.diagnosis.results if each.finding.verdict in PROBLEMS]
    if found:
        worst = found[0].finding
        command = on_stack(f"owl doctor {tenant.tenant_id}", tenant.stack)
        return missing(f"{found[0].check}: {worst.evidence}", worst.remedy or f"`{command}`")
    return done("the doctor finds no problem")


row = TenantRow(__name__, Part.GENERAL, judge)
