"""Customers state their objective.

The objective decides the templates and how success is measured. One word, such as "SMS", is not an objective.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Parameters, Rule, Severity, TenantCase, Violation
from policies.core.volume import AtLeastOne


class ObjectiveSaid(Parameters):
    """Parameters of this rule."""

    fewest_words: AtLeastOne = 3
    """Minimum number of words in an objective."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("the ISV's own rule",),
    fix="ask what should improve, and write it in the customer's words, for example 'Fewer calls at the front desk'",
    parameters=ObjectiveSaid(),
    has_limit=True,
)


def check(case: TenantCase[ObjectiveSaid]) -> Iterator[Violation]:
    """Count the words of the objective."""
    qualification = case.tenant.qualification
    if qualification and len(qualification.objective.split()) < case.parameters.fewest_words:
        message = f"{qualification.objective!r} is too short; use at least {case.parameters.fewest_words} words"
        yield Violation("qualification.objective", message)


rule.for_tenant(check)
