"""A campaign for marketing advertises.

Samples that only notify do not show the registered use case, and reviewers may reject the campaign with error 30893. A
use case for what is sent needs no consent to advertising.
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
    fix="show an offer as it will be sent, or register the use case that the messages are for",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for a promotional template, or an offer in a sample."""
    promotional = any(template.traffic is Traffic.PROMOTIONAL for template in case.templates.values())
    if (
        case.tenant.campaign.use_case is UseCase.MARKETING
        and not promotional
        and not any(advertising(sample) for _, sample in case.samples)
    ):
        yield Violation("campaign.use_case", "MARKETING, and neither a template nor a sample advertises")


rule.for_tenant(check)
