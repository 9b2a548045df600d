"""Tenants that agreed to be first are in the first ring, and may send."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing
from tenants.model import Ring


def judge(stack: StackGoLive) -> Outcome:
    """Count them."""
    first = next(iter(Ring))
    beta = [each for each in stack.tenants if each.declared.ring is first]
    able = [each.tenant_id for each in beta if each.diagnosis.status.may_send]
    if able:
        return done(f"{len(able)} in ring {first} may send: {', '.join(able)}")
    if beta:
        return missing(f"none of {len(beta)} in ring {first} may send", f"`owl status --stack {stack.stack}`")
    return missing(f"none in ring {first}", f"write `ring: {first}` into the file of a tenant that agreed to it")


row = StackRow(__name__, Part.BETA, judge)
