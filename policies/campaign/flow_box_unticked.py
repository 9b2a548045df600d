"""Opt-in checkboxes are not pre-selected.

Customers opt in by their own action. A checkbox that is already ticked when the page opens is not consent, and the
campaign is rejected with error 30925.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW

_TICKED = re.compile(
    r"\b(?:pre-?(?:checked|ticked|selected)|(?:checked|ticked|selected|on) by default|(?:checked|ticked) beforehand)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\b(?:never|no|non|not|without)\b|n't\b)[^.]{0,24}$", re.IGNORECASE)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30925",),
    fix="leave the checkbox empty by default, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find mentions of a pre-ticked checkbox that are not negated."""
    flow = case.tenant.campaign.message_flow
    for found in _TICKED.finditer(flow):
        if not _DENIED.search(flow[: found.start()]):
            yield Violation(FLOW, f"{found[0]!r}: customers must tick the checkbox themselves")


rule.for_tenant(check)
