"""The message flow says how ages are checked.

An age gate asks for the full date of birth before anything else; a button that says 'I am over 21' is none. A campaign
that is age-gated and does not show that is rejected with error 30888.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, any_of

_BIRTH = any_of("birthdate", "birthday", "birth date", "date of birth", "day of birth")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30888",
        "https://www.twilio.com/docs/api/errors/30825",
    ),
    fix="say in the message flow that customers give their date of birth before they agree",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the date of birth in the flow."""
    campaign = case.tenant.campaign
    if campaign.age_gated and not _BIRTH.search(campaign.message_flow):
        yield Violation(FLOW, "the campaign is age-gated, and the message flow asks for no date of birth")


rule.for_tenant(check)
