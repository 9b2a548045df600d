"""Form and owner of a non-profit agree.

The Campaign Registry looks a non-profit up where the tax authority lists those that are exempt. Twilio tells it by
form and company type together.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import BusinessType, CompanyType

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",),
    fix="set both type and company_type to what the tax authority has granted",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the two, where one of them says non-profit."""
    business = case.tenant.business
    by_form = business.type is BusinessType.NON_PROFIT_CORPORATION
    if by_form and business.company_type not in {CompanyType.NON_PROFIT, CompanyType.GOVERNMENT}:
        message = f"expected 'non-profit' of a Non-profit Corporation, got {business.company_type.value!r}"
        yield Violation("business.company_type", message)
    elif business.company_type is CompanyType.NON_PROFIT and not by_form:
        message = f"expected 'Non-profit Corporation' of a non-profit, got {str(business.type)!r}"
        yield Violation("business.type", message)


rule.for_tenant(check)
