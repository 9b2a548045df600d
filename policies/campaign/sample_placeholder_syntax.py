"""Sample messages mark placeholders with square brackets.

Twilio asks for placeholders such as `[name]`. The syntax of a template language looks like a message that was not
filled in, and reviewers commonly ask about it with error 30893; this is advice.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.language.placeholders import OTHER_SYNTAX

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/api/errors/30893",),
    fix="write a placeholder as in 'Hi [name]', or fill it in as in 'Hi Alice'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find other placeholder syntax in the campaign's own samples; those from templates are filled in."""
    for index, sample in enumerate(case.campaign.samples):
        found = OTHER_SYNTAX.search(sample)
        if found:
            message = f"{found[0]!r} is not a placeholder in square brackets, such as [name]"
            yield Violation(f"campaign.samples[{index}]", message, span=found.span())


rule.for_tenant(check)
