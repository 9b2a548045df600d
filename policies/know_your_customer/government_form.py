"""Government bodies register as non-profit corporations.

Twilio has no business type for government bodies and asks them to register as this one.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BusinessType, CompanyType

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="set type to Non-profit Corporation",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the business type of each government body."""
    business = case.tenant.business
    if business.company_type is CompanyType.GOVERNMENT and business.type is not BusinessType.NON_PROFIT_CORPORATION:
        message = f"a government body must be a 'Non-profit Corporation', got {str(business.type)!r}"
        yield Violation("business.type", message)


rule.for_tenant(check)
