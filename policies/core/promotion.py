"""Offers as messages word them, and the use cases that don't allow them."""

import re
from functools import lru_cache

from policies.language.reading import first_of, read
from policies.language.vocabulary import NO_APPEAL
from policies.language.words import Words
from tenants.model import UseCase

TRANSACTIONAL = frozenset(
    {
        UseCase.TWO_FACTOR_AUTHENTICATION,
        UseCase.ACCOUNT_NOTIFICATION,
        UseCase.CUSTOMER_CARE,
        UseCase.DELIVERY_NOTIFICATION,
        UseCase.EMERGENCY,
        UseCase.FRAUD_ALERT,
        UseCase.POLLING_VOTING,
        UseCase.PROXY,
        UseCase.PUBLIC_SERVICE_ANNOUNCEMENT,
        UseCase.SECURITY_ALERT,
    }
)
"""Use cases for one kind of message that is not promotional.

Promotion needs MARKETING, or MIXED, LOW_VOLUME or SOLE_PROPRIETOR, which cover several kinds of messages:
https://help.twilio.com/articles/11847054539547 (read 2026-11-24).
"""

_PRICE = re.compile(
    r"(?i)\b\d{1,2}\s?(?:%|percent|pct)\s+(?:off|discount|less|cheaper|savings?|bonus|cash ?back|reduction)\b"
    r"|\$\s?\d+(?:\.\d\d)?\s+(?:off|discount|credit for|bonus|cheaper|less|gift card|voucher)\b"
    r"|\bhalf[\s-](?:price|off)\b"
    r"|\b(?:save|saves|saving)\s+(?:up to\s+)?(?:\$\s?\d|\d{1,2}\s?(?:%|percent))"
    r"|\b[2-5]\s?(?:for|-for-)\s?(?:[1-4]\b|\$\s?\d|the price)|\b(?:just|only)\s+\$\s?\d"
    r"|\$\s?\d[^.!?]{0,20}\boff (?:your|the|her|his) next\b|\$\s?\d+[^.!?]{0,20}\b(?:today|week|weekend|\w*day) only\b"
    r"|\bcode\s+[A-Z]*\d+\b.{0,30}\b(?:off|save)|\b\d{1,2}\s?% (?:on|when|if)\b"
)

_MAYBE_PRICE = re.compile(r"\d|[hH][aA][lL][fF]")
"""What any of them has, which is seen fastest."""

_OFFER = Words(
    "black friday", "cyber monday", "buy one|# .. get", "buy .. get .. free", "clearance", "coupon", "discount",
    "discount code", "promo code", "promo", "promotion", "exclusive offer|deal|access|price|pricing|sale",
    "flash sale", "free gift|sample|trial|upgrade|month|session|class|lesson|cleaning|whitening|dessert|drink",
    "free appetizer|coffee|treat|shipping|delivery|item|add|wash|massage|tote|mug|bag",
    "free tshirt|shirt|hat|weeks|months|oil|entry|ticket|tickets|consultation|estimate|inspection",
    "free quote|bonus|side|fries|pizza|entree|meal|nights|installation|storage|accessory|extra|extras",
    "limited time", "on =sale", "sale ends|starts|today|now|this|price|prices|on|is|at",
    "spring|summer|fall|autumn|winter|holiday|annual|weekend|anniversary|storewide|end|black sale",
    "memorial|labor|big|our|season|christmas|easter|yard|sidewalk|sample|flash|mid sale",
    "save up|$|big|more|on|money", "shop now|today|our|online",
    "special|great|hot|new|today's|best|daily|sweet|big|amazing|super deal", "deal of|ends|today",
    "special offer|price|pricing|rate",
    "our|new|seasonal|holiday|today's|weekend|monthly|week's|lunch specials|special",
    "dinner|spring|summer|fall|winter|this|intro|package|spa specials|special", "we have specials",
    "refer|bring|invite|recommend .. friend|friends|neighbor|neighbors|colleague|buddy",
    "referral bonus|reward|credit|program|code|discount", "refer someone|anyone|others|family",
    "bring a|your friend|buddy", "upgrade to|now|your_plan",
    "move|switch|step up|upgrade|go to pro|premium|plus|gold|unlimited|annual",
    "step|move up to .. level|tier|plan", "go pro|premium",
    "ask|asks about|us about adding|whitening|botox",
    "ask|asks about|us about financing|specials|membership|packages|premium",
    "enjoy|grab|claim|score|win .. free|bonus|discount", "get .. bonus|discount",
    "add|include|throw in|on .. for only|just|$", "try|discover|explore our|the|out new|our", "check out our new",
    "book|order|reserve|buy|enroll|join .. and|to save|enjoy|earn", "book|order|buy|join .. and get|receive",
    "act fast", "hurry", "do not miss out", "while supplies|they|stocks|stock|it last|lasts",
    "last chance .. save|sale|offer|deal|buy|price",
    "offer|deal|price|special|discount|promotion .. ends|end", "order now", "buy now|one|today|yours|two|any",
    "book now and|to|for", "gift card|certificate|cards", "on us|the house", "on the house",
    "month|week|day|drink|dessert|coffee|lunch|wash|year|both on|is_on|are_on us|me",
    "costs|cost|is|are|pay # % less|cheaper|lower", "# % off|cheaper|discount|bonus",
    "percent off", "half price|off", "half the price|cost|rate", "first|second|next .. is free",
    "first|second|third * free", "join * plus|club|pro|prime|premium|gold",
    "for $ # a|per|each month|year|/", "go fiber|solar|unlimited|ad", "never pay .. again",
    "you both get|save|earn|receive", "you get .. free|off",
    "reduced|lower|lowest|best|new|special|introductory|bundle|package price|prices|rate|rates",
    "double|bonus|extra|triple points|rewards|miles|credit|stamps", "earn .. points|rewards|cash|credit|$",
    "loyalty program", "win a|an|tickets|one|prizes|$|free", "prize", "raffle", "giveaway", "sweepstakes",
    "bundle and save", "early bird price|pricing|special|rate|discount|ticket|offer|registration|deal",
    "vip access|sale|price|pricing|event", "now available|in stock for",
    "new arrivals|collection|menu|flavors", "voucher", "cash back", "bogo",
    "membership|package|plan start|starts|from|for only|just|at|is|are .. $|#",
    "memberships|packages|plans start|starts|from|for only|just|at|is|are .. $|#", "donate", "give $",
    "can you give|chip|donate|spare", "chip in", "make a gift|donation",
    "your gift .. doubles|matched|helps|feeds", "interested in|to .. adding|trying|saving|upgrading|buying",
    "perk", "want to save|earn|try|upgrade", "thinking about|of upgrading|selling|buying",
    "why not add|try|treat|upgrade", "treat yourself|someone|your", "pamper",
    "know|knows somebody|someone|anybody|anyone", "want in", "for less", "thrown in",
    "say|answer|reply|text * and it_is|we_will .. done|add|put|upgrade", "better rate|price|deal|plan", "introductory",
    "most|many families|customers|members|neighbors .. choose|pick|add|love", "have you tried|met our|the new",
    "how about adding|trying|upgrading", "ever thought|considered of|about|adding|trying", "tempted",
    "did you know we|our",
    "for half of", "go|goes annual|yearly", "yours for $",
    "knock|knocks|knocked|take|takes #|half|third|$ .. off", "third|half|quarter off it|your|the|any|next",
    "gone|go|move|moved over to platinum|premium|gold|plus|pro", "lock in .. rate|price|rates", "no interest",
    "financing available|from|as|for", "free for|with|when|if|on .. order|purchase|booking",
    "free for|with|when|if|on .. sign|every", "gift with|for|when",
    "complimentary .. with|when|if|upgrade|session", "stock up", "price drop", "savings on|of|up|event", "deal",
    "bargain", "trade in|up", "upsell", "extended warranty", "protection plan for|at|from|now",
    "add a|an|our|some|our whitening|fluoride|wax|detail|massage|facial|warranty",
    "add a|an|our|some|our protection|polish|manicure|pedicure|blowout|wash|tune", "subscribe and|to .. save",
    "sign up for|and|today|now .. save|our|free|month|$|membership|loyalty|premium",
    "pass|plan|membership|package pays|pay .. off|itself|themselves", "pays for itself",
    "shop|park|fly|visit|dine|order|ride|travel here|with_us .. a_lot|often|regularly|every_day",
    "enroll in our .. membership|loyalty|savings|rewards|program",
    unless=Words(
        "gift card balance|is|was|number", "on sale floor|day|at_closing", *NO_APPEAL,
        "deal document|paperwork|closing|is|was", "today only between|from|until|at", "act now :",
        "bring a friend number|phone", "bring .. friend contact", "no sale|discount|promotion|offer", "for sale",
        "sale|estate sale of|closing|agreement|pending|date", "point of sale",
        "garage|bake|yard|estate|book|rummage sale", "feel free", "toll free", "free of", "deal with",
        "not .. discount|promotion|sale|deal|offer", "check out is|by|at|time|date|of|from",
        "add to|it|this .. calendar", "we|i donate", "donate it|them|those|what|whatever",
        "sign up sheet|for .. alerts|texts|reminders",
        "your|my|the|you|a refund|credit", "book .. and we|i", "special order|education|instruction",
        "reply .. to book", "see|check|at our|the new address|location|website|hours|office|entrance|policy|site",
        "new hours|address|location|entrance|office", "balance due", "closing", "great deal", "your upgrade",
        "early bird parking|gets", "trade in appointment|appraisal|value", "call .. to",
        "claim number|form|status|is|# ", "your|the sale|sales receipt|order|rep",
        "switch|move to a|the room|table|bay|gate|door|platform|track|lane|time|slot|date",
        "switch|move to a|the dr|tuesday|monday|wednesday|thursday|friday|saturday|sunday|#|online|zoom",
        "go to the|our|your", "ask about your|the|it|this|parking",
        "save the|your|this|a date|place|spot|seat|number|receipt", "save on|your|this|a|the .. contact",
        "save your", "your|the|my|this|an order now",
        "your|the free inspection|estimate|consultation|quote|trial|lesson|class|session is|with|on|at|for|begins|ends",
        "treat your home|house|lawn|yard|garden|roof|pool",
    ),
)  # fmt: skip


_OWED = Words(
    "due", "balance", "total", "paid", "pay", "payment", "invoice", "rent", "fee", "charge", "refund", "bill", "owe",
    "deposit", "amount", "receipt", "estimate", "quote", "cost", "copay", "below", "spent", "transaction", "purchase",
    "withdrawal", "limit", "over", "declined", "credit", "approve", "approval", "price", "comes to", "budget",
    "premium", "part", "labor", "to replace|repair|fix|ship|mail|clean|install",
    "replace|repair|fix .. for", "yes or no",
    "bid", "outbid", "toll", "back to your|the", "$ # more|extra|additional",
    "all in", "settled", "statement", "transfer", "posted", "authorized",
)  # fmt: skip
"""Words beside a sum that is owed, paid or asked about."""

_SUM = re.compile(r"\$\s?\d+(?![\d.,]*\.\d)")


def offered_price(text: str) -> tuple[int, int] | None:
    """Return where a price is in a text about nothing that is owed, paid or asked about."""
    price = _SUM.search(text)
    return price.span() if price and not read(text).has(_OWED) else None


@lru_cache(maxsize=4096)
def advertising(text: str) -> tuple[int, int] | None:
    """Return where the first words stand in a text that offer or advertise something, if there are any."""
    price = _PRICE.search(text) if _MAYBE_PRICE.search(text) else None
    if price:
        return price.span()
    reading = read(text)
    offers = reading.said(_OFFER)
    return reading.span(first_of(offers)) if offers else None
