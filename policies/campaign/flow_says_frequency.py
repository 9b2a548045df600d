"""Message flows state the message frequency.

Customers must see it before they opt in: a number, or what it depends on. If the opt-in language leaves it out, or only
the terms have it, the registration is rejected with error 30545.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.disclosures import frequency

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
    """Find a number of messages, an interval, or what the number depends on."""
    flow = flow_of(case)
    if not frequency(flow):
        yield lacking(FLOW, flow, "the message flow doesn't state the message frequency", "Message frequency varies.")


rule.for_tenant(check)
