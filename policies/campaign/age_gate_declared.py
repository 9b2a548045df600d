"""Campaigns with adults-only content are declared as age-gated.

Carriers allow alcohol content only behind an age gate. A campaign that mentions alcohol and is not declared as
age-gated is rejected with error 30888 or 30883.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import any_of, texts

_ADULTS = any_of(
    "alcoholic beverages",
    "alcoholic drinks",
    "beer garden",
    "brewery",
    "craft beer",
    "distillery",
    "liquor",
    "tequila",
    "vodka",
    "wine tasting",
    "winery",
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30888",
        "https://www.twilio.com/docs/api/errors/30883",
        "https://www.twilio.com/en-us/legal/messaging-policy",
    ),
    fix="set campaign.age_gated and verify customers' ages before they opt in, or remove the content",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words that are certainly about alcohol."""
    if case.tenant.campaign.age_gated:
        return
    for path, text in texts(case):
        if found := _ADULTS.search(text):
            yield Violation(path, f"{found[0]!r} is age-restricted content, but the campaign is not age-gated")


rule.for_tenant(check)
