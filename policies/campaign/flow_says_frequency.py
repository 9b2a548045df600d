"""The message flow says how often messages come.

Customers are told before they agree. Where the words they agree to leave it out, the registration is rejected with
error 30545.
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
    fix="add how many, such as 'Up to 3 messages for each order', or 'Message frequency varies'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for a number of messages, a rhythm, or the word itself."""
    if not FREQUENCY.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow does not say how often messages come")


rule.for_tenant(check)
