"""Campaigns with opt-in keywords have an opt-in reply.

Twilio requires the text of the reply if customers can opt in by keyword. A campaign without it is rejected with error
30896 or 30917, and it can't be added later.
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
    fix="add campaign.opt_in_message, or remove the keywords",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that campaigns with opt-in keywords have a reply."""
    campaign = case.campaign
    if campaign.opt_in_keywords and not campaign.opt_in_message:
        yield Violation(
            "campaign.opt_in_keywords", f"{campaign.opt_in_keywords[0]!r} has no reply: opt_in_message is missing"
        )


rule.for_tenant(check)
