"""Political campaigns are vetted by Campaign Verify.

Carriers accept political messages from 501(c)(4) to (6) non-profits, and from others with a Campaign Verify token.
Without one, the registration is rejected with error 30542 or 30900.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import CompanyType, UseCase, VettingProvider

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30542",
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-for-government-and-non-profit-agencies",
    ),
    fix="get a Campaign Verify token and add it to brand.vetting",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that political campaigns of all but non-profits are vetted."""
    tenant = case.tenant
    vetting = tenant.brand.vetting if tenant.brand else None
    is_vetted = vetting is not None and vetting.provider is VettingProvider.CAMPAIGN_VERIFY
    is_exempt = tenant.business.company_type is CompanyType.NON_PROFIT
    if case.campaign.use_case is UseCase.POLITICAL and not is_vetted and not is_exempt:
        yield Violation(
            "campaign.use_case", "the use case is POLITICAL, but brand.vetting has no campaign-verify token"
        )


rule.for_tenant(check)
