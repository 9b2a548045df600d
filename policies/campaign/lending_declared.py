"""Campaigns about loans are declared as direct lending.

Carriers require this for every campaign that involves loans, whether the sender lends the money or arranges the loan. A
campaign that mentions loans and is not declared is rejected with error 30895.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import any_of, texts

_LENDING = any_of(
    "auto loan*",
    "cash advance",
    "home loan*",
    "lender",
    "money lending",
    "line of credit",
    "loan application",
    "loan balance",
    "loan payment",
    "mortgage*",
    "personal loan*",
    "student loan*",
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30895",
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
    ),
    fix="set campaign.direct_lending and say so in the description, or remove the content",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find words that are certainly about loans; boards and bikes are lent, too."""
    if case.tenant.campaign.direct_lending:
        return
    for path, text in texts(case):
        if found := _LENDING.search(text):
            yield Violation(path, f"{found[0]!r} is about lending, but campaign.direct_lending is not set")


rule.for_tenant(check)
