"""Consent to texts is not tied to anything else.

An empty box can still be bundled: with the terms, with a contract or a treatment, with calls and e-mail. Customers
must be able to accept one and refuse the other. Reviewers call it bundled consent, and reject the campaign with error
30923, 30931 or 30556.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import AGREE, BOX, EMPTY, SEPARATE, TEXT
from policies.language.words import Words

_ACCEPTS = Words(
    "accept", "agree", "consent", "acknowledge", "have read", "understand", "approve",
    unless=Words("consent is|not", "agreement", "agree .. receive|get|that"),
)  # fmt: skip

_PAPER = Words(
    "terms", "conditions", "privacy policy|notice", "policy", "policies", "contract", "rules", "waiver",
    "treatment", "lease", "liability", "hipaa", "release", "handbook", "guidelines", "cancellation", "deposit",
    "disclaimer", "rental|service|membership|client|patient|user agreement|responsibility|policy|check",
    "enrollment|license|purchase|financial|financing|credit agreement|responsibility|policy|check", "fees",
    "autopay", "care plan", "photo|photos release|permission", "cookies", "recurring billing|payment|charges",
)  # fmt: skip

_GIVES = Words("accept", "agree", "allow", "authorize", "consent", "may text", "permit", "assent", "will text")

_GIVEN_TOO = Words(
    "release|indemnify .. liability|claims|responsibility", "waive|waives|waiver", "hold|holds harmless", "first aid",
    "allow|permit .. photographed|filmed|treated", "photo|media release", "electronic delivery|records|signature",
    "adopts|adopt the|this|our", "credit check", "background check", "charge my|the card", "auto|automatic renewal",
    "certify .. true|accurate", "assents|assent to .. terms|policy|documents",
)  # fmt: skip
"""What customers give beside their consent to texts."""

_ACT = Words(
    "accept", "agree", "consent", "authorize", "acknowledge", "permit", "allow", "sign", "signature", "=tick", "=ticks",
    "=check", "=checks", "initial", "click", "certify", "confirm",
)  # fmt: skip

_SOMETHING_ELSE = Words(
    "waiver", "release of", "liability", "treatment", "photo", "photograph", "lease", "contract", "rules", "autopay",
    "cancellation policy", "financing", "credit check", "handbook", "agreement", "guidelines", "conditions", "terms",
    "policy", "newsletter", "phone calls", "voicemail", "hipaa", "cookies", "payment plan", "damage",
)  # fmt: skip

_NOT_TOGETHER = Words(
    "separate", "separately", "apart", "own", "different", "another", "other", "independent", "alone", "only", "two",
    "second", "elsewhere", "not", "never", "nor", "no", "without", "itself", "instead", "condition", "neither",
)  # fmt: skip

_ABOUT = Words(
    "about", "regarding", "concerning", "related to", "on my|our", "for my|our", "receive", "get",
)  # fmt: skip

_AND_PAPER = Words(
    "and|, .. accept|agree|acknowledge|consent .. terms|conditions|policy|policies|contract|rules",
    "and|, .. accept|agree|acknowledge|consent .. waiver|treatment|lease|tos|fees|liability|notice",
    "and|, to the|our|its|these|all terms|conditions|policies|privacy",
    "and|, to the|our|its|these|all rules|contract|fees|treatment|membership",
    "as well as .. terms|conditions|policy|contract|treatment",
)  # fmt: skip

_CHANNEL = Words(
    "call", "phone calls", "robocall", "automated call", "email", "e mail", "whatsapp", "push notification",
    "push", "voicemail", "newsletter", "direct mail", "postal mail", "by phone", "by mail", "mailings",
    "phone ,|and|or|/", "telephone ,|and|or|/", "post card", "postcard", "fax", "social media|messages",
    "messenger", "prerecorded", "voice",
    unless=Words(
        "e mail address|and|is|field|list", "email address|field", "name , email|e_mail",
        "call us|the|our|it|for|center|back|to|from|time|them|they|him|her|#|in|or_text_us",
        "call or text us|the|our|#", "phone|telephone number", "to|or|and call us|the|our|#", "on call",
        "last|roll|curtain call", "we|i call|email|e_mail", "by phone number", "phone , text message box",
        "callers", "voice of", "house|service calls|call", "newsletter is|has|list|separate", "emailed",
        "phone and|, email|e_mail|name",
    ),
)  # fmt: skip

_TEXTS = Words(
    "text", "text message", "sms", "mms", "message",
    unless=Words(
        "message and data", "message frequency|per|/|rates", "text us|=stop|=help|stop|help", "next to|field",
    ),
)  # fmt: skip

_JOINED = Words("and", "or", ",", "/", "as well")

_MAY_CONTACT = Words(
    "contact", "reach", "notify", "communicate", "communication", "hear from", "in touch", "sign me up", "send me",
    "keep me", "text me", "remind me", "update me",
)  # fmt: skip

_BREAKS = frozenset([";", ":", ".", "?", "!", "("])

_IN_CONTRACT = Words(
    "paragraph|section|clause|article|sentence on|about|regarding|concerning text|texts|sms|messages|texting",
    "clause|paragraph|article #", "clause of|in|on", "section|item # of",
    "section|paragraph|clause in|within|of the|our|a *|agreement .. contains|says|states",
    "section|paragraph|clause in|within|of the|our|a contract|lease|terms .. contains|says|states",
    "section|paragraph|clause in|within|of the|our|a *|agreement .. covers|agreement|contract",
    "section in|within|of the|our|a contract|lease|terms .. covers|agreement|contract",
    "paragraph|clause in|within|of the|our|a contract|lease|terms .. covers|agreement|contract",
    "section|paragraph|clause in|within|of this|that|their|its *|agreement .. contains|says|states",
    "section|paragraph|clause in|within|of this|that contract|lease|terms .. contains|says|states",
    "section|paragraph|clause in|within|of their|its contract|lease|terms .. contains|says|states",
    "section|paragraph|clause in|within|of this|that *|agreement .. covers|agreement|contract",
    "section|paragraph|clause in|within|of their|its *|agreement .. covers|agreement|contract",
    "section in|within|of this|that contract|lease|terms .. covers|agreement|contract",
    "paragraph|clause in|within|of this|that contract|lease|terms .. covers|agreement|contract",
    "section in|within|of their|its contract|lease|terms .. covers|agreement|contract",
    "paragraph|clause in|within|of their|its contract|lease|terms .. covers|agreement|contract",
    "sentence|line|part|item in|within|of the|our|a *|agreement .. contains|says|states",
    "sentence|line|part|item in|within|of the|our|a contract|lease|terms .. contains|says|states",
    "sentence|line|part|item in|within|of the|our|a *|agreement .. covers|agreement|contract",
    "sentence|line|part|item in|within|of the|our|a contract|lease|terms .. covers|agreement|contract",
    "sentence|line|part|item in|within|of this|that|their|its *|agreement .. contains|says|states",
    "sentence|line in|within|of this|that|their|its contract|lease|terms .. contains|says|states",
    "part|item in|within|of this|that|their|its contract|lease|terms .. contains|says|states",
    "sentence|line in|within|of this|that|their|its *|agreement .. covers|agreement|contract",
    "part|item in|within|of this|that|their|its *|agreement .. covers|agreement|contract",
    "sentence|line in|within|of this|that|their|its contract|lease|terms .. covers|agreement|contract",
    "part|item in|within|of this|that|their|its contract|lease|terms .. covers|agreement|contract",
    "section|paragraph|clause in|within|of the|our|a *|agreement .. lease|terms|waiver",
    "section|paragraph|clause in|within|of the|our|a contract|lease|terms .. lease|terms|waiver",
    "section|paragraph|clause in|within|of the|our|a *|agreement .. policy|packet|paperwork",
    "section|paragraph|clause in|within|of the|our|a contract|lease|terms .. policy|packet|paperwork",
    "section|paragraph|clause in|within|of this|that|their|its *|agreement .. lease|terms|waiver",
    "section|paragraph|clause in|within|of this|that contract|lease|terms .. lease|terms|waiver",
    "section|paragraph|clause in|within|of their|its contract|lease|terms .. lease|terms|waiver",
    "section|paragraph|clause in|within|of this|that|their|its *|agreement .. policy|packet|paperwork",
    "section|paragraph|clause in|within|of this|that contract|lease|terms .. policy|packet|paperwork",
    "section|paragraph|clause in|within|of their|its contract|lease|terms .. policy|packet|paperwork",
    "sentence|line|part|item in|within|of the|our|a *|agreement .. lease|terms|waiver",
    "sentence|line|part|item in|within|of the|our|a contract|lease|terms .. lease|terms|waiver",
    "sentence|line|part|item in|within|of the|our|a *|agreement .. policy|packet|paperwork",
    "sentence|line|part|item in|within|of the|our|a contract|lease|terms .. policy|packet|paperwork",
    "sentence|line|part|item in|within|of this|that|their|its *|agreement .. lease|terms|waiver",
    "sentence|line in|within|of this|that|their|its contract|lease|terms .. lease|terms|waiver",
    "part|item in|within|of this|that|their|its contract|lease|terms .. lease|terms|waiver",
    "sentence|line|part|item in|within|of this|that|their|its *|agreement .. policy|packet|paperwork",
    "sentence|line in|within|of this|that|their|its contract|lease|terms .. policy|packet|paperwork",
    "part|item in|within|of this|that|their|its contract|lease|terms .. policy|packet|paperwork",
    "part of .. agreement|contract|lease|terms|intake",
    "part of .. waiver|policy|paperwork|conditions|packet|handbook",
    "included|contained|written in|into|within the|our|a agreement|contract|lease|terms",
    "built|buried|embedded in|into|within the|our|a agreement|contract|lease|terms",
    "included|contained|written in|into|within this|that|their|its agreement|contract|lease|terms",
    "built|buried|embedded in|into|within this|that|their|its agreement|contract|lease|terms",
    "included|contained|written in|into|within the|our|a intake|waiver|policy|enrollment",
    "built|buried|embedded in|into|within the|our|a intake|waiver|policy|enrollment",
    "included|contained|written in|into|within this|that|their|its intake|waiver|policy|enrollment",
    "built|buried|embedded in|into|within this|that|their|its intake|waiver|policy|enrollment",
    "placed|folded|stated in|into|within the|our|a agreement|contract|lease|terms",
    "covered|mentioned|printed in|into|within the|our|a agreement|contract|lease|terms",
    "placed|folded|stated in|into|within this|that|their|its agreement|contract|lease|terms",
    "covered|mentioned|printed in|into|within this|that|their|its agreement|contract|lease|terms",
    "placed|folded|stated in|into|within the|our|a intake|waiver|policy|enrollment",
    "covered|mentioned|printed in|into|within the|our|a intake|waiver|policy|enrollment",
    "placed|folded|stated in|into|within this|that|their|its intake|waiver|policy|enrollment",
    "covered|mentioned|printed in|into|within this|that|their|its intake|waiver|policy|enrollment",
    "included|contained|written in|into|within the|our|a rental|paperwork|conditions|packet",
    "built|buried|embedded in|into|within the|our|a rental|paperwork|conditions|packet",
    "included|contained|written in|into|within this|that|their|its rental|paperwork|conditions|packet",
    "built|buried|embedded in|into|within this|that|their|its rental|paperwork|conditions|packet",
    "included|contained|written in|into|within the|our|a engagement|registration|membership|service",
    "built|buried|embedded in|into|within the|our|a engagement|registration|membership|service",
    "included|contained|written in|into|within this|that engagement|registration|membership|service",
    "included|contained|written in|into|within their|its engagement|registration|membership|service",
    "built|buried|embedded in|into|within this|that engagement|registration|membership|service",
    "built|buried|embedded in|into|within their|its engagement|registration|membership|service",
    "placed|folded|stated in|into|within the|our|a rental|paperwork|conditions|packet",
    "covered|mentioned|printed in|into|within the|our|a rental|paperwork|conditions|packet",
    "placed|folded|stated in|into|within this|that|their|its rental|paperwork|conditions|packet",
    "covered|mentioned|printed in|into|within this|that|their|its rental|paperwork|conditions|packet",
    "placed|folded|stated in|into|within the|our|a engagement|registration|membership|service",
    "covered|mentioned|printed in|into|within the|our|a engagement|registration|membership|service",
    "placed|folded|stated in|into|within this|that engagement|registration|membership|service",
    "placed|folded|stated in|into|within their|its engagement|registration|membership|service",
    "covered|mentioned|printed in|into|within this|that engagement|registration|membership|service",
    "covered|mentioned|printed in|into|within their|its engagement|registration|membership|service",
    "in|within the|our|a membership|rental|service|enrollment agreement|contract|terms|letter",
    "in|within the|our|a engagement|lease|client|patient|purchase agreement|contract|terms|letter",
    "sign|signs|signing|signed .. agreement|contract|lease|waiver .. agrees|includes|consents|texts",
    "sign|signs|signing|signed .. agreement|contract|lease|waiver .. text|contains|covers|says",
    "sign|signs|signing|signed .. membership|engagement .. agrees|includes|consents|texts",
    "sign|signs|signing|signed .. intake|packet|terms .. agrees|includes|consents|texts",
    "sign|signs|signing|signed .. membership|engagement .. text|contains|covers|says",
    "sign|signs|signing|signed .. intake|packet|terms .. text|contains|covers|says", "release of liability",
    "consent to treatment", "intake packet|paperwork|form .. sign|signs|signature", "waiver .. text|texts",
    "no separate line|box|signature", "no own box|line|signature",
)  # fmt: skip

_WHOLE = Words(
    "signature|initials|sign|signed|signs .. cover|covers|covering|applies_to .. all|whole|everything",
    "signature|initials|sign|signed|signs .. cover|covers|covering|applies_to .. both|every|entire",
    "signature|initials .. takes_in|counts_for|extends_to|stands_for .. all|whole|everything",
    "sign|signed|signs .. takes_in|counts_for|extends_to|stands_for .. all|whole|everything",
    "signature|initials .. takes_in|counts_for|extends_to|stands_for .. both|every|entire",
    "sign|signed|signs .. takes_in|counts_for|extends_to|stands_for .. both|every|entire",
    "line|tick|click|name|acceptance .. cover|covers|covering|applies_to .. all|whole|everything",
    "line|tick|click|name|acceptance .. cover|covers|covering|applies_to .. both|every|entire",
    "line|tick .. takes_in|counts_for|extends_to|stands_for .. all|whole|everything",
    "click|name|acceptance .. takes_in|counts_for|extends_to|stands_for .. all|whole|everything",
    "line|tick .. takes_in|counts_for|extends_to|stands_for .. both|every|entire",
    "click|name|acceptance .. takes_in|counts_for|extends_to|stands_for .. both|every|entire",
    "signature|initials|sign|signed|signs .. cover|covers|covering|applies_to .. sheet|packet|clauses",
    "signature|initials|sign|signed|signs .. cover|covers|covering|applies_to .. page|form|document",
    "signature|initials .. takes_in|counts_for|extends_to|stands_for .. sheet|packet|clauses",
    "sign|signed|signs .. takes_in|counts_for|extends_to|stands_for .. sheet|packet|clauses",
    "signature|initials .. takes_in|counts_for|extends_to|stands_for .. page|form|document",
    "sign|signed|signs .. takes_in|counts_for|extends_to|stands_for .. page|form|document",
    "line|tick|click|name|acceptance .. cover|covers|covering|applies_to .. sheet|packet|clauses",
    "line|tick|click|name|acceptance .. cover|covers|covering|applies_to .. page|form|document",
    "line|tick .. takes_in|counts_for|extends_to|stands_for .. sheet|packet|clauses",
    "click|name|acceptance .. takes_in|counts_for|extends_to|stands_for .. sheet|packet|clauses",
    "line|tick .. takes_in|counts_for|extends_to|stands_for .. page|form|document",
    "click|name|acceptance .. takes_in|counts_for|extends_to|stands_for .. page|form|document",
    "sign|signs|signed once|one_time|it .. whole|entire|all|everything", "sign|signs|signature .. for the whole|entire",
    "page|sheet|form|packet|document for the whole|lot",
    "once .. for the|whole|entire whole|packet|all|everything",
    "only|just be accept|taken|signed|agreed|given as|in a|one whole|full|block|piece|package", "all or nothing",
    "covers|covering .. and|, .. text|texting|sms|texts",
    "take it or leave", "no way to take|accept|choose|pick|have|get one|only|just|some",
    "can not accept|choose|pick|take|elect|have|select|separate one|only|just|them|some", "covers both",
    "one|single|same signature|click|yes|acceptance .. everything|all|both|whole|together|rest",
    "together with|along_with the|our|accepting|terms|treatment|contract|lease|waiver",
    "in|with|at the_same|a_single|one_and_the_same go|step|signature|stroke|sweep",
    "bundled with|into|in|together", "combined with|into|in", "all in one", "both at once",
    "one box .. all|both channels|everything|of_it|ways",
    "all|any channels|ways|means|methods|forms of contact|communication|communications|available",
    "by any means|channel", "as a package|bundle|whole", "lumped",
    unless=Words(
        "not|never|nor|no .. bundled|combined|together", "signature .. does_not|not", "in one go|step|place",
        "separately",
    ),
)  # fmt: skip

_APART = Words(
    "separate", "separately", "apart", "distinct", "two", "both boxes", "different", "independent", "another box",
    "not|nor .. combined|bundled|part|tied|include|included|cover|extend", "does not",
    "own box|line|signature|sheet", "neither",
)  # fmt: skip

_OTHERWISE = Words(
    "instead", "those|anyone|people|customers|patients|guests|clients who .. not|decline|skip|leave|prefer",
    "decline", "skip", "rather", "otherwise", "who do not", "if not|you_prefer|they_prefer", "gets|get a call",
    "no texts", "we call|phone|email|e_mail",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30923",
        "https://www.twilio.com/docs/api/errors/30931",
        "https://www.twilio.com/docs/api/errors/30841",
        "https://www.twilio.com/docs/api/errors/30556",
    ),
    fix="ask for consent to texts in a box or on a line of its own",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find one act that accepts texts together with something else."""
    flow = flow_of(case)
    bundled = [
        *_with_terms(flow),
        *_with_others(flow),
        *_in_a_clause(flow),
        *_with_channels(flow),
        *_in_contract(flow),
        *flow.said(_WHOLE),
    ]
    if bundled:
        yield finding(FLOW, flow, first_of(bundled), "one act must not accept texts together with anything else")


def _with_terms(flow: Reading) -> Iterator[Found]:
    """Yield `I accept the terms and agree to texts`."""
    for accepted in flow.said(_ACCEPTS):
        sentence = flow.sentence(accepted)
        for paper in flow.after(accepted, _PAPER, 6):
            between = Found(accepted.first, paper.last)
            if (
                flow.within(TEXT, between)
                or flow.within(_ABOUT, between)
                or flow.within(_APART, sentence, denied=False)
            ):
                continue
            if flow.within(TEXT, sentence) and not flow.is_denied(paper):
                yield between
    for both in flow.said(_AND_PAPER):
        sentence = flow.sentence(both)
        if (
            flow.before(both, TEXT, 30)
            and flow.before(both, AGREE, 30)
            and not flow.within(_APART, sentence, denied=False)
        ):
            yield both


def _with_others(flow: Reading) -> Iterator[Found]:
    """Yield a label that gives something else as well: `I release the camp from liability and agree to texts`."""
    for words in filter(None, map(flow.in_quote, flow.quotes)):
        for sentence in flow.sentences:
            part = Found(max(sentence.first, words.first), min(sentence.last, words.last))
            if part.first > part.last or not flow.within(TEXT, part) or not flow.within(_GIVES, part):
                continue
            yield from flow.within(_GIVEN_TOO, part, denied=False)[:1]


def _in_a_clause(flow: Reading) -> Iterator[Found]:
    """Yield one act for texts and something else in a clause that says nothing of a second act."""
    for clause in flow.clauses:
        texts = flow.within(TEXT, clause, denied=False)
        if not texts or not flow.within(_ACT, clause, denied=False) or flow.within(_NOT_TOGETHER, clause):
            continue
        for other in flow.within(_SOMETHING_ELSE, clause, denied=False):
            near = min(texts, key=lambda text: abs(text.first - other.first))
            between = Found(min(near.first, other.first), max(near.last, other.last))
            is_owned = flow.words[other.first - 1 : other.first] in (["my"], ["your"], ["this"], ["about"])
            is_linked = any(other.last < link <= other.last + 3 for link in flow.links)
            if flow.within(_JOINED, between) and not is_owned and not is_linked:
                yield between
                break


def _with_channels(flow: Reading) -> Iterator[Found]:
    """Yield other channels beside texts in words of consent: `by phone call, e-mail and text`."""
    for channel in flow.said(_CHANNEL):
        sentence = flow.sentence(channel)
        near = [*flow.after(channel, _TEXTS, 7), *flow.before(channel, _TEXTS, 7)]
        asks = flow.within(AGREE, sentence) or flow.within(_MAY_CONTACT, sentence)
        joined = [
            each
            for each in near
            if flow.within(_JOINED, Found(min(each.first, channel.first), max(each.last, channel.last)))
            and not any(
                flow.words[index] in _BREAKS
                for index in range(min(each.first, channel.first), max(each.last, channel.last))
            )
        ]
        if (
            asks
            and joined
            and not flow.within(_OTHERWISE, sentence)
            and not flow.within(_APART, sentence, denied=False)
        ):
            yield Found(min(channel.first, joined[0].first), max(channel.last, joined[0].last))


def _in_contract(flow: Reading) -> Iterator[Found]:
    """Yield a consent that is a part of a contract, unless a box of its own is described."""
    if flow.said(BOX) and flow.said(EMPTY):
        return
    for contract in flow.said(_IN_CONTRACT):
        if not flow.within(SEPARATE, flow.sentence(contract), denied=False):
            yield contract


rule.for_tenant(check)
