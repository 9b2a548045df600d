"""Sole proprietors are not companies.

A business with a tax ID must register with it. Every US LLC and corporation has one, so a company registered as a sole
proprietor is rejected.
"""

from collections.abc import Iterator

from policies.core.legal_forms import ending
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new",),
    fix="set the brand's kind to low_volume_standard, or enter the person's trade name",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find the ending of a company name."""
    found = ending(case.tenant.business.legal_name)
    if case.tenant.is_sole_proprietor and found:
        message = f"a name ending in {found!r} belongs to a company, not to a sole proprietor"
        yield Violation("business.legal_name", message)


rule.for_tenant(check)
