"""Custom keyword lists include STOP and HELP.

Everyone knows these two, and carriers test them. Custom keywords replace Twilio's defaults, so the list must be
complete: without the standard word it is rejected with error 30887 or 30890.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30887",
        "https://www.twilio.com/docs/api/errors/30890",
        "https://api.ctia.org/wp-content/uploads/2023/05/230523-CTIA-Messaging-Principles-and-Best-Practices-FINAL.pdf",
    ),
    fix="add the standard keyword to the list",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that each list contains its standard keyword."""
    campaign = case.campaign
    lists = {
        "campaign.opt_out_keywords": ("STOP", campaign.opt_out_keywords),
        "campaign.help_keywords": ("HELP", campaign.help_keywords),
    }
    for path, (word, keywords) in lists.items():
        if keywords and word not in map(str.upper, keywords):
            yield Violation(path, f"{word} is missing from {', '.join(map(repr, keywords))}")


rule.for_tenant(check)
