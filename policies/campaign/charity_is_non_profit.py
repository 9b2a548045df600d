"""Only non-profits register the use case CHARITY.

It is reserved for 501(c)(3) organizations, which pay lower carrier fees. From any other organization it is rejected
with error 30900.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import CompanyType, UseCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/en-us/changelog/a2p-10dlc-registration-for-all-us-501-c--nonprofit-organizations",
        "https://www.twilio.com/docs/api/errors/30900",
    ),
    fix="register the use case that matches the messages, or correct company_type",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the company type of each CHARITY campaign."""
    company_type = case.tenant.business.company_type
    if case.campaign.use_case is UseCase.CHARITY and company_type is not CompanyType.NON_PROFIT:
        yield Violation("campaign.use_case", f"CHARITY is for non-profits, but company_type is {company_type}")


rule.for_tenant(check)
