"""Message flows say how to get help.

Customers must see it before they opt in. If the opt-in language leaves out the keyword HELP, the registration is
rejected with error 30570.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.disclosures import help_keyword

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30570",
        "https://www.twilio.com/docs/api/errors/30924",
    ),
    fix="add 'Reply HELP for help' to the opt-in language",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find the keyword HELP or INFO."""
    flow = flow_of(case)
    if not help_keyword(flow):
        yield lacking(FLOW, flow, "the message flow doesn't mention the keyword HELP", "Reply HELP for help.")


rule.for_tenant(check)
