"""Customers who refuse texts lose nothing.

What happens after a no decides, not the word "optional": if the form can't be sent without the box, or the person who
refuses is turned away, waits longer or pays more, consent is forced. Reviewers reject the campaign with error
30931 or 30923.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.inflection import listed
from policies.language.negation import NEGATIONS
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import AGREE, BOX, OPTIONAL, TEXT, TICK
from policies.language.words import Words

_FAR = 24
_SAME = listed("such then they those")

_MUST = Words(
    "must", "have|has|need|needs to", "required|obliged|obligated|forced|compelled to",
    unless=Words(
        "do|does|did not .. have|need to", "not have|need to", "must not", "need not", "shall not",
        "needs|need to be|call|know|reach", "have to offer", "must be|show|include|contain|mark",
    ),
)  # fmt: skip

_SAY_YES = Words("say|answer|choose|reply|select yes", "turn|switch|leave .. =on")

_REQUIRED = Words(
    "mandatory", "compulsory", "obligatory", "=required", "needed", "is|are necessary", "not optional|voluntary",
    unless=Words(
        "=required by", "=required points|information|disclosure|disclosures|fields",
        "=required lines|wording|language|notices|details", "only =required", "needed for the|your",
        "if|when|as|where|is_it needed|=required|necessary", "=required name|fields", "authentication|help needed",
    ),
)  # fmt: skip

_CONDITION = Words(
    "consent|permission|agreement is|are a|the|our condition|requirement|prerequisite|precondition",
    "consent|permission|agreement being|becomes|made a|the|our condition|requirement",
    "consent|permission|agreement being|becomes|made a|the|our prerequisite|precondition",
    "texts|it|this is|are a|the|our condition|requirement|prerequisite|precondition",
    "texts|it|this being|becomes|made a|the|our condition|requirement|prerequisite|precondition",
    "box|yes|agreeing is|are a|the|our condition|requirement|prerequisite|precondition",
    "box|yes|agreeing being|becomes|made a|the|our condition|requirement|prerequisite|precondition",
    "opting_in|opt_in|enrollment is|are a|the|our condition|requirement|prerequisite|precondition",
    "opting_in|opt_in|enrollment being|becomes|made a|the|our condition|requirement",
    "opting_in|opt_in|enrollment being|becomes|made a|the|our prerequisite|precondition",
    "as a|the condition|requirement|prerequisite|precondition of|for|to",
    "conditional|conditioned|contingent|dependent upon|on .. consent|box|tick|text",
    "conditional|conditioned|contingent|dependent upon|on .. texts|permission|agreeing|opt",
    "depends|depend|hinges|hinge on|upon .. consent|tick|box|permission|agreeing",
    "we|business|clinic|form|page|store|checkout require|requires .. consent|agreement|permission|opt",
    "we|business|clinic|form|page|store|checkout require|requires .. texts|box|tick|yes",
    "whose|who|that .. ticked|agreed|signed|opted .. rest|others", "# year|month|day|hour|percent for the rest|others",
    "in order to book|order|buy|pay|register .. must|have_to|need_to|has_to",
    "in order to join|enroll|submit|proceed|reserve|schedule .. must|have_to|need_to|has_to",
    unless=Words(
        "we require no|your|double|express|explicit|written", "require .. confirm|reply",
        "require .. before we|any|texting|sending",
    ),
)  # fmt: skip

_GO = "|".join(
    sorted(
        listed(
            "accept admit advance allow apply book buy check_out checkout clear complete confirm continue create "
            "deliver dispatch enroll enter finish finalize fulfill get go grant honor issue join load open "
            "order pass pay place proceed process purchase quote receive register release rent reserve save schedule "
            "see send serve ship sign_up start submit through treat visit work"
        )
    )
)

_CANNOT = Words(
    f"can|could|will|does|do|is|are|may not {_GO}",
    f"can|could|will|may|is|are not be|go|able_to|let|allowed_to|possible_to {_GO}", f"unable|impossible to {_GO}",
    f"never {_GO}", f"no|nobody|none .. can|is|are|goes|gets {_GO}|through",
    "reject|block|prevent|bounce|stuck", "we|desk|clerk|system|form|host refuse|refuses", "halt",
    "not .. go|goes through",
    "no order|booking|appointment|quote|reservation without|until|unless",
    "no account|sale|application|registration|rental|enrollment without|until|unless", "not finish",
    "will|does not let",
    unless=Words(
        "not send .. text|texts|anything|message|messages|sms|any",
        "do|will|does|can|may not send|get|receive|start|begin text|texts|message|messages",
        "do|will|does|can|may not send|get|receive|start|begin sms|any|anything|to",
        "no_one|nobody is|gets texted|text|texts", "never send|receive|get", "blocks of",
        "not visit|see text|texts", "no text|texts|message|messages|sms|alert|alerts is|are|goes|go|gets|will|sent",
    ),
)  # fmt: skip

_ONLY = Words(
    "only|solely open|submit|proceed|book|activate|active",
    "only|solely enabled|continue|process|complete|unlock|light|appear",
    "only|solely clickable|available|accepted|go|reserve|confirm|release",
    "only|solely serve|work|ship|place|load|show|then",
    "open|submit|proceed|activate|active|enabled only|solely|exclusively|just",
    "continue|complete|unlock|light|appear|clickable only|solely|exclusively|just",
    "available|accepted|go|work|reserve|confirm only|solely|exclusively|just",
    "process|book|ship|serve|schedule|deliver only|solely|exclusively|just",
    "can|will only .. book|order|buy|pay|register|join|enroll",
    "can|will only .. submit|proceed|reserve|schedule|complete|open|serve|process",
    "button|step|checkout|booking opens|unlocks|activates|appears|lights|works",
    "unlocks|unlock upon|once|when|after|only|as_soon",
    "panel|screen|wizard|section|tab unlocks|activates|lights",
    unless=Words(
        "only open to|for|day|days|hours|on", "open only to|for", "only available|show in|on|to",
        "available only in|to|by", "works only for", "only go to|toward",
    ),
)  # fmt: skip

_GREY = Words(
    "grey", "gray", "greyed", "grayed", "disabled", "inactive", "locked", "dimmed", "unclickable", "dead",
    "not clickable|active|enabled|respond|work", "hidden", "faded", "closed",
)  # fmt: skip

_BUTTON = Words(
    "button", "submit", "next", "continue", "checkout", "link", "step", "page", "form", "screen", "arrow", "book",
    "door", "gate", "order", "pay", "send", "proceed",
)  # fmt: skip

_ERROR = Words(
    "error", "red message|warning|text|note|border|outline", "turns|turn red",
    "sent|sends|brought|taken|bounced back", "warning message|appears|pops",
    "validator|validation fails|rejects|insists",
    "asks|asked|reminds|prompts|told|tells .. to tick|check|complete|select|agree|fill_it",
    unless=Words("no error", "without .. error", "nothing .. error"),
)  # fmt: skip

_UNLESS = Words(
    "without", "unless", "until", "till", "once", "only after|when|if|with|once",
    "solely|exclusively after|when|if|with", "if|when .. not|blank|empty|unchecked|unticked|missing|left", "after",
    "who|that have|has|did|do|does", "before", "as soon as", "when", "if", "upon",
    "left|leave|leaves|leaving .. empty|blank|unchecked|unticked",
    "with the|a|an * ticked|checked|selected|marked", "while .. empty|unchecked|unticked|off",
    "=unticked|=unchecked",
)  # fmt: skip

_TEXTING = Words(
    "text|sms consent|permission|box|opt|list", "opt in|into", "opting in", "agreeing", "accepting text|texts|sms",
    "yes", "to|get|receive|accept|want|allow texts|sms",
)  # fmt: skip

_REFUSE = Words(
    "the others", "the rest", "decline", "refuse", "=no is|are|means|get|gets",
    'answer|answers|answering|answered|say|says|saying " =no', 'said|choose|chooses|select|tick|ticks|of|or " =no',
    "answer|answers|answering|answered|say|says|saying =no",
    "said|choose|chooses|select|tick|ticks|the_answer|a =no",
    "leave|leaves|left|leaving .. empty|blank|unchecked|unticked|unmarked",
    "sheet|form|box|line|slip|card|circle is|stays|comes|arrives empty|blank|unchecked|unticked|unmarked|unsigned",
    "without consent|texts|text|permission|a_tick|ticking|opting|agreeing",
    "without sms|the_tick|the_box|a_yes|it|this|that|one|them",
    "do|does|did|will not consent|agree|tick|check|opt|want|accept|sign|wish|allow",
    "has|have|is|are not consented|agreed|ticked|opted|accepted", "skip", "blank|empty forms|form",
    "reject texts|sms|text", "rather not", "withhold", "prefer|prefers not", "not on|in the|our list|program|club",
    "non|not =subscribers|=members|=texters", "nonsubscriber",
    "anyone|those|guests|customers|people|everyone else", "opts|opt|opting out", "unsubscribed",
    "who .. want no texts|messages|sms", "no tick|consent|opt",
    unless=Words(
        "to|can|may|and|or|=stop|=end .. opt out", "reply|text .. opt out", "=stop to opt out",
        "opt|opting|opts out anytime|at|by|link|any|with",
        "do|does|did|will not opt|sign|agree|consent you|them|anyone|anybody|anything|her",
        "do|does|did|will not opt|sign|agree|consent him|people|customers|up|for|to",
        "without saying|reason|penalty|charge|cost|login",
    ),
)  # fmt: skip

_LOSS = Words(
    "waiting list", "wait list", "must|has_to|have_to|needs_to call|visit|come|drive|wait|bring|mail",
    "passed|skipped over", "forfeited",
    "handled|served|seen|processed last|later|after", "moves|moved|goes|sent to_the end|back|bottom",
    "not|never be given|offered|called|told|seen|assigned",
    "not|never process|accept|serve|see|book|schedule",
    "not|never admit|eligible|offer|consider|enroll|complete|confirm",
    "not|never enter|treat|allow|reserve|hold|place|handle|review|approve|quote|ship|deliver",
    "not|never be process|accept|serve|see|book|schedule|admit|offer|consider|enroll|complete|confirm",
    "not|never be entered|treat|reserve|hold|place|handle|review|approve|ship|deliver|guaranteed",
    "set|put|laid aside|on_hold", "turned|sent away|back|elsewhere|home", "=rejected", "=cancelled", "=canceled",
    "discarded", "deleted", "refused|denied service|entry|treatment|care|a|the",
    "can|could|may|will not|no_longer be|get|book|order|proceed|continue|finish",
    "can|could|may|will not|no_longer complete|join|receive|have|use|able|take",
    "can|could|may|will not|no_longer submit|buy|rent|enroll|reserve|schedule|see",
    "can|could|may|will not|no_longer serve|process|accept|hold|deliver|treat|open", "lose", "forfeit",
    "give|gives up", "miss|misses out|the", "=fee", "=surcharge",
    "pay|pays|paying|cost|costs|charged|charge more|extra|full|higher|additional",
    "pay|pays|paying|cost|costs|charged|charge $|a_fee|a_deposit|#|double",
    "bigger|extra|larger|higher|full deposit", "extra|handling|correspondence|monthly|service|paper charge",
    "charge|fee .. added", "posts|sends|mails everything|it|them back", "offered|given|goes to_the next",
    "higher price|rate|deposit|fee", "last in|to", "end|back|bottom of the|our line|queue|list|waiting",
    "wait|waits longer|more|until|at", "lower priority|place|tier", "longer wait",
    "no appointment|booking|service|discount|refund|quote|delivery|key|tickets",
    "no room|table|seat|locker|lesson|treatment|account|rental|warranty", "only full price", "excluded",
    "dropped from", "removed from the|our", "unable to", "ineligible",
    "told|asked|directed|referred to come|go|leave|find|look|book|call|phone|visit",
    "elsewhere", "=void", "lapse", "incomplete", "on hold", "standby",
    "remain|stay|kept|sit in|on|as|pending .. pending|hold|status|unprocessed|processed|queue",
    "remain|stay|kept|sit unprocessed|incomplete|open|closed|locked .. pending|hold|status",
    "remain|stay|kept|sit unprocessed|incomplete|open|closed|locked .. unprocessed|processed|queue",
    "remain|stays|stay pending|unprocessed|incomplete|locked|closed", "in place of|the",
    "instead of|the .. free|discount|full|ten|longer|priority",
    "basic|reduced|shorter warranty|service|plan|access|hours|version",
    "limited|smaller|slower|restricted warranty|service|plan|access|hours|version", "stops there|here",
    "ends there", "goes|go back", "released to|back", "suspended", "blocked", "not .. be able",
    "must .. in person", "in person only", "printed .. for $|a_fee",
)  # fmt: skip

_THROWN = Words("discarded", "deleted", "set|put|laid aside", "void", "=rejected", "=cancelled", "incomplete")

_SLIP = Words("number", "slip", "card", "sheet", "digits", "cell")
"""What may be thrown away when nobody consented."""

_CONSENTS = (
    BOX,
    AGREE,
    _TEXTING,
    Words("=tick", "ticking", "=check", "checking", "initials", "initialing", "signing", "signature"),
)

_TO_GET_TEXTS = Words(
    "to|before get|receive|getting|receiving .. text|texts|messages|alerts|sms", "to opt|join|subscribe|enroll",
    "before|unless we|any .. text|texts|send", "themselves|yourself|himself|herself",
)  # fmt: skip
"""What an act is necessary for when only texts depend on it."""

_SAME_FOR_ALL = Words("same", "equal", "equally", "usual", "just as", "likewise", "anyway", "regardless", "either way")

_JOINS = Words("join", "enroll", "sign up", "register", "receive", "get", "start", "subscribe", "add", "opt")
_TEXTS = Words(
    "text", "message", "sms", "alert", "texting list|club|program", "list",
    unless=Words("text consent|permission|box|opt", "sms consent|permission|box|opt", "waiting list"),
)  # fmt: skip

_HANGS = Words("depend", "require", "hang", "hinge", "need", "turn on")

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30931",
        "https://www.twilio.com/docs/api/errors/30923",
        "https://www.twilio.com/docs/api/errors/30475",
    ),
    fix="let customers finish without opting in, on the same terms, and say so",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find a consent that is required, or what refusing it costs."""
    flow = flow_of(case)
    forced = [*_required(flow), *_blocked(flow), *_refused(flow), *flow.said(_CONDITION), *_starred(flow)]
    if forced:
        yield finding(FLOW, flow, first_of(forced), "customers must be able to refuse texts and get the same")


def _required(flow: Reading) -> Iterator[Found]:
    """Yield `must tick the box`, `the box is mandatory`, `a required checkbox`."""
    for must in flow.said(_MUST):
        for act in (*flow.after(must, TICK, 4), *flow.after(must, AGREE, 4), *flow.after(must, _SAY_YES, 4)):
            sentence = flow.sentence(must)
            is_about = flow.within(TEXT, sentence, denied=False) or flow.within(BOX, sentence)
            if not is_about or flow.within(_TO_GET_TEXTS, sentence):
                continue
            if _is_consent(flow, Found(must.first, min(act.last + 6, flow.sentence(act).last))) and not _is_free(
                flow, must
            ):
                yield Found(must.first, act.last)
    for required in flow.said(_REQUIRED):
        clause = next((each for each in flow.clauses if each.first <= required.first <= each.last), required)
        before = Found(max(clause.first, required.first - 6), required.first)
        after = Found(required.last, min(clause.last, required.last + 2))
        if any(flow.within(each, span) for span in (before, after) for each in _CONSENTS) and not _is_free(
            flow, required
        ):
            yield Found(before.first, after.last)


def _blocked(flow: Reading) -> Iterator[Found]:
    """Yield what doesn't go on without consent: `can't book until the box is ticked`."""
    grey = [each for each in flow.said(_GREY) if flow.before(each, _BUTTON, 6)]
    for stop in (*flow.find(_CANNOT), *flow.said(_ONLY), *grey, *flow.said(_ERROR)):
        sentence = flow.sentence(stop)
        if _is_about_texts(flow, stop):
            continue
        for hurdle in flow.within(_UNLESS, sentence):
            near = Found(hurdle.first, min(sentence.last, hurdle.last + 10))
            if abs(hurdle.first - stop.first) <= _FAR and _is_consent(flow, near):
                yield Found(min(stop.first, hurdle.first), max(stop.last, hurdle.last))
    for error in flow.said(_ERROR):
        sentence = flow.sentence(error)
        if flow.within(BOX, sentence) or flow.within(_REFUSE, sentence):
            yield error


def _refused(flow: Reading) -> Iterator[Found]:
    """Yield what a refusal costs: `files with the answer No are set aside`."""
    for refuse in flow.find(_REFUSE):
        for loss in (*flow.after(refuse, _LOSS, 24), *flow.before(refuse, _LOSS, 14), *_in_next(flow, refuse)):
            if (
                (loss.first > refuse.first or not flow.is_denied(loss))
                and not flow.after(loss, _HANGS, 3)
                and not _is_denied_anew(flow, refuse, loss)
                and not flow.within(_SAME_FOR_ALL, Found(loss.first - 3, loss.last + 2))
                and not (flow.within(_THROWN, loss) and flow.within(_SLIP, flow.sentence(loss)))
            ):
                yield Found(min(refuse.first, loss.first), max(refuse.last, loss.last))


def _in_next(flow: Reading, refuse: Found) -> Iterator[Found]:
    """Yield losses in the next sentence if it speaks of the same people: `Those leases are handled by mail`."""
    index = flow.sentence(refuse).last + 1
    if index < len(flow.words) and flow.words[index] in _SAME:
        sentence = flow.sentence(Found(index, index))
        yield from flow.within(_LOSS, sentence, denied=False)


def _is_about_texts(flow: Reading, stop: Found) -> bool:
    """Return whether texts don't go out, or nobody gets on their list, rather than an order that stops."""
    sentence = flow.sentence(stop)
    subject = Found(max(sentence.first, stop.first - 3), stop.last)
    listing = Found(stop.first, min(sentence.last, stop.last + 6))
    return bool(flow.within(_TEXTS, subject) or (flow.within(_JOINS, listing) and flow.within(_TEXTS, listing)))


def _is_denied_anew(flow: Reading, refuse: Found, loss: Found) -> bool:
    """Return whether a negation of its own denies the loss: `without a tick nobody loses a place`."""
    return any(word in NEGATIONS for word in flow.words[refuse.last + 1 : loss.first])


def _starred(flow: Reading) -> Iterator[Found]:
    """Yield a label with the asterisk of a required field."""
    for quote in flow.quotes:
        words = flow.in_quote(quote)
        if words and flow.text[quote.start] == "*":
            yield words


def _is_consent(flow: Reading, span: Found) -> bool:
    return any(flow.within(each, span) for each in (TICK, BOX, AGREE, _TEXTING))


def _is_free(flow: Reading, found: Found) -> bool:
    return bool(flow.within(OPTIONAL, flow.sentence(found), denied=False))


rule.for_tenant(check)
