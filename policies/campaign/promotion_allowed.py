"""Promotional templates have a use case that allows promotion.

Customers consent to marketing separately, and carriers register it separately. Promotion under any other use case is
rejected with error 30893, and filtered if it is sent anyway.
"""

from collections.abc import Iterator

from policies.core.promotion import TRANSACTIONAL
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import Traffic

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://www.twilio.com/docs/api/errors/30913",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="remove the template, or register the use case MARKETING, MIXED or LOW_VOLUME",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find promotional templates under a use case that doesn't allow promotion."""
    use_case = case.campaign.use_case
    if use_case not in TRANSACTIONAL:
        return
    for index, (name, template) in enumerate(case.templates.items()):
        if template.traffic is Traffic.PROMOTIONAL:
            yield Violation(
                f"templates[{index}]", f"{name!r} is promotional, but the use case {use_case} doesn't allow promotion"
            )


rule.for_tenant(check)
