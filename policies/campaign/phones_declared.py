"""Phone numbers in messages are declared as they are.

Carriers are told whether messages have phone numbers in their text. Where that is declared and no sample shows one, the
campaign is rejected with error 30889; where it is not declared, they may drop messages that have one.
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
    fix="set campaign.has_embedded_phone to what the messages have, and show a number in a sample where they have one",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the flag with every message; where it is set, a sample has a number."""
    path = "campaign.has_embedded_phone"
    if case.tenant.campaign.has_embedded_phone:
        if not any(next(phone_numbers(sample), None) for _, sample in case.samples):
            yield Violation(path, "phone numbers are declared, and no sample has one")
        return
    for where, text in messages(case):
        if found := next(phone_numbers(text), None):
            yield Violation(path, f"no phone numbers are declared, and {where} has {found!r}")
            return


rule.for_tenant(check)
