"""Message flows quote what is said to ask for consent.

Where customers consent by word of mouth, nothing but the script shows what they agreed to. It says that it is about
texts, how often, that rates may apply, STOP and HELP, and it asks a question. A page with the facts does not replace
what is said. Without the script reviewers can't verify the consent, and reject the campaign with error 30909 or 30917.
Marketing needs written consent: error 30913.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.disclosures import help_keyword, opt_out, rates
from policies.language.reading import Found, Reading, first_of, read
from policies.language.vocabulary import KEYWORD, TEXT, TICK
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

_SAYS_YES = Words(
    "they|she|he|customer|caller|client|patient say|says|said yes|ok|okay|sure|yeah",
    "guest|parent|member|homeowner|who|tenant|owner|person say|says|said yes|ok|okay|sure|yeah",
    "says|say|said \"|' yes|ok|okay|sure",
    unless=Words(
        "says|say yes|ok .. or_no", "says|say .. yes to|please", "it|label|box|page|form|button says", "form .. says",
        "it|label|box|page|form|button|line|sign|card|slip|circle|square says \"|' yes|ok|okay|sure",
        "yes .. on the|a form",
    ),
)  # fmt: skip
"""Words that may also be about a form."""

_STAFF = Words(
    "receptionist", "technician", "tech", "clerk", "cashier", "staff", "host", "hostess", "stylist", "barista",
    "front desk", "agent", "driver", "representative", "rep", "coordinator", "dispatcher", "operator", "advisor",
    "adviser", "nurse", "assistant", "server", "employee", "manager", "pharmacist", "teller", "crew", "team",
    "volunteer", "teacher", "we", "i", "salesperson", "groomer", "secretary", "scheduler", "whoever", "usher",
    "greeter", "mechanic", "plumber", "associate", "counselor", "instructor", "attendant", "installer", "doctor",
    "dentist", "hygienist", "waiter", "waitress", "bartender", "trainer", "coach", "somebody", "someone", "office",
    "person at", "desk", "colleague", "caller", "mover", "estimator", "electrician", "inspector", "intake",
    "bookkeeper", "midwife", "librarian", "therapist", "optician", "seamstress", "tailor", "guide", "ranger", "pastor",
    "clinician", "seller", "butcher", "baker", "florist", "jeweler", "vet", "principal", "captain", "surveyor",
    "notary",
    "paralegal", "attorney", "lawyer", "barber", "owner",
)  # fmt: skip

_ASKS = Words(
    "ask", "recite", "inquire", "has|have a_word|word", "talk|talks|speak|speaks|chat|chats with|about",
    "read|reads to|out|aloud|them|him|her|from|a|the", "offer", "run|runs|go|goes through|over",
    "get|gets|obtain|obtains|take|takes .. okay|ok|permission|consent|yes", "check|checks with|whether|if",
    "bring|brings it|texts up", "tell|tells|explain|explains|mention|mentions .. and asks|ask|gets",
    unless=Words("ask us", "ask|asks for no", "offer|offers a|an|the|no", "get|take .. yes .. box"),
)  # fmt: skip

_PERMISSION = Words("permission", "consent", "okay", "opt in", "yes")

_ANSWER = Words(
    "press|dial|enter #", "press|dial the", "say|answer =yes|=text|=no", "tell me =yes|=no|if|whether",
    "may|can|could|shall|should i|we text|send", "would you like", "do you agree|want|consent",
    "is it|that ok|okay|fine",
)  # fmt: skip
"""How a recording or a person asks."""

_ON_PAPER = Words(
    "form", "page", "screen", "box", "checkbox", "button", "card", "sheet", "online", "website", "tablet", "kiosk",
    "sign|signs|signature", "question|field|label ask|asks", "keyword", "instead", "decline", "rather not", "skip",
    "reply|text|send =help", "frequently asked",
    unless=Words("reads from .. card", "card", "laminated card", "sign|signs off"),
)  # fmt: skip

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
    spoken = [*flow.said(_BY_VOICE, _SAYS_YES), *_asked(flow)]
    if not spoken:
        return
    is_written = bool(flow.said(TICK)) or bool(flow.said(KEYWORD))
    is_certain = any(not flow.within(_ON_PAPER, flow.sentence(each)) for each in flow.said(_BY_VOICE))
    if is_written and not is_certain:
        return
    if case.campaign.use_case is UseCase.MARKETING and not is_written:
        yield finding(FLOW, flow, first_of(spoken), "consent to marketing must be written, not spoken")
    elif not _is_script(" ".join(flow.text[each.start : each.end] for each in flow.quotes)):
        yield finding(
            FLOW, flow, min(spoken), "consent is spoken, but the message flow doesn't quote the complete script"
        )


def _asked(flow: Reading) -> Iterator[Found]:
    """Yield staff who ask or tell customers about texts."""
    for staff in flow.find(_STAFF):
        if any(each.start <= flow.span(staff)[0] < each.end for each in flow.quotes):
            continue
        for act in flow.after(staff, _ASKS, 4):
            sentence = flow.sentence(act)
            is_about = flow.within(TEXT, sentence) or flow.within(_PERMISSION, sentence)
            by_text = flow.within(TEXT, Found(staff.last + 1, act.first - 1))
            if is_about and not by_text and not flow.is_denied(act) and not flow.within(_ON_PAPER, sentence):
                yield Found(staff.first, act.last)


def _is_script(quoted: str) -> bool:
    script = read(quoted)
    return ("?" in script.words or script.has(_ANSWER)) and rates(script) and opt_out(script) and help_keyword(script)


rule.for_tenant(check)
