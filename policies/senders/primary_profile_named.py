"""Stacks name the ISV's primary customer profile.

Each tenant's profile is linked to the ISV's own, which Twilio has approved. With another SID, every registration stops
at its first step.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import is_encrypted, setting

_SID = re.compile("BU[0-9a-f]{32}")


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api",),
    fix="enter BU and the 32 hexadecimal digits that the Trust Hub shows",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Check the format of the SID; the value is not shown."""
    sid = case.stack.settings.get("primaryCustomerProfileSid")
    if sid is not None and not is_encrypted(sid) and not (isinstance(sid, str) and _SID.fullmatch(sid)):
        message = f"stack {case.stack.name}: primaryCustomerProfileSid is not a customer profile SID (value not shown)"
        yield Violation(setting("primaryCustomerProfileSid"), message)


rule.for_stack(check)
