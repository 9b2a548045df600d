"""Who said that it does not advertise does not.

What was said before buying decides which use case was chosen and what the campaign's description says. Samples and
templates that advertise make both untrue: reviewers reject such a campaign with error 30893, and carriers block it
later on.
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
    fix="leave the advertising out, or ask the customer anew and write qualification.promotional_share",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the samples and the kinds of the templates with the share that was said."""
    qualification = case.tenant.qualification
    if qualification is None or qualification.promotional_share:
        return
    said = "and the customer said that none of its messages advertise"
    for path, sample in case.samples:
        if found := advertising(sample):
            yield Violation(path, f"{found!r} advertises, {said}")
    for index, (name, template) in enumerate(case.templates.items()):
        if template.traffic is Traffic.PROMOTIONAL:
            yield Violation(f"templates[{index}]", f"template {name!r} advertises, {said}")


rule.for_tenant(check)
