"""Answers to STOP and HELP belong to keywords of one's own.

Twilio answers both unless told otherwise, and fills in what it sends. A text without keywords of one's own stands in
the registration and is never sent.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=(
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
        "https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out",
    ),
    fix="remove it, or list the keywords that the shop answers itself",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the keywords of each answer."""
    campaign = case.tenant.campaign
    pairs = {
        "opt_out_message": ("opt_out_keywords", campaign.opt_out_message, campaign.opt_out_keywords),
        "help_message": ("help_keywords", campaign.help_message, campaign.help_keywords),
    }
    for name, (keywords_name, message, keywords) in pairs.items():
        if message and not keywords:
            yield Violation(f"campaign.{name}", f"{keywords_name} is missing: Twilio sends its own text")


rule.for_tenant(check)
