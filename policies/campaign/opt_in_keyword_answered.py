"""Who opts in by a keyword gets an answer.

Twilio asks for the text of it wherever customers can opt in by one. A campaign without it is rejected with error 30896
or 30917, and it can't be added later.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
        "https://www.twilio.com/docs/api/errors/30917",
        "https://www.twilio.com/docs/api/errors/30896",
    ),
    fix="add campaign.opt_in_message, or leave the keywords out",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the answer where there are keywords."""
    campaign = case.tenant.campaign
    if campaign.opt_in_keywords and not campaign.opt_in_message:
        yield Violation(
            "campaign.opt_in_keywords", f"{campaign.opt_in_keywords[0]!r} has no answer: opt_in_message is missing"
        )


rule.for_tenant(check)
