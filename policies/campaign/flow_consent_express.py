"""Customers consent to texts by an act of their own.

A number that was given, an order, or a signature on something else is not consent to texts: customers tick an empty
box, sign a line of its own, text a keyword, or say yes when asked. Anything else reviewers call implied consent, and
reject the campaign with error 30831, 30896 or 30925.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of, lacking
from policies.language.passages import faulty
from policies.language.reading import Found, Reading
from policies.language.vocabulary import BOX, EMPTY, KEYWORD, TEXT, TICK
from policies.language.words import Words

_ANSWER = Words(
    "=yes", "subscribe", "sign up|signs_up|signed_up .. text|sms|alerts", "turn|turns|switch .. =on",
    "join .. text|sms|list|club", "ticks|checks|marks", "form about|for text|texts|sms",
    "consent form|page|card|sheet", "affirmative answer|response|reply", "say|says|said yes|ok|okay|sure",
    "say|says|said \"|' yes|ok|okay|sure", "answer|answers yes", "yes and|or|/ no", "no and|or|/ yes",
    "yes|no button|option|question|choice|,", "two buttons|choices|options", "verbal", "verbally", "orally",
    "spoken", "word of mouth", "press #", "question .. yes", "opts in", "agrees to text|texts|get|receive",
    "chooses", "press|hit|tap|push|click|hits|taps|presses|clicks|touches|touch \"|'",
    "press|hit|tap|push|click|touch .. button|key|yes|agree|link",
    "circles|circle|subscribes|initials", "enroll|enrolls at|on|via|by|through", "joins|join by|at|on|via|through",
    "text|texts|texting|send|sends|sending the|its|that|their|a|this|your name|number|route|ticket|word|code|keyword",
    "either|neither|both answer|answers|button|buttons|choice", "=y or|/ =n", "=yes|no and|or|/ =no|yes",
)  # fmt: skip
"""Acts of consent other than a mark or a keyword."""

_GIVEN = Words("whoever|everyone|everybody|anyone|anybody gives|leaves|provides .. number agrees|consents|joins")
"""Plain words for a number that counts as consent."""

_INSTRUCTION = re.compile(
    r"\b(?i:text|texts|texting|send|sends|sending|type|types|typing|message|reply|replies|replying)"
    r"\s+(?i:(?:with|back|us|in|the|a|word|keyword|code)\s+){0,3}"
    r"[\"'\u201c\u2018]?(?!(?:STOP|HELP|END|QUIT|CANCEL|UNSUBSCRIBE|SMS|MMS|INFO|STOPALL)\b)[A-Z][A-Z0-9]{0,14}\b"
)
"""Matches an instruction to send a keyword."""

_DRAWN_BOX = re.compile(r"[\u2610\u25a1\u25ef\u25cb]|\[[ _]*\]|\( {0,3}\)|__")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30831",
        "https://www.twilio.com/docs/api/errors/30896",
        "https://www.twilio.com/docs/api/errors/30925",
    ),
    fix="let customers opt in by an act that means nothing else, such as ticking an empty box, and describe it",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find consent that is taken from something else, or a message flow without an act of consent."""
    flow = flow_of(case)
    given = next((flow.sentence(each) for each in flow.said(_GIVEN)), None)
    if found := faulty(flow, "consent-implied") or given:
        yield finding(FLOW, flow, found, "consent must not be implied by anything else that customers do")
    elif not (
        flow.has(TICK)
        or flow.has(KEYWORD)
        or flow.has(_ANSWER)
        or any(not _is_missing(flow, each) for each in flow.find(BOX))
        or flow.has(EMPTY)
        or _INSTRUCTION.search(flow.text)
        or _DRAWN_BOX.search(flow.text)
        or _is_asked(flow)
    ):
        yield lacking(FLOW, flow, "the message flow describes no act by which customers consent to texts")


def _is_asked(flow: Reading) -> bool:
    """Return whether a question about texts is quoted: whoever answers it acts."""
    words = filter(None, map(flow.in_quote, flow.quotes))
    return any("?" in flow.words[each.first : each.last + 1] and flow.within(TEXT, each) for each in words)


def _is_missing(flow: Reading, box: Found) -> bool:
    """Return whether it is said that there is no box."""
    before = flow.words[max(0, box.first - 2) : box.first]
    return any(word in {"no", "not", "without", "any", "never"} for word in before)


rule.for_tenant(check)
