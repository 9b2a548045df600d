"""Mobile numbers and opt-in consent are not shared.

Consent covers one sender. A message flow that lets mobile numbers or consent go to others who send messages of their
own contradicts every privacy policy that carriers accept. Reviewers call it data sharing with third parties, and reject
the campaign with error 30932 or 30908. A carrier, and a provider that sends for the business, are no third parties.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.texts import FLOW, finding, flow_of
from policies.language.negation import NEGATIONS
from policies.language.reading import Found, Reading, first_of
from policies.language.vocabulary import AGREE, PEOPLE, TEXT
from policies.language.words import Words

_SHARE = Words(
    "share", "sell", "rent", "lease", "lend", "trade", "swap", "exchange", "disclose", "transfer", "forward",
    "release", "distribute", "syndicate", "monetize",
    "pass|hand|give|send|route|push|farm .. on|along|over|out|around",
    "pass|provide|give|supply|report|reveal|send|furnish .. to|with",
    "license|upload|sync|export|deliver|submit|show|refer .. to|with", "make available|accessible|visible",
    "made available|accessible|visible", "go|flow|travel to|into", "available to", "synced with", "pool",
    "pooled with", "let|allow .. use|see|have|contact|text|message|borrow", "used|seen|held by",
    "give|grant .. access", "has|have access",
    unless=Words(
        "vegetable share", "share order|of|photo|photos|your|my|feedback|experience|story|stories|with_us",
        "trade in|show|school|name", "exchange student|rate|for|program", "lease renewal|agreement|signing",
        "shared line|button|note", "text|message messages|sms to us|our", "stock exchange", "rent is|due",
        "send .. to #", "send|reply .. to opt|quit|stop|end|cancel|unsubscribe|us",
        "goes|go to https|<link>|the|our|a|our", "give .. to join|get|receive|opt|book",
        "used by the|us|our_staff", "the lease", "your|their|the|of rent",
    ),
)  # fmt: skip

_OTHERS = Words(
    "in our circle|community|group", "third|3rd|outside|external party|parties", "partner", "affiliate",
    "affiliated *", "sponsor", "advertiser", "broker", "subsidiary", "franchisee", "reseller", "marketer",
    "sister|sibling *", "sister *", "partner|partnering *",
    "neighboring|neighbor|nearby|friendly|friend|allied|fellow *",
    "related|selected|participating|like_minded|carefully_selected|trusted|similar|co_branded *",
    "other|outside company|companies|business|businesses|brand|brands|shop|shops|store",
    "other|outside stores|location|firm|firms|office|offices|dealer|dealers|merchant",
    "other|outside merchants|retailer|retailers|vendor|vendors|seller|agency|agencies|organization",
    "other|outside organizations|charity|charities|nonprofit",
    "other|outside nonprofits|school|team|restaurant|restaurants",
    "other|outside salon|salons|club|clubs|clinic|clinics|practice|practices|hotel",
    "other|outside hotels|property|contractor|contractors|agent|agents|group|church|churches",
    "other|outside lender|lenders|supplier|suppliers|people|tenants|studios|gyms|farms",
    "other|outside galleries|venues|museums|professionals",
    "other|outside providers|experts|specialists|lawyers|attorneys",
    "parent|holding|group|marketing company|companies|firm|firms|agency|agencies|network|networks",
    "data|advertising|ad|list company|companies|firm|firms|agency|agencies|network|networks",
    "parent|holding|group|marketing platform|platforms|broker|brokers|cooperative|coop|buyer|buyers",
    "data|advertising|ad|list platform|platforms|broker|brokers|cooperative|coop|buyer|buyers", "network of",
    "companies|firms|businesses of|in|within the .. group|network|family",
    "family of", "brands within|in|under|of|across", "in|within its|our|the network", "licensed agent|agents",
    "lead buyer|buyers|vendor|aggregator|exchange", "ad|advertising|social platform|platforms|network|networks",
    "mall|plaza|district|chamber|neighborhood merchants|tenants|members|shops|stores|businesses",
    "our|its|the|several|three|two lenders|dealers|contractors",
    "our|its|the|several|three|two installers|suppliers|manufacturers|insurers",
    "five|select|these|those|local|various lenders|dealers|contractors",
    "five|select|these|those|local|various installers|suppliers|manufacturers|insurers",
    "our|its|the|several|three|two distributors|builders|roofers|attorneys",
    "our|its|the|several|three|two vendors|agents|realtors|recruiters",
    "five|select|these|those|local|various distributors|builders|roofers|attorneys",
    "five|select|these|those|local|various vendors|agents|realtors|recruiters",
    "our|its|the|several|three|two exhibitors|brokers|advisors",
    "our|its|the|several|three|two advisers|merchants|carriers_partners|sellers",
    "five|select|these|those|local|various exhibitors|brokers|advisors",
    "five|select|these|those|local|various advisers|merchants|carriers_partners|sellers",
    "our|its|the|several|three|two franchises|attractions|restaurants|hotels",
    "our|its|the|several|three|two employers|schools|colleges|specialists",
    "five|select|these|those|local|various franchises|attractions|restaurants|hotels",
    "five|select|these|those|local|various employers|schools|colleges|specialists", "=lenders", "=dealers",
    "=recruiters", "=exhibitors", "=insurers", "=manufacturers", "anyone who pays", "cosponsor", "=others",
    "political committee|campaign|party",
    "businesses|companies|firms|shops|organizations that|who|whose|we_trust",
    "businesses|companies|firms|shops|organizations we_like|we_work|near|around|on", "headquarters",
    "national office", "whoever pays|buys|asks", "highest bidder", "cinema|hotel|restaurant|movie chain",
    "delivery apps", "sports book", "bank", "insurance company|companies|agency|agencies|carrier|carriers",
    "loan officer|officers", "real estate agent|agents",
    "supplement|vitamin|equipment maker|makers|company|brand|brands|dealer|seller",
    "pharmaceutical company|companies", "drug company|companies|maker|makers",
    unless=Words(
        "service|sms|messaging|texting|platform provider|providers|vendor|vendors",
        "service|sms|messaging|texting|platform partner|company|platform|carrier",
        "software|technology|hosting|delivery|text provider|providers|vendor|vendors",
        "software|technology|hosting|delivery|text partner|company|platform|carrier", "other than",
        "friends and family", "partner with us",
        "exercise|training|practice|dance|business|domestic|study|workout partner",
        "other|another store|location|shop|office hours|is|opens|closes", "other people data|number",
        "sister in law", "related to|service|text|messages|services", "similar to",
        "trusted by|contact|adult|person", "selected|select the|a|this|it|by|yes|until|,|.|for|in|on|as",
        "bank account|card", "sister|partner|neighbor|friend is|of|may|can|must", "fellow members|students",
    ),
)  # fmt: skip

_PARTNERS = Words(
    "partner with|of", "our|its|their partner|partners|sponsors|affiliates", "sister|sibling *",
    "nearby|neighboring|friendly *", "deal|agreement|arrangement|cooperation with", "sponsored by",
)  # fmt: skip

_RECEIVE = Words(
    "get|receive|obtain .. number|list|contact|detail|name from us|me", "receive", "obtain",
    "may|can|will|might|could contact|text|message|call|reach|use|market",
    "to|then|also|sometimes|occasionally contact|text|message|call|reach|use|market",
    "may|can|will|might|could email|see|write|send|borrow|get|tell",
    "to|then|also|sometimes|occasionally email|see|write|send|borrow|get|tell",
    "have|has|do_have|gain|gains|get|gets access", "see|sees it|numbers|your|the|our",
    "contact|contacts|text|texts|message|messages you|them|her|him|the|customers|members|clients|it",
    "borrow|borrows|rents|buys|uses|licenses|gets|get our|the|your|these|this|their|numbers|it", "pay|pays .. for",
    "their mailings|campaigns|offers|marketing|promotions", "tell|tells|let|lets you|them|her|him .. what|about|know",
    "of their own", "with their own",
)  # fmt: skip

_COPY = Words(
    "get|gets|receive|receives|given|gives|sent a|the copy of .. list|numbers|sheet|roster|sign_ups|subscribers",
    "include|includes .. companies|brands|firms of|in|within|under",
    "is|are mailed|sent|given|handed|emailed a|the copy",
    "get|gets|receive|receives our|the|this list|roster|numbers",
)  # fmt: skip

_CUSTOMERS = Words(
    "customer", "client", "patient", "guest", "member", "parent", "person", "people", "subscriber", "they", "he", "she",
    "everyone", "who", "tenant", "student", "buyer", "donor", "resident",
)  # fmt: skip

_OURSELVES = Words("we", "i", "you", "our staff|office|team", "customer", "manager", "owner")

_SEND_ON = Words(
    "share", "sell", "rent", "lend", "trade", "swap", "forward", "exchange", "disclose", "syndicate", "furnish",
    "pass|passes|passed on|along|around", "hand|hands|handed over|the|our|your|along",
    "is|are|get|gets|being sent|mailed|handed|emailed",
    unless=Words("trade in|show|school|name", "exchange student|rate|for|program", "rent is|due|reminder"),
)  # fmt: skip

_TO = Words("to", "with", "among", "between")

_NUMBERS = Words("number", "list", "contact", "roster", "consent", "permission", "lead", unless=Words("number of"))

_OWN = Words(
    "us", "me", "we", "you", "carrier", "provider", "twilio", "staff", "team", "desk", "office", "system", "clerk",
    "crew", "platform", "back", "text", "message", "code", "link", "confirmation", "reply", "card", "form", "sheet",
    "tablet", "copy of the|it", "by law", "law",
)  # fmt: skip
"""Who may have the numbers, and what is handed to customers."""

_EXCEPT = Words(
    "except", "other than", "apart from", "aside from", "but", "unless", "excluding", "exception", "besides",
    "save for|with|to", "only with|to|by|within|among", "beyond", "outside of|our|the", "without .. going",
    "sometimes",
)  # fmt: skip

_ONLY_TO_SEND = Words(
    "to deliver|send|carry the|our|these|messages|texts|your",
    "that|which|who send|sends|deliver|delivers|carry|help|process|host", "help us send|deliver|run|operate",
    "twilio", "on our behalf", "required by law", "as required", "by law", "for support|customer_support",
    "to provide the|this|our|text service|messages|texting",
    "solely|only|except to|for .. deliver|delivery|send|sending|support", "message delivery", "to transmit",
)  # fmt: skip

_AND_OTHERS = Words(
    "and|or|and_/_or its|our|their|the .. partner|partners|affiliate",
    "and|or|and_/_or its|our|their|the .. affiliates|sponsor|sponsors|agent",
    "plus|/|with|, its|our|their|the .. partner|partners|affiliate|affiliates|sponsor|sponsors|agent",
    "and|or|and_/_or other|to|any|some|marketing .. partner|partners|affiliate",
    "and|or|and_/_or other|to|any|some|marketing .. affiliates|sponsor|sponsors|agent",
    "plus|/|with|, other|to|any|some|marketing .. partner|partners|affiliate",
    "plus|/|with|, other|to|any|some|marketing .. affiliates|sponsor|sponsors|agent",
    "and|or|and_/_or|plus|/|with|, its|our|their|the .. agents|advertisers|subsidiaries|lenders",
    "and|or|and_/_or|plus|/|with|, its|our|their|the .. dealers|brands|companies|vendors",
    "and|or|and_/_or other|to|any|some|marketing .. agents|advertisers|subsidiaries|lenders",
    "plus|/|with|, other|to|any|some|marketing .. agents|advertisers|subsidiaries|lenders",
    "and|or|and_/_or|plus|/|with|, other|to|any|some|marketing .. dealers|brands|companies|vendors",
    "and|or|and_/_or business|one|more|several .. partner|partners|affiliate",
    "and|or|and_/_or business|one|more|several .. affiliates|sponsor|sponsors|agent",
    "plus|/|with|, business|one|more|several .. partner|partners|affiliate",
    "plus|/|with|, business|one|more|several .. affiliates|sponsor|sponsors|agent",
    "and|or|and_/_or trusted|participating|select|up_to|up .. partner|partners|affiliate",
    "and|or|and_/_or trusted|participating|select|up_to|up .. affiliates|sponsor|sponsors|agent",
    "plus|/|with|, trusted|participating|select|up_to|up .. partner|partners|affiliate",
    "plus|/|with|, trusted|participating|select|up_to|up .. affiliates|sponsor|sponsors|agent",
    "and|or|and_/_or business|one|more|several .. agents|advertisers|subsidiaries|lenders",
    "plus|/|with|, business|one|more|several .. agents|advertisers|subsidiaries|lenders",
    "and|or|and_/_or|plus|/|with|, business|one|more|several .. dealers|brands|companies|vendors",
    "and|or|and_/_or trusted|participating|select|up_to|up .. agents|advertisers|subsidiaries|lenders",
    "plus|/|with|, trusted|participating|select|up_to|up .. agents|advertisers|subsidiaries|lenders",
    "and|or|and_/_or trusted|participating|select|up_to|up .. dealers|brands|companies|vendors",
    "plus|/|with|, trusted|participating|select|up_to|up .. dealers|brands|companies|vendors",
    "and|or|and_/_or its|our|their|the .. contractors|network|providers",
    "and|or|and_/_or its|our|their|the .. installers|sellers|insurers|buyers",
    "plus|/|with|, its|our|their|the .. contractors|network|providers",
    "plus|/|with|, its|our|their|the .. installers|sellers|insurers|buyers",
    "and|or|and_/_or other|to|any|some|marketing .. contractors|network|providers",
    "and|or|and_/_or other|to|any|some|marketing .. installers|sellers|insurers|buyers",
    "plus|/|with|, other|to|any|some|marketing .. contractors|network|providers",
    "plus|/|with|, other|to|any|some|marketing .. installers|sellers|insurers|buyers",
    "and|or|and_/_or|plus|/|with|, its|our|their|the .. stores|merchants|attorneys|firms",
    "and|or|and_/_or|plus|/|with|, its|our|their|the .. clubs|studios|businesses|shops",
    "and|or|and_/_or|plus|/|with|, other|to|any|some|marketing .. stores|merchants|attorneys|firms",
    "and|or|and_/_or|plus|/|with|, other|to|any|some|marketing .. clubs|studios|businesses|shops",
    "and|or|and_/_or business|one|more|several .. contractors|network|providers",
    "and|or|and_/_or business|one|more|several .. installers|sellers|insurers|buyers",
    "plus|/|with|, business|one|more|several .. contractors|network|providers",
    "plus|/|with|, business|one|more|several .. installers|sellers|insurers|buyers",
    "and|or|and_/_or trusted|participating|select|up_to|up .. contractors|network|providers",
    "and|or|and_/_or trusted|participating|select|up_to|up .. installers|sellers|insurers|buyers",
    "plus|/|with|, trusted|participating|select|up_to|up .. contractors|network|providers",
    "plus|/|with|, trusted|participating|select|up_to|up .. installers|sellers|insurers|buyers",
    "and|or|and_/_or|plus|/|with|, business|one|more|several .. stores|merchants|attorneys|firms",
    "and|or|and_/_or|plus|/|with|, business|one|more|several .. clubs|studios|businesses|shops",
    "and|or|and_/_or trusted|participating|select|up_to|up .. stores|merchants|attorneys|firms",
    "plus|/|with|, trusted|participating|select|up_to|up .. stores|merchants|attorneys|firms",
    "and|or|and_/_or trusted|participating|select|up_to|up .. clubs|studios|businesses|shops",
    "plus|/|with|, trusted|participating|select|up_to|up .. clubs|studios|businesses|shops",
    "and|or|, affiliates|partners|sponsors|subsidiaries|agents|affiliated|associates|successors",
    "and|or sister|related|affiliated|partner|participating|selected|friendly|neighboring *",
    "and|or|plus those|others|businesses|companies|brands|shops we|with|it|that|who|on|in",
    "on behalf of .. partners|sponsors|advertisers|affiliates|others",
    unless=Words("and|or the|our|its network is|connection", "carriers and", "vendors or"),
)  # fmt: skip

_FROM = Words("from", "by", "contacted", "consent")

_MAY_SEND = Words("may|can|will|to|might", "text", "contact")

_SENDING = Words(
    "receive", "get", "from", "text me", "contact me", "send me", "may|to text|contact|message",
)  # fmt: skip

_DATA = Words(
    "number", "phone", "mobile", "data", "information", "list", "lead", "consent", "contact", "detail", "name",
    "it", "them", "record", "profile", "sms", "opt in", "signup", "subscriber", "they", "database", "file",
    "yours", "digits", "cell", "roster", "directory", "members",
)  # fmt: skip

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/api/errors/30932",
        "https://www.twilio.com/docs/api/errors/30908",
        "https://www.twilio.com/docs/api/errors/30896",
        "https://www.twilio.com/docs/api/errors/30919",
    ),
    fix="don't share mobile numbers or consent with anyone, and say so in the message flow",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Find wording that allows sharing: said, or left over by a denial."""
    flow = flow_of(case)
    shared = [
        *_given_away(flow),
        *_received(flow),
        *_excepted(flow),
        *_joint_senders(flow),
        *_copied(flow),
        *_sent_on(flow),
    ]
    if shared:
        yield finding(FLOW, flow, first_of(shared), "mobile numbers and consent must not be shared")


def _given_away(flow: Reading) -> Iterator[Found]:
    """Yield `we pass numbers on to our partners`."""
    for given in flow.said(_SHARE):
        sentence = flow.sentence(given)
        if not flow.within(_DATA, sentence):
            continue
        for other in (*flow.after(given, _OTHERS, 14), *flow.before(given, _PARTNERS, 16)):
            first, last = min(given.first, other.first), max(given.last, other.last)
            if not flow.is_denied(other) and not flow.within(
                _ONLY_TO_SEND, Found(first, min(last + 10, sentence.last))
            ):
                yield Found(first, last)


def _received(flow: Reading) -> Iterator[Found]:
    """Yield `our partners may text you too`."""
    for other in flow.said(_OTHERS):
        for act in flow.after(other, _RECEIVE, 10):
            follows = flow.words[act.last + 1 : act.last + 3]
            is_denied = flow.is_denied(act) or not NEGATIONS.isdisjoint(follows)
            if not is_denied and not flow.within(_ONLY_TO_SEND, Found(other.first, act.last)):
                yield Found(other.first, act.last)


def _excepted(flow: Reading) -> Iterator[Found]:
    """Yield denials with an exception: `not sold, other than to sponsors`."""
    for denied in flow.denials(_SHARE):
        for exception in flow.after(denied, _EXCEPT, 20):
            for other in flow.after(exception, _OTHERS, 10):
                if not flow.within(
                    _ONLY_TO_SEND, Found(exception.first, min(other.last + 8, flow.sentence(other).last))
                ):
                    yield Found(exception.first, other.last)


def _copied(flow: Reading) -> Iterator[Found]:
    """Yield others who get the list, whoever they are: `the shops next door get a copy of the sheet`."""
    for copied in flow.said(_COPY):
        if not flow.before(copied, _CUSTOMERS, 6) and not flow.before(copied, _OURSELVES, 4):
            yield copied


def _sent_on(flow: Reading) -> Iterator[Found]:
    """Yield numbers that go on to somebody who is neither the business nor its carrier, whoever it is."""
    for sent in flow.said(_SEND_ON):
        clause = next((each for each in flow.clauses if each.first <= sent.first <= each.last), flow.sentence(sent))
        near = Found(max(clause.first, sent.first - 6), min(clause.last, sent.last + 10))
        if (
            flow.within(_NUMBERS, near, denied=False)
            and not flow.within(_OWN, Found(sent.first, min(clause.last, sent.last + 14)))
            and (
                flow.within(_TO, Found(sent.first, near.last)) or flow.within(_NUMBERS, Found(sent.last, sent.last + 3))
            )
            and not flow.within(PEOPLE, Found(near.first, sent.first))
            and not flow.within(_ONLY_TO_SEND, clause)
        ):
            yield sent


def _joint_senders(flow: Reading) -> Iterator[Found]:
    """Yield others that the customer consents to as well: `texts from Acme and its partners`."""
    for joined in flow.said(_AND_OTHERS):
        sentence = flow.sentence(joined)
        is_consent = flow.within(TEXT, sentence) and (flow.within(AGREE, sentence) or flow.within(_SENDING, sentence))
        if is_consent and (flow.before(joined, _FROM, 12) or flow.after(joined, _MAY_SEND, 4)):
            yield joined


rule.for_tenant(check)
