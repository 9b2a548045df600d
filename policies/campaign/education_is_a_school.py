"""Only schools register the education use cases.

They are for colleges, universities and schools. From any other business they contradict what reviewers see, and the
campaign may be rejected with error 30893 or 30900.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import UseCase
from tenants.model.sections.industry import BusinessIndustry

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://help.twilio.com/articles/11847054539547",
        "https://www.twilio.com/docs/api/errors/30900",
    ),
    fix="register the use case that matches the messages, or correct business.industry",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check the industry of each campaign with an education use case."""
    tenant = case.tenant
    use_case, industry = case.campaign.use_case, tenant.business.industry
    if use_case in {UseCase.HIGHER_EDUCATION, UseCase.K12_EDUCATION} and industry != BusinessIndustry.EDUCATION:
        yield Violation("campaign.use_case", f"{use_case} is for schools, but the industry is {industry}")


rule.for_tenant(check)
