"""STOP replies name the business.

A customer may get messages from several businesses and must see which of them has stopped. Twilio recommends it.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import names_business

rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.LOW,
    sources=("https://www.twilio.com/docs/messaging/api/usapptoperson-resource",),
    fix="begin it with the business name",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the reply names the business."""
    message = case.campaign.opt_out_message
    if message and not names_business(message, case):
        yield Violation("campaign.opt_out_message", f"the STOP reply doesn't name {case.tenant.name!r}")


rule.for_tenant(check)
