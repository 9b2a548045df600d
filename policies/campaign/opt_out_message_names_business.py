"""The answer to STOP names the business.

A customer may get messages from several shops, and sees which of them has ended. Twilio recommends it.
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
    fix="begin it with the shop's name",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the name in the answer."""
    message = case.tenant.campaign.opt_out_message
    if message and not names_business(message, case):
        yield Violation("campaign.opt_out_message", f"it does not name {case.tenant.name!r}")


rule.for_tenant(check)
