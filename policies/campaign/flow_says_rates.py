"""Message flows say that message and data rates may apply.

Customers must see it before they opt in. If the opt-in language leaves it out, the registration is rejected with error
30569.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, RATES

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30569",
        "https://www.twilio.com/docs/api/errors/30924",
    ),
    fix="add 'Message and data rates may apply.' to the opt-in language",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow contains Twilio's wording or its usual short form."""
    if not RATES.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow doesn't say 'Message and data rates may apply'")


rule.for_tenant(check)
