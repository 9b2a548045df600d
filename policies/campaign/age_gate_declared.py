"""What only adults may buy is declared.

Carriers take alcohol only where customers' ages are checked. A campaign that has to do with it and is not declared as
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
    fix="set campaign.age_gated and check customers' ages before they agree, or leave it out",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for sure words about alcohol."""
    if case.tenant.campaign.age_gated:
        return
    for path, text in texts(case):
        if found := _ADULTS.search(text):
            yield Violation(path, f"{found[0]!r} is for adults only, and the campaign is not age-gated")


rule.for_tenant(check)
