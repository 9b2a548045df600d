"""Service messages and offers have a consent each.

Customers who want to know when their order is ready have not asked for offers. Even an empty, optional box must not
cover both, nor one keyword or one signature. Reviewers call it mixed consent, and reject the campaign with error 30913;
for appeals to donate with error 30548.
"""

from collections.abc import Iterator

from policies.core.promotion import advertising
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import AGREE, BOX, CONSENT, KEYWORD, OFFER_TOPIC, SERVICE_TOPIC, SEVERAL, TEXT, TICK
from policies.language.words import Words
from tenants.model import UseCase

_SEVERAL_KINDS = frozenset({UseCase.MIXED, UseCase.LOW_VOLUME, UseCase.SOLE_PROPRIETOR})

_DOES_BOTH = Words(
    "same|one|single that one text|box|tick .. also .. offers|deals|promotions|sales|specials",
    "that|this|by that one text|box|tick .. also .. offers|deals|promotions|sales|specials",
    "same|one|single that one keyword|yes|signature|word .. also .. offers|deals",
    "same|one|single that one keyword|yes|signature|word .. also .. promotions|sales|specials",
    "that|this|by that one keyword|yes|signature|word .. also .. offers|deals",
    "that|this|by that one keyword|yes|signature|word .. also .. promotions|sales|specials",
    "same|one|single that one text|box|tick .. also .. discounts|marketing|appeals|list|coupons",
    "that|this|by that one text|box|tick .. also .. discounts|marketing|appeals|list|coupons",
    "same|one|single that one keyword|yes|signature|word .. also .. discounts|marketing",
    "same|one|single that one keyword|yes|signature|word .. also .. appeals|list|coupons",
    "that|this|by that one keyword|yes|signature|word .. also .. discounts|marketing",
    "that|this|by that one keyword|yes|signature|word .. also .. appeals|list|coupons",
    "same|one|single that one checkbox|permission|consent|toggle .. also .. offers|deals",
    "same|one|single that one checkbox|permission|consent|toggle .. also .. promotions|sales|specials",
    "that|this|by that one checkbox|permission|consent|toggle .. also .. offers|deals",
    "that|this|by that one checkbox|permission|consent|toggle .. also .. promotions|sales|specials",
    "same|one|single that one switch|initials|reply|opt .. also .. offers|deals",
    "same|one|single that one switch|initials|reply|opt .. also .. promotions|sales|specials",
    "that|this|by that one switch|initials|reply|opt .. also .. offers|deals",
    "that|this|by that one switch|initials|reply|opt .. also .. promotions|sales|specials",
    "same|one|single that one checkbox|permission|consent|toggle .. also .. discounts|marketing",
    "same|one|single that one checkbox|permission|consent|toggle .. also .. appeals|list|coupons",
    "that|this|by that one checkbox|permission|consent|toggle .. also .. discounts|marketing",
    "that|this|by that one checkbox|permission|consent|toggle .. also .. appeals|list|coupons",
    "same|one|single that one switch|initials|reply|opt .. also .. discounts|marketing",
    "same|one|single that one switch|initials|reply|opt .. also .. appeals|list|coupons",
    "that|this|by that one switch|initials|reply|opt .. also .. discounts|marketing",
    "that|this|by that one switch|initials|reply|opt .. also .. appeals|list|coupons",
    "also|then join|joins|joined|added|subscribed .. offers|deals|promotions|sales|specials",
    "also|then join|joins|joined|added|subscribed .. discounts|marketing|appeals|coupons|list",
    "also|then enrolled|signed|get|gets|receive|receives .. offers|deals|promotions|sales|specials",
    "also|then enrolled|signed|get|gets|receive|receives .. discounts|marketing|appeals|coupons|list",
    "no distinction|difference is|between|in .. offers|deals|promotions|marketing|specials|sales",
    "operational|informational and|or|as_well_as promotional|marketing|commercial",
    "transactional|service and|or|as_well_as promotional|marketing|commercial",
    "one|same|single box|tick|keyword|yes|signature|word .. for|covers|does|joins both|everything|all",
    "one|same|single box|tick|keyword .. gives|brings|means|serves|starts both|everything|all",
    "one|same|single yes|signature|word .. gives|brings|means|serves|starts both|everything|all",
    "one|same|single checkbox|permission|consent .. for|covers|does|joins both|everything|all",
    "one|same|single toggle|switch|list|opt .. for|covers|does|joins both|everything|all",
    "one|same|single checkbox|permission|consent .. gives|brings both|everything|all",
    "one|same|single checkbox|permission|consent .. means|serves|starts both|everything|all",
    "one|same|single toggle|switch|list|opt .. gives|brings|means|serves|starts both|everything|all",
    "covers both", "there is no|not separate|second|own|another box|opt|keyword .. offers|deals|promotions",
    "there is no|not separate|second|own|another box|opt|keyword .. marketing|specials|sales",
    "there is no|not separate|second|own|another list|choice|line|consent .. offers|deals|promotions",
    "there is no|not separate|second|own|another list|choice|line|consent .. marketing|specials|sales",
    "both .. reminders|updates and offers|promotions|marketing|specials|deals",
    "both .. service|order|appointment and offers|promotions|marketing|specials|deals", "serves for|as both",
    unless=Words(
        "not also", "also .. separate|second|another|other|own|if",
        "may|can|could also tick|check|opt|join|choose|select|text", "they also want",
    ),
)  # fmt: skip

_SEND = Words(
    "send me", "notify", "alert", "keep me", "contact", "yes", "sign me", "get", "receive", "hear",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30913",
        "https://www.twilio.com/docs/api/errors/30548",
    ),
    fix="ask for consent to offers in a second box of its own, and describe both",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find one act that covers service messages and offers."""
    flow = flow_of(case)
    is_mixed = flow.has(OFFER_TOPIC) and flow.has(SERVICE_TOPIC)
    mixed = [
        *(_in_a_label(flow) if is_mixed else ()),
        *(_in_a_sentence(flow) if is_mixed else ()),
        *flow.said(_DOES_BOTH),
    ]
    if not mixed and case.campaign.use_case in _SEVERAL_KINDS and not flow.has(SEVERAL):
        mixed = _in_one_flow(flow, case)
    if mixed:
        yield finding(FLOW, flow, first_of(mixed), "one consent must not cover both service messages and offers")


def _both(flow: Reading, span: Found) -> Found | None:
    services, offers = (flow.within(each, span, denied=False) for each in (SERVICE_TOPIC, OFFER_TOPIC))
    if not services or not offers:
        return None
    return Found(min(services[0].first, offers[0].first), max(services[0].last, offers[0].last))


def _in_a_label(flow: Reading) -> Iterator[Found]:
    """Yield the words beside a box, or on a sign, that name both in one sentence."""
    for words in filter(None, map(flow.in_quote, flow.quotes)):
        for sentence in flow.sentences:
            part = Found(max(sentence.first, words.first), min(sentence.last, words.last))
            if part.first <= part.last and any(flow.within(each, part) for each in (TEXT, AGREE, _SEND)):
                both = _both(flow, part)
                if both:
                    yield both


def _in_a_sentence(flow: Reading) -> Iterator[Found]:
    for clause in flow.clauses:
        if (
            any(flow.within(each, clause, denied=False) for each in (TICK, BOX, KEYWORD, CONSENT))
            and not flow.within(SEVERAL, flow.sentence(clause))
            and (both := _both(flow, clause))
        ):
            yield both


def _in_one_flow(flow: Reading, case: TenantCase) -> list[Found]:
    """Return the act of consent if the samples are of both kinds and there is but one consent."""
    promote = [bool(advertising(sample)) for _, sample in case.samples]
    if any(promote) and not all(promote):
        return [*flow.said(BOX), *flow.said(KEYWORD)][:1]
    return []


rule.for_tenant(check)
