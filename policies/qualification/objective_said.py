"""A customer's objective is said.

From what is to become better follow the templates and how anybody will know that it did. One word, such as "SMS", is
no objective.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne


class ObjectiveSaid(Parameters):
    """What can be set of this rule."""

    fewest_words: AtLeastOne = 3
    """Words an objective has at least."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="ask what is to become better, and write it as the customer says it: 'Fewer calls at the front desk'",
    parameters=ObjectiveSaid(),
    has_limit=True,
)


def check(case: TenantCase[ObjectiveSaid]) -> Iterator[Violation]:
    """Count the words of the objective."""
    qualification = case.tenant.qualification
    if qualification and len(qualification.objective.split()) < case.parameters.fewest_words:
        message = f"{qualification.objective!r} says too little; use {case.parameters.fewest_words} words or more"
        yield Violation("qualification.objective", message)


rule.for_tenant(check)
