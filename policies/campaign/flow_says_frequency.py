"""Message flows state the message frequency.

Customers must see it before they opt in. If the opt-in language leaves it out, the registration is rejected with error
30545.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, FREQUENCY

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30545",
        "https://www.twilio.com/docs/api/errors/30924",
    ),
    fix="add the frequency, for example 'Up to 3 messages per order' or 'Message frequency varies'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow contains a number of messages, an interval, or the word 'frequency'."""
    if not FREQUENCY.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow doesn't state the message frequency")


rule.for_tenant(check)
