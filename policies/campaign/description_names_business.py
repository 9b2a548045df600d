"""Campaign descriptions name the business.

A description has to say who sends the messages, to whom, and why. "Reminders are sent" and "our company" name nobody,
and the platform that sends is not the sender. Reviewers say that the sender is not identified, and reject the campaign
with error 30886.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, names_business
from policies.language.reading import read

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://support.twilio.com/hc/en-us/articles/26149060902555",
    ),
    fix="begin the description with the business name and what the business does",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the description contains the tenant's name or legal name."""
    description = case.campaign.description
    if not names_business(description, case):
        reading = read(description)
        span = reading.span(reading.sentences[0])
        yield Violation(DESCRIPTION, f"the description doesn't name {case.tenant.name!r}", span=span)


rule.for_tenant(check)
