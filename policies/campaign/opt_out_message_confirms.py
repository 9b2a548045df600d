"""STOP replies confirm the opt-out.

Customers must know that opting out worked, and carriers require a confirmation. A reply that does not confirm it is
rejected with error 30887.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_END = re.compile(
    r"(?i)\b(?:no|not|won't|never)\b[^.]{0,40}\b(?:messages?|msgs?|texts?|sms|again|any\s*more)\b"
    r"|\bunsubscribed\b|\bopted[\s-]out\b"
)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30887",
        "https://www.twilio.com/docs/messaging/api/usapptoperson-resource",
    ),
    fix="write, for example, 'Acme: You are unsubscribed and will receive no more messages.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the reply says that messages have stopped."""
    message = case.campaign.opt_out_message
    if message and not _END.search(message):
        yield Violation("campaign.opt_out_message", "the STOP reply doesn't say that there will be no more messages")


rule.for_tenant(check)
