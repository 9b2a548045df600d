"""The description says who gets the messages.

It has to answer who sends, to whom and why. One that does not say to whom is vague, and may be rejected with error
30886.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION, any_of

_RECIPIENTS = any_of(
    "anyone",
    "attendees",
    "buyers",
    "clients",
    "customers",
    "donors",
    "drivers",
    "employees",
    "everybody",
    "everyone",
    "families",
    "fans",
    "guests",
    "members",
    "parents",
    "participants",
    "patients",
    "people",
    "renters",
    "residents",
    "riders",
    "runners",
    "staff",
    "students",
    "subscribers",
    "supporters",
    "tenants",
    "those who",
    "users",
    "visitors",
    "volunteers",
    "whoever",
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://support.twilio.com/hc/en-us/articles/26149060902555",
    ),
    fix="say who is texted and what they did to be: customers who have ordered, students who have booked",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for a word for people in the description."""
    if not _RECIPIENTS.search(case.tenant.campaign.description):
        yield Violation(DESCRIPTION, "the description does not say who gets the messages")


rule.for_tenant(check)
