"""Customers consent to texts by an act of their own.

A number that was given, an order, or a signature on something else is not consent to texts: customers tick an empty
box, sign a line of its own, text a keyword, or say yes when asked. Anything else reviewers call implied consent, and
reject the campaign with error 30831, 30896 or 30925.
"""

import re
from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of, lacking
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import AGREE, BOX, EMPTY, KEYWORD, STOP, TEXT, TICK
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

_ACT = Words(
    "=tick", "=ticks", "=ticked", "=ticking", "=checking", "=checked", "box", "checkbox", "mark", "initial",
    "toggle", "square", "keyword", "texting", "replying", "reply|replies yes|y", "selecting", "switch", "cross",
    "sign|signs|signing .. text|sms|line|separate", "answer|answers|answering yes", "say|says|saying yes",
    "press|pressing|tap|taps yes|agree|accept", "express|explicit|written consent|permission|opt", "expressly",
    "opted in themselves", "text|texts|send|sends the_word|us", "asks for text|texts|them", "double opt",
)  # fmt: skip

_NUMBER = Words("number", "mobile", "phone", "cell", "order", "form", "booking", "account", "email")

_YES = Words(
    "consent", "permission", "agreement", "yes", "opt in", "okay", "approval", "authorization", "acceptance",
    "agreeing", "invitation", "go ahead", "opted in", "green light", "request for|to", "wish|desire to",
    "willingness",
)  # fmt: skip

_TAKEN_AS = Words(
    "treat|regard|see|understand|take|consider|deem .. as|like",
    "count|construe|read|view|interpret|record|log|accept .. as|like",
    "is|are|be|was|being treated|regarded|seen|understood|taken|considered|deemed .. as|like|to_be",
    "is|are|be|was|being counted|construed|read|viewed .. as|like|to_be",
    "is|are|be|was|being interpreted|recorded|logged|noted .. as|like|to_be", "is|are|be consider|deem",
    "we consider|deem|assume|presume|infer|take .. that|it|this|them",
    "count|serve|stand|qualify|double|pass as|for|like", "constitute", "imply", "signify", "signal", "equal",
    "amounts to", "means|mean that|you|they|she|he|the|we", "carries with it", "carry with them", "conveys",
    "establishes", "shows|show|tells|tell that|us|their|her|his|the", "is|as our|the|their|your|his|her|its",
    "gives us",
    unless=Words(
        "read as|more", "see .. like", "tell us if|when|what", "count|mark .. tick|box", "means that no",
        "is our|the|their|your privacy|terms|website|choice|page|only|number",
    ),
)  # fmt: skip

_ENOUGH = Words(
    "is|are|be|was|seems|counts_as enough|sufficient|all_we_need|all_it_takes", "suffices", "suffice", "will do",
    "does it", "does the trick", "no more is needed",
    unless=Words("well enough"),
)  # fmt: skip

_IMPLIED = Words(
    "implied", "implicit", "implicitly", "inferred", "presumed", "tacit", "assumed consent|permission|opt",
    "consent|permission is|are|as|was assumed|presumed|inferred|automatic|understood", "passive consent|opt",
    "automatically|auto opt|enroll|subscribe|sign|add|receive|get",
    "automatically|auto join|register|include|start|put|place|texted|begin", "autoenroll",
    "opted|enrolled|subscribed|added|signed .. automatically|by_default", "opt in = true|1|yes",
    "optin = true|1|yes", "no|without|needs_no separate|extra|further|additional consent|permission|question",
    "no|without|needs_no separate|extra|further|additional opt|box|checkbox",
    "no|without|needs_no specific|explicit|formal|other|second consent|permission|question",
    "no|without|needs_no specific|explicit|formal|other|second opt|box|checkbox",
    "no|without|needs_no separate|extra|further|additional form|step|tick|agreement|approval|sign|yes",
    "no|without|needs_no specific|explicit|formal|other|second form|step|tick",
    "no|without|needs_no specific|explicit|formal|other|second agreement|approval|sign|yes",
    "needs|need|requires|has|have|see no question|consent|box|form|tick|permission|opt|asking",
    "there is no .. box|checkbox|tick|question|opt", "without asking", "without being asked", "no .. box to tick",
    "do|does not ask .. again|separately|permission|first|beforehand",
    "everyone|everybody|anyone .. is|are|gets|get added|enrolled|subscribed|opted|entered|signed_up",
    "all|every|each|any .. is|are|gets|get added|enrolled|subscribed|opted|entered|signed_up",
    "everyone|everybody|anyone .. will|be|becomes|become added|enrolled|subscribed",
    "everyone|everybody|anyone .. will|be|becomes|become opted|entered|signed_up",
    "all|every|each|any .. will|be|becomes|become added|enrolled|subscribed|opted|entered|signed_up",
    "everyone|everybody|anyone|all|every|each|any .. is|are|gets|get put_on|placed_on|on_the|on_our list|texts|text",
    "everyone|everybody|anyone .. will|be|becomes|become put_on|placed_on|included",
    "all|every|each|any .. will|be|becomes|become put_on|placed_on|included",
    "all|every|everyone|any .. receive|receives|get|gets .. texts|text|messages|alerts|reminders",
    "plainly|naturally|reasonably|obviously expect|know|understand|want|assume",
    "clearly|rightly|surely|certainly expect|know|understand|want|assume", "goes without saying",
    "comes with permission|consent", "expect|expects to_hear|us_to|a_text|texts|text|messages",
    "used to it|texts|getting", "we|i|system|software import|upload|load|pull|copy|buy .. numbers|list|contacts",
    "we|i|system|software import|upload|load|pull|copy|buy .. database|customers|records|leads",
    "we|i|system|software bought|purchase|purchased|transfer|moved|harvest .. numbers|list|contacts",
    "we|i|system|software bought|purchase|purchased .. database|customers|records|leads",
    "we|i|system|software transfer|moved|harvest .. database|customers|records|leads",
    "i|we|staff|clerk type|key|enter|copy|put|add it|them|number|numbers into|to|on .. list|program",
    "text|texts|message|messages everyone|everybody|anyone who|that ever|has|have|had|visited|bought|ordered|called",
    "purchased|bought|rented|acquired list|lists|leads|data",
    "numbers|customers|clients|patients|members|contacts on file|record .. text|texted|receive",
    "numbers|customers|clients|patients|members|contacts on file|record .. get|messages|texts|added",
    "existing|past|current customers|clients|patients|members|guests .. are|were|get",
    "former|previous|old customers|clients|patients|members|guests .. are|were|get",
    "existing|past|current customers|clients|patients|members|guests .. receive|also|have|will",
    "former|previous|old customers|clients|patients|members|guests .. receive|also|have|will",
    "existing|past|current contacts|buyers|donors|students|tenants .. are|were|get",
    "former|previous|old contacts|buyers|donors|students|tenants .. are|were|get",
    "existing|past|current contacts|buyers|donors|students|tenants .. receive|also|have|will",
    "former|previous|old contacts|buyers|donors|students|tenants .. receive|also|have|will",
    "business|existing|established|prior|ongoing relationship", "by doing business", "as a courtesy",
    "since|because|as .. gave|left|provided|shared|handed|entered us|their|her|his|a|your|the|it",
    "once we have .. number", "number in|on .. file|system|record|chart is|are|means|goes|gets",
    "every|any|all|each number|numbers|phone|mobile .. text|texted|texts|get",
    "every|any|all|each number|numbers|phone|mobile .. gets|receive|receives|goes|list",
    "texting|texts|messages start|starts|begin|begins|follow|go .. after|when|once|with|as_soon|from",
    unless=Words(
        "never|not .. implied|inferred|presumed|assumed", "automatically stop|end|delete|expire",
        "no other|separate app|login|fee|charge|account|cost", "texts|messages start|starts with|by",
        "all|every .. who tick|ticked|opted|agreed|consented|said|asked|joined|signed|text",
        "all|every|each of our texts|messages", "any|all text|texts|messages",
        "existing|past|current customers|members|patients|clients .. visit|join|go|may|can|text|open",
    ),
)  # fmt: skip

_BY_DOING = Words(
    "by|upon|on clicking|pressing|tapping|hitting .. submit|book|order|continue|place|send|checkout",
    "by|upon|on clicking|pressing|tapping|hitting .. register|pay|next|confirm",
    "by|upon|on clicking|pressing|tapping|hitting .. request|buy|finish|schedule",
    "by|upon|on|through|with|in giving|providing|entering|submitting|leaving|sharing",
    "by|upon|on|through|with|in handing|writing|typing|booking|ordering|buying|purchasing",
    "by|upon|on|through|with|in calling|visiting|using|registering|scheduling|becoming|placing",
    "by|upon|on|through|with|in paying|making|continuing|proceeding|filling|completing|creating",
    "by|upon|on|through|with|in downloading|installing|requesting|reserving|renting",
    "by|upon|on|through|with|in donating|dropping|accepting|hiring",
    "by|upon|on|through|with|in attending|connecting|scanning|staying|parking|shopping|supplying",
    "by|upon|on|through|with|in checking_out|signing_in|checking_in",
    "by|upon|on|through|with|in signing_up|enrolling|joining|adding",
    "anyone|everyone|whoever|customers|clients who|that give|provide|enter|leave|share|submit",
    "patients|people|guests|members|those who|that give|provide|enter|leave|share|submit",
    "anyone|everyone|whoever|customers|clients who|that book|order|buy|call|hand|place|request",
    "patients|people|guests|members|those who|that book|order|buy|call|hand|place|request",
    "buyers|parents|shoppers|visitors|customer who|that give|provide|enter|leave|share|submit",
    "client|patient|guest|person|person's who|that give|provide|enter|leave|share|submit",
    "buyers|parents|shoppers|visitors|customer who|that book|order|buy|call|hand|place|request",
    "client|patient|guest|person|person's who|that book|order|buy|call|hand|place|request",
    "anyone|everyone|whoever|customers|clients who|that register|schedule|pay",
    "anyone|everyone|whoever|customers|clients who|that complete|fill|write|type",
    "patients|people|guests|members|those who|that register|schedule|pay|complete|fill|write|type",
    "anyone|everyone|whoever|customers|clients who|that donate|hire|check_out",
    "anyone|everyone|whoever|customers|clients who|that check_in|sign_up|visit|enroll",
    "patients|people|guests|members|those who|that donate|hire|check_out",
    "patients|people|guests|members|those who|that check_in|sign_up|visit|enroll",
    "buyers|parents|shoppers|visitors|customer who|that register|schedule|pay",
    "buyers|parents|shoppers|visitors|customer who|that complete|fill|write|type",
    "client|patient|guest|person|person's who|that register|schedule|pay|complete|fill|write|type",
    "buyers|parents|shoppers|visitors|customer who|that donate|hire|check_out",
    "buyers|parents|shoppers|visitors|customer who|that check_in|sign_up|visit|enroll",
    "client|patient|guest|person|person's who|that donate|hire|check_out",
    "client|patient|guest|person|person's who|that check_in|sign_up|visit|enroll",
    "whoever gives|provides|enters|leaves|shares|books|orders|buys|calls|registers|schedules|pays",
    "once|when|if|after|as_soon_as .. give|provide|enter|leave|share|submit|book|order|buy",
    "once|when|if|after|as_soon_as .. hand|place|pay|complete",
    "once|when|if|after|as_soon_as .. register|check_out|check_in|purchase|hire",
    "giving|providing|leaving|sharing|entering|submitting us|a|your|their|the",
    "giving|providing|leaving|sharing|entering|submitting his|her|mobile|phone|this|an", "on submit",
    "on|upon|with|at submission|purchase|checkout|booking",
    "on|upon|with|at registration|arrival|enrollment|check_in|sign_up",
    unless=Words(
        "by|upon|on signing", "number and|, tick|check|mark|select", "if you call",
        "after the|their|a visit|order|purchase", "when|once .. order|car|bike|pet|table is|arrives",
        "on arrival|request|check_in", "on .. enrollment|registration|checkout|booking|check_in page|form|screen",
    ),
)  # fmt: skip

_ON_LIST = Words(
    "added|enrolled|subscribed|entered|put|placed|signed|joined|opted to|in|on|up|onto|into|for",
    "start|begin getting|receiving|texting|to_get|to_receive", "will|shall|may|can be texted|added|enrolled|opted",
    "we|will then|also text|texts|message", "we|will text|message them|her|him|you|that|it",
    "goes|go|land to|on|onto|into .. list|sms|texting", "on the|our text|sms|messaging|texting list|club",
    "is|are|get|gets texted", "receives|receive|gets|get texts|text|messages|sms|our", "set to true|yes|opted",
    "opt in = true", "flag",
)  # fmt: skip

_APART = Words(
    "separately", "separate", "does not", "not", "never", "nobody", "without", "no", "none", "nothing", "neither", "nor"
)

_INSTRUCTION = re.compile(
    r"\b(?i:text|texts|texting|send|sends|sending|type|types|typing|message|reply|replies|replying)"
    r"\s+(?i:(?:with|back|us|in|the|a|word|keyword|code)\s+){0,3}"
    r"[\"'\u201c\u2018]?(?!(?:STOP|HELP|END|QUIT|CANCEL|UNSUBSCRIBE|SMS|MMS|INFO|STOPALL)\b)[A-Z][A-Z0-9]{0,14}\b"
)
"""Matches an instruction to send a keyword."""

_DRAWN_BOX = re.compile(r"[\u2610\u25a1\u25ef\u25cb]|\[[ _]*\]|\( {0,3}\)|__")

_UNWILLING = Words(
    "not want|wish|like|care|appreciate|need|interested", "rather not", "prefer|prefers not", "object|objects",
    "dislike|dislikes", "unwilling", "minds|mind", "unhappy", "tired of", "would like|want|wants out",
)  # fmt: skip

_WAY_OUT = Words(
    "=stop", "can|may|must|should|has_to|have_to|need_to|simply opt_out|unsubscribe", "unsubscribes", "opts out",
    "tell|tells us|so", "let|lets us know",
)  # fmt: skip

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
    implied = [*_taken(flow), *_given_by_doing(flow)]
    if not flow.has(EMPTY):
        implied += [*_without_act(flow, _IMPLIED), *_left_by_opting_out(flow)]
    if implied:
        yield finding(FLOW, flow, first_of(implied), "consent must not be implied by anything else that customers do")
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


def _without_act(flow: Reading, words: Words) -> Iterator[Found]:
    """Yield where words stand in a sentence without an act of consent."""
    for found in flow.said(words):
        if not flow.within(_ACT, flow.sentence(found), denied=False):
            yield found


def _taken(flow: Reading) -> Iterator[Found]:
    """Yield what is treated as consent: `we take an order as permission`."""
    for taken in flow.said(_TAKEN_AS):
        before = Found(max(flow.sentence(taken).first, taken.first - 14), taken.last)
        meant = [each for each in flow.after(taken, _YES, 5) if not flow.is_denied(each)]
        if meant and not flow.within(_ACT, before):
            yield Found(taken.first, min(meant).last)
    for enough in _without_act(flow, _ENOUGH):
        near = Found(
            max(flow.sentence(enough).first, enough.first - 16), min(flow.sentence(enough).last, enough.last + 12)
        )
        if flow.within(_YES, near) or flow.within(_NUMBER, near):
            yield enough


def _given_by_doing(flow: Reading) -> Iterator[Found]:
    """Yield `by giving a number you agree to texts`, and `who orders is put on the list`."""
    for doing in flow.said(_BY_DOING):
        span = Found(doing.first, min(flow.sentence(doing).last, doing.last + 20))
        result = [*flow.within(AGREE, span, denied=False), *flow.within(_ON_LIST, span, denied=False)]
        if result and not flow.within(_ACT, span) and not flow.within(_APART, span):
            yield Found(doing.first, max(result).last)


def _left_by_opting_out(flow: Reading) -> Iterator[Found]:
    """Yield a way out that is sold as the way in: `who doesn't like it, writes STOP`."""
    if flow.said(BOX) or flow.said(KEYWORD):
        return
    for unwilling in flow.find(_UNWILLING):
        ways_out = [*flow.after(unwilling, STOP, 12), *flow.after(unwilling, _WAY_OUT, 12)]
        if ways_out:
            yield Found(unwilling.first, max(ways_out).last)


def _is_missing(flow: Reading, box: Found) -> bool:
    """Return whether it is said that there is no box."""
    before = flow.words[max(0, box.first - 2) : box.first]
    return any(word in {"no", "not", "without", "any", "never"} for word in before)


rule.for_tenant(check)
