"""The message flow tells of the opt-in keywords.

Every way in which customers agree is described. A keyword that the flow does not mention is a way that nobody can
retrace, and the campaign is rejected with error 30917.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

_AGAIN = frozenset(["START", "UNSTOP", "YES"])
"""Twilio's own, by which customers come back; they need no telling.

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
    """Look for each keyword in the flow."""
    campaign = case.tenant.campaign
    for index, keyword in enumerate(campaign.opt_in_keywords or ()):
        if not re.search(rf"\b{keyword}\b", campaign.message_flow, re.IGNORECASE) and keyword.upper() not in _AGAIN:
            yield Violation(f"campaign.opt_in_keywords[{index}]", f"the message flow does not mention {keyword!r}")


rule.for_tenant(check)
