"""Marketing campaigns contain promotions.

Samples that only notify do not match the registered use case, and reviewers may reject the campaign with error 30893.
The use case for notifications doesn't need consent to marketing.
"""

from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import Traffic, UseCase

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="show an offer as it will be sent, or register the use case that matches the messages",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a promotional template, or an offer in a sample."""
    promotional = any(template.traffic is Traffic.PROMOTIONAL for template in case.templates.values())
    if (
        case.tenant.campaign.use_case is UseCase.MARKETING
        and not promotional
        and not any(advertising(sample) for _, sample in case.samples)
    ):
        yield Violation("campaign.use_case", "the use case is MARKETING, but no template or sample is promotional")


rule.for_tenant(check)
