"""Message flows say how to opt out.

Customers must know how to stop the messages before they opt in. If this is unclear, the campaign is rejected with error
30887.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.disclosures import opt_out

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30887",
        "https://www.twilio.com/docs/api/errors/30924",
    ),
    fix="add 'Reply STOP to opt out' to the opt-in language",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a keyword that stops the messages, and what to do with it."""
    flow = flow_of(case)
    if not opt_out(flow):
        yield lacking(FLOW, flow, "the message flow doesn't say how to opt out", "Reply STOP to opt out.")


rule.for_tenant(check)
