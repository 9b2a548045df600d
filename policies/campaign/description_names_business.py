"""Campaign descriptions name the business.

A description has to say who sends the messages, to whom, and why. Without the sender it could describe any campaign,
and may be rejected with error 30886.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import DESCRIPTION

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30886",
        "https://support.twilio.com/hc/en-us/articles/26149060902555",
    ),
    fix="begin the description with the business name and what the business does",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the description contains the tenant's name or legal name."""
    names = {case.tenant.name, case.tenant.business.legal_name}
    description = case.tenant.campaign.description.casefold()
    if not any(name.casefold() in description for name in names):
        yield Violation(DESCRIPTION, f"the description doesn't name {case.tenant.name!r}")


rule.for_tenant(check)
