"""Campaign descriptions say what is sent and why.

"To communicate", "engagement" and "various messages as needed" fit any sender. Reviewers can't tell what customers get
and on what occasion, call the description vague, and reject the campaign with error 30886.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, reading_of
from policies.language.whole_texts import faulty_as_a_whole

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://www.twilio.com/docs/api/errors/30902",
    ),
    fix="name the kinds of messages and their occasion, for example 'reminders of repairs that customers have booked'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a description that fits any sender."""
    description = case.campaign.description
    if faulty_as_a_whole(reading_of(description, case), "description-vague"):
        span = (0, len(description.rstrip()))
        yield Violation(DESCRIPTION, "the description doesn't say what is sent, and on what occasion", span=span)


rule.for_tenant(check)
