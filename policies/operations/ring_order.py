"""The general ring is not deployed without the beta ring.

A change reaches the tenants of the beta ring first, because they agreed to that. If no stack deploys the beta ring,
every change is tested on tenants who did not agree.
"""

from collections.abc import Iterator

from policies.core.rings import is_live, of_others, rings_of
from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting
from tenants.model import Ring

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="add beta to owl:rings, here or in a stack that is deployed before this one",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Find a live stack with the general ring if no stack deploys the beta ring."""
    rings = rings_of(case.stack)
    elsewhere = of_others(case.stack, case.policy_input.stacks.values())
    if is_live(case.stack) and Ring.GENERAL in rings and Ring.BETA not in rings | elsewhere:
        yield Violation(
            setting("rings"), f"stack {case.stack.name} deploys ring general, but no stack deploys ring beta"
        )


rule.for_stack(check)
