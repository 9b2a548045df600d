"""Campaign descriptions name the recipients.

A description has to say who sends the messages, to whom, and why. Without the recipients it is less clear than
reviewers ask for with error 30886, so this is advice.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION
from policies.language.reading import read
from policies.language.vocabulary import PEOPLE

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://support.twilio.com/hc/en-us/articles/26149060902555",
    ),
    fix="say who receives the messages and what they did to opt in, for example 'customers who placed an order'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the description contains a word for the recipients."""
    if not read(case.campaign.description).has(PEOPLE):
        yield Violation(DESCRIPTION, "the description doesn't say who receives the messages")


rule.for_tenant(check)
