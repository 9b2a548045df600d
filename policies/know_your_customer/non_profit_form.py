"""The business type and company type of a non-profit match.

The Campaign Registry looks up non-profits in the tax authority's list of exempt organizations. Twilio recognizes a
non-profit by business type and company type together.
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
    fix="set type and company_type to the status that the tax authority has granted",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the two if one of them is non-profit."""
    business = case.tenant.business
    by_form = business.type is BusinessType.NON_PROFIT_CORPORATION
    if by_form and business.company_type not in {CompanyType.NON_PROFIT, CompanyType.GOVERNMENT}:
        message = f"a Non-profit Corporation must be 'non-profit', got {business.company_type.value!r}"
        yield Violation("business.company_type", message)
    elif business.company_type is CompanyType.NON_PROFIT and not by_form:
        message = f"a non-profit must be a 'Non-profit Corporation', got {str(business.type)!r}"
        yield Violation("business.type", message)


rule.for_tenant(check)
