"""STOP and HELP replies come with custom keywords.

Twilio answers both keywords by default, with its own text. A reply without custom keywords is registered but never
sent.
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
    fix="remove it, or list the keywords that the business answers itself",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that each reply has keywords."""
    campaign = case.campaign
    pairs = {
        "opt_out_message": ("opt_out_keywords", campaign.opt_out_message, campaign.opt_out_keywords),
        "help_message": ("help_keywords", campaign.help_message, campaign.help_keywords),
    }
    for name, (keywords_name, message, keywords) in pairs.items():
        if message and not keywords:
            yield Violation(f"campaign.{name}", f"{keywords_name} is missing, so Twilio sends its own text")


rule.for_tenant(check)
