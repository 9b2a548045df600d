"""The message flow says how to get help.

Customers are told before they agree whom to ask. Where the words they agree to leave the keyword HELP out, the
registration is rejected with error 30570.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, HELP

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30570",),
    fix="add 'Reply HELP for help' to the words that customers agree to",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the keyword."""
    if not HELP.search(case.tenant.campaign.message_flow):
        yield Violation(FLOW, "the message flow does not name the keyword HELP")


rule.for_tenant(check)
