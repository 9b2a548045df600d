"""A tenant that advertises has a use case that allows it.

Customers agree to advertising on its own, and carriers register it as such. Advertising under a use case for something
else is rejected with error 30893, and filtered where it is sent after all.
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
    fix="take the template out, or register the use case MARKETING, MIXED or LOW_VOLUME",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for promotional templates under a use case for one kind of message."""
    use_case = case.tenant.campaign.use_case
    if use_case not in TRANSACTIONAL:
        return
    for index, (name, template) in enumerate(case.templates.items()):
        if template.traffic is Traffic.PROMOTIONAL:
            yield Violation(f"templates[{index}]", f"{name!r} advertises, and the use case {use_case} is not for that")


rule.for_tenant(check)
