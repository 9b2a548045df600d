"""Message flows quote what is said to ask for consent.

Where customers consent by word of mouth, nothing but the script shows what they agreed to. It says that it is about
texts, how often, that rates may apply, STOP and HELP, and it asks a question. A page with the facts does not replace
what is said. Without the script reviewers can't verify the consent, and reject the campaign with error 30909 or 30917.
Marketing needs written consent: error 30913.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.reading import first_of
from policies.language.vocabulary import KEYWORD, TICK
from policies.language.whole_texts import faulty_as_a_whole
from policies.language.words import Words
from tenants.model import UseCase

_BY_VOICE = Words(
    "consent|permission is|are|was taken|given|obtained by|over phone|telephone|the_phone|voice",
    "consent|permission is|are|was taken|given|obtained on|via phone|telephone|the_phone|voice",
    "consent|permission is|are|was requested|asked by|over|on|via phone|telephone|the_phone|voice",
    "consent|permission is|are|was got|collected by|over|on|via phone|telephone|the_phone|voice", "verbal",
    "verbally", "orally", "oral consent|permission|agreement|opt|yes", "word of mouth", "spoken",
    "in .. own words",
    "agree|consent|permission over|on|by|via|during the_phone|a_call|phone|telephone|the_call",
    "opt_in|enroll|yes over|on|by|via|during the_phone|a_call|phone|telephone|the_call",
    "over|by|during the_phone|phone|telephone|a_call|the_call .. consent|agree|permission|opt|yes",
    "phone|telephone|verbal|call script", "ask|asks|asked over|on|by|during the_phone|phone|a_call|the_call",
    "recorded line|call|prompt|message|voice", "nods|nod", "press # for|to",
    "ivr", "voice prompt|menu|response|assistant", "callers hear|press", "in person .. agree|consent|permission",
    "face to face .. agree|consent|permission|ask|asks",
)  # fmt: skip
"""Words that are only about spoken consent."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30909",
        "https://www.twilio.com/docs/api/errors/30917",
        "https://www.twilio.com/docs/api/errors/30511",
        "https://www.twilio.com/docs/api/errors/30913",
    ),
    fix="quote in the message flow, word for word, what staff say when they ask",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find spoken consent without a script that is complete."""
    flow = flow_of(case)
    spoken = flow.said(_BY_VOICE)
    is_written = bool(flow.said(TICK)) or bool(flow.said(KEYWORD))
    if case.campaign.use_case is UseCase.MARKETING and spoken and not is_written:
        yield finding(FLOW, flow, first_of(spoken), "consent to marketing must be written, not spoken")
    elif found := faulty_as_a_whole(flow, "flow-no-script"):
        message = "consent is spoken, but the message flow doesn't quote the complete script"
        yield finding(FLOW, flow, first_of(spoken) if spoken else found, message)


rule.for_tenant(check)
