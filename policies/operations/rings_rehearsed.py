"""Rings for customers are deployed in another stack first.

A ring that only a live stack deploys is deployed for the first time where it matters. Another stack, for development or
on the local Twilio, would have found the problems in its tenants' files.
"""

from collections.abc import Iterator

from policies.core.rings import is_for_customers, of_others, rings_of
from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import setting

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="add the ring to owl:rings of a stack that is deployed before this one",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Compare the rings of a stack for customers with those of other stacks, if there are any."""
    others = case.policy_input.stacks.values()
    if len({each.named_after for each in others}) > 1 and is_for_customers(case.stack):
        for ring in sorted(rings_of(case.stack) - of_others(case.stack, others)):
            yield Violation(setting("rings"), f"stack {case.stack.name} is the only one that deploys ring {ring}")


rule.for_stack(check)
