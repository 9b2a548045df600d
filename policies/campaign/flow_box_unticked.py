"""Opt-in checkboxes are not pre-selected.

Customers opt in by their own action. A box that is already ticked, or a switch that is on until somebody turns it off,
is not consent. Reviewers call it a pre-selected checkbox, and reject the campaign with error 30925.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.passages import faulty
from policies.language.words import Words

_BEFOREHAND = Words(
    "=checked|=ticked|=selected|=marked by_default|beforehand|in_advance", "already =checked|=ticked|=selected|=marked"
)
"""Plain words that no model may miss, unless they are a question."""

_ELSEWHERE = Words("email", "e mail", "call", "newsletter")
"""What else may be selected by default."""

_PRINTED = re.compile(
    r"(?:\([xXoO\u2713\u2714\u2022\u25cf]\)|\[[xX\u2713\u2714]\]|[\u2611\u2612\u25c9])"
    r"\s*[\"'\u201c\u2018]?(?:yes|i\b|text me|send|agree|ok|sms)",
    re.IGNORECASE,
)
"""Matches a mark that is drawn in a box before a yes."""

_MARKUP = re.compile(r"<input\b[^<>]{0,200}\bchecked(?!\s*=\s*[\"']?(?:false|no))\b[^<>]{0,100}>", re.IGNORECASE)

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30925",
        "https://www.twilio.com/docs/api/errors/30508",
    ),
    fix="leave the checkbox empty by default, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a yes that is set before the customer comes."""
    flow = flow_of(case)
    sentences = map(flow.sentence, flow.said(_BEFOREHAND))
    said = (each for each in sentences if not flow.within(_ELSEWHERE, each) and flow.words[each.last] != "?")
    if found := faulty(flow, "box-preticked") or next(said, None):
        yield finding(FLOW, flow, found, "customers must tick the checkbox themselves")
    elif markup := _MARKUP.search(flow.text) or _PRINTED.search(flow.text):
        yield Violation(FLOW, f"{markup[0]!r}: customers must tick the checkbox themselves", span=markup.span())


rule.for_tenant(check)
