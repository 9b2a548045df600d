"""The answer to STOP says that no more messages come.

Whoever opts out must know that it worked: carriers want the end confirmed. An answer that leaves it open is rejected
with error 30887.
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
    fix="write as in 'Acme: You are unsubscribed and will get no more messages.'",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Look for the end in the answer."""
    message = case.tenant.campaign.opt_out_message
    if message and not _END.search(message):
        yield Violation("campaign.opt_out_message", "it does not say that no more messages come")


rule.for_tenant(check)
