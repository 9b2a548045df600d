"""Message flows say that message and data rates may apply.

Customers must see it before they opt in. If the opt-in language leaves it out, or only the terms have it, the
registration is rejected with error 30569.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.disclosures import rates

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
    """Find rates of messages, data or the carrier, and that they may apply."""
    flow = flow_of(case)
    if not rates(flow):
        yield lacking(
            FLOW,
            flow,
            "the message flow doesn't say 'Message and data rates may apply'",
            "Message and data rates may apply.",
        )


rule.for_tenant(check)
