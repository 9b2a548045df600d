"""The message flow says how to opt out.

Customers are told before they agree how to get no more messages. Where that is unclear, the campaign is rejected with
error 30887.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, OPT_OUT

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30887",
        "https://www.twilio.com/docs/api/errors/30924",
    ),
    fix="add 'Reply STOP to opt out' to the words that customers agree to",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the keyword or the words."""
    if not OPT_OUT.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow does not say how to opt out")


rule.for_tenant(check)
