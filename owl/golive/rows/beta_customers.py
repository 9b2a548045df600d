"""Tenants that agreed to be first are in the first ring, and may send."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing
from owl.rendering.on_stack import on_stack
from tenants.model import Ring


def judge(stack: StackGoLive) -> Outcome:
    """Count them. Those that were not looked at, as the checklist is about another tenant, count as able."""
    first, known = next(iter(Ring)), stack.declared.by_id
    beta = [each for each in stack.deployed if each in known and known[each].ring is first]
    unable = {each.tenant_id for each in stack.tenants if not each.diagnosis.status.may_send}
    able = [each for each in beta if each not in unable]
    if able:
        return done(f"{len(able)} in ring {first}: {', '.join(able)}")
    if beta:
        return missing(f"none of {len(beta)} in ring {first} may send", f"`{on_stack('owl status', stack.stack)}`")
    return missing(f"none in ring {first}", f"write `ring: {first}` into the file of a tenant that agreed to it")


row = StackRow(__name__, Part.BETA, judge)
