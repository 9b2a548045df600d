"""Campaigns declare whether messages contain phone numbers.

The declaration goes to carriers. If phone numbers are declared and no sample contains one, the campaign is rejected
with error 30889; if they are not declared, carriers may drop messages that contain one. `1-800-HOUNDS1` is a phone
number, too.
"""

from collections.abc import Iterator

from policies.core.rule import Correction, Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import messages
from policies.language.links import phone_numbers, placed_phone_numbers

_FLAG = "campaign.has_embedded_phone"

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
    if case.campaign.has_embedded_phone:
        if not any(next(phone_numbers(sample), None) for _, sample in case.samples):
            yield Violation(
                _FLAG,
                "phone numbers are declared, but no sample contains one",
                correction=Correction(_FLAG, text=False),
            )
        return
    for path, text in messages(case):
        for number, start in placed_phone_numbers(text):
            message = f"{number!r} is a phone number, but campaign.has_embedded_phone is false"
            yield Violation(path, message, span=(start, start + len(number)), correction=Correction(_FLAG, text=True))
            return


rule.for_tenant(check)
