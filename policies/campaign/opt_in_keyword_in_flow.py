"""Message flows mention every opt-in keyword.

A message flow must describe every way to opt in. Reviewers can't retrace a keyword that the message flow does not
mention, and the campaign is rejected with error 30917.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_AGAIN = frozenset(["START", "UNSTOP", "YES"])
"""Twilio's own keywords for opting in again; the message flow need not mention them.

See https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out.
"""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30917",),
    fix="say in the message flow where customers see the keyword and which number they text it to",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Check that the message flow mentions each keyword."""
    campaign = case.campaign
    for index, keyword in enumerate(campaign.opt_in_keywords or ()):
        if not re.search(rf"\b{keyword}\b", campaign.message_flow, re.IGNORECASE) and keyword.upper() not in _AGAIN:
            yield Violation(f"campaign.opt_in_keywords[{index}]", f"the message flow doesn't mention {keyword!r}")


rule.for_tenant(check)
