"""The description names the business.

It has to answer who sends, to whom and why. One that leaves the sender out reads like anybody's, and may be rejected
with error 30886.
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
    fix="begin the description with the shop's name and what it is",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the tenant's name or the legal one."""
    names = {case.tenant.name, case.tenant.business.legal_name}
    description = case.tenant.campaign.description.casefold()
    if not any(name.casefold() in description for name in names):
        yield Violation(DESCRIPTION, f"the description does not name {case.tenant.name!r}")


rule.for_tenant(check)
