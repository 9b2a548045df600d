"""Campaigns declare whether messages contain phone numbers.

The declaration goes to carriers. If phone numbers are declared and no sample contains one, the campaign is rejected
with error 30889; if they are not declared, carriers may drop messages that contain one.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import messages, phone_numbers

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30889",),
    fix="set campaign.has_embedded_phone to match the messages, and show a number in a sample if they contain one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the declaration with every message; if numbers are declared, find one in the samples."""
    path = "campaign.has_embedded_phone"
    if case.tenant.campaign.has_embedded_phone:
        if not any(next(phone_numbers(sample), None) for _, sample in case.samples):
            yield Violation(path, "phone numbers are declared, but no sample contains one")
        return
    for where, text in messages(case):
        if found := next(phone_numbers(text), None):
            yield Violation(path, f"no phone numbers are declared, but {where} contains {found!r}")
            return


rule.for_tenant(check)
