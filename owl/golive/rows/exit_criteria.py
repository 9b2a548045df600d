"""The earlier ring has met its exit criteria, by its records in the catalogue."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing
from owl.rendering.on_stack import on_stack
from tenants.model import Ring, evidence, ring_before, unmet


def judge(stack: StackGoLive) -> Outcome:
    """Compare the records with the criteria, as the rule `ring-criteria-met` does."""
    rollouts = stack.declared.rings
    lacking = []
    for ring in filter(None, map(ring_before, Ring)):
        if ring not in rollouts:
            lacking.append(f"ring {ring} has no exit criteria")
            continue
        lacking += [f"ring {ring}: {each}" for each in unmet(rollouts[ring].criteria, evidence(rollouts[ring]))]
    if not lacking:
        return done("met by the records in tenants/catalogue/rings.yaml")
    if not rollouts:
        return missing("; ".join(lacking), "write tenants/catalogue/rings.yaml: docs/go-live.md shows one")
    command = on_stack("owl golive --record --feedback TENANT=TEXT", stack.stack)
    return missing("; ".join(lacking), f"`{command}`, and commit the file")


row = StackRow(__name__, Part.BETA, judge)
