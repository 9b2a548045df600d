"""Tenants that declared no promotion don't send any.

The pre-sales answers decide the use case and the description of the campaign. Promotional samples and templates
contradict both: reviewers reject such a campaign with error 30893, and carriers block it later.
"""

from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import Traffic

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=(
        "https://www.twilio.com/docs/api/errors/30893",
        "https://help.twilio.com/articles/11847054539547",
    ),
    fix="remove the promotion, or ask the customer again and update qualification.promotional_share",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the samples and templates with the declared share of promotional messages."""
    qualification = case.tenant.qualification
    if qualification is None or qualification.promotional_share:
        return
    said = "but the customer said that none of its messages are promotional"
    for path, sample in case.samples:
        if span := advertising(sample):
            yield Violation(path, f"{sample[slice(*span)]!r} is promotional, {said}", span=span)
    for index, (name, template) in enumerate(case.templates.items()):
        if template.traffic is Traffic.PROMOTIONAL:
            yield Violation(f"templates[{index}]", f"template {name!r} is promotional, {said}")


rule.for_tenant(check)
