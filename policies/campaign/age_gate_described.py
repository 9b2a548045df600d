"""Message flows of age-gated campaigns describe the age gate.

An age gate asks for the full date of birth before anything else; a button that says 'I am over 21' does not count. An
age-gated campaign whose message flow does not describe this is rejected with error 30888.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, flow_of, lacking
from policies.language.words import Words

_BIRTH = Words(
    "birthdate", "birthday", "birth date|day|month|year", "date|day|month|year of birth", "dob",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30888",
        "https://www.twilio.com/docs/api/errors/30825",
    ),
    fix="say in the message flow that customers enter their date of birth before they opt in",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow mentions the date of birth."""
    flow = flow_of(case)
    if case.campaign.age_gated and not flow.has(_BIRTH):
        yield lacking(FLOW, flow, "the campaign is age-gated, but the message flow doesn't ask for a date of birth")


rule.for_tenant(check)
