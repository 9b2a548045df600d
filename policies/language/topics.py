"""What messages of a use case are about."""

from policies.language.vocabulary import NO_APPEAL
from policies.language.words import Words

TOPICS = {
    "2FA": Words(
        "code", "passcode", "otp", "verify", "verification", "authentication", "authenticate", "one time",
        "sign in", "log in", "login", "pin", "two factor", "2fa", "confirm .. identity",
    ),
    "DELIVERY_NOTIFICATION": Words(
        "deliver", "delivery", "ship", "shipment", "shipping", "arrive", "arrival", "driver", "courier", "package",
        "parcel", "order", "on .. way", "out for", "dispatch", "track", "tracking", "pickup", "pick up",
        "drop off", "dropped", "en route", "carrier", "freight", "load", "truck", "eta", "bouquet",
        "left|leaves the|yard|shop", "ready",
        "packed", "received", "refund issued", "is|are|all done", "finished", "come|came get|in", "tank .. fill|filled",
        "is|are coming", "=dumped",
        "fill|filled .. tank|gal|gallons|tomorrow|today|before|after", "held by|at|for", "waits|wait in|at|for",
    ),
    "FRAUD_ALERT": Words(
        "fraud", "fraudulent", "suspicious", "unusual", "unauthorized", "unrecognized", "charge", "transaction",
        "did you", "card", "block", "freeze", "declined", "security",
        "document|deed|lien|name was|is|in recorded|filed|use", "not you ?", "bank account|details .. changed",
        "wire|wiring instructions|details|transfer",
    ),
    "SECURITY_ALERT": Words(
        "security", "sign in", "signin", "login", "log in", "password", "device", "breach", "alarm", "unusual",
        "access", "camera", "intrusion", "motion", "door", "suspicious", "unauthorized", "vulnerability", "lock",
        "danger", "emergency", "below|above .. limit", "too hot|cold|warm", "all clear", "evacuate",
        "lockdown", "shelter", "gas leak", "fraud", "scam", "phishing", "wire|wiring instructions|details|transfer",
        "change|changes|changed .. account|password|details",
    ),
    "POLLING_VOTING": Words(
        "poll", "vote", "survey", "=question", "# question", "rate .. #|your|our|us", "feedback", "opinion",
        "# to #", "choose", "rating", "questionnaire", "score", "ballot", "reply # or #", "reply a or|, b",
        "referendum", "scale of",
    ),
}  # fmt: skip
"""Topics without one of which a text is not of the use case."""

NEWS = Words(
    "news", "event", "launch", "release", "exhibition", "festival", "menu", "collection", "restock",
    "back in stock", "invite", "invitation", "tasting", "webinar", "preview", "workshop", "tip", "open house",
    "arrival", "new", "season", "catch of", "recipe", "show", "concert", "drop of|day|friday",
    "of the week|day|month", "gig", "tour date", "early access", "members night|evening|only", "story hour",
    "run dates", "special",
)  # fmt: skip
"""What marketing without an offer is about."""

_MANY = frozenset(["MIXED", "LOW_VOLUME", "SOLE_PROPRIETOR", "STARTER", "TRIAL"])
_SERVICE = frozenset(
    {*_MANY, "ACCOUNT_NOTIFICATION", "CHARITY", "CUSTOMER_CARE", "DELIVERY_NOTIFICATION", "HIGHER_EDUCATION"}
    | {"K12_EDUCATION", "MARKETING", "POLITICAL", "POLLING_VOTING", "PUBLIC_SERVICE_ANNOUNCEMENT", "SOCIAL"}
)

OTHER_TOPICS = {
    Words(
        "donation appeal", "appeal for donation", "donate", "appeals to give|donate", "fundraising", "fundraiser",
        "donation", "give money", "can you give", "chip in", "give $", "your gift",
        "$ .. feeds|provides|buys|helps",
        unless=Words(*NO_APPEAL),
    ): frozenset({*_MANY, "CHARITY", "MARKETING", "POLITICAL"}),
    Words(
        "candidate for", "vote for", "our campaign for", "election day", "get out the vote", "ballot",
        "polling place|station", "voter", "campaign rally",
    ): frozenset({*_MANY, "POLITICAL", "POLLING_VOTING", "PUBLIC_SERVICE_ANNOUNCEMENT"}),
    Words("sweepstakes", "win a", "raffle", "contest entry", "giveaway", "prize draw"): frozenset(
        {*_MANY, "SWEEPSTAKE", "MARKETING", "SOCIAL"}
    ),
    Words(
        "verification code", "one time passcode|code|password|pin", "passcode", "login code", "sign in code",
        "security code", "digit|new|verification code", "2fa", "otp", "two factor", "code to log|sign", "code is|: #",
        unless=Words(
            "lock|gate|door|promo|discount|access|coupon|pickup|pick|bike code", 'code is|: "',
        ),
    ): frozenset({*_MANY, "2FA", "ACCOUNT_NOTIFICATION", "SECURITY_ALERT", "FRAUD_ALERT"}),
    Words(
        "survey", "poll", "questionnaire",
        unless=Words("land survey", "survey of .. property|roof|site|house", "polling"),
    ): _SERVICE,
    Words(
        "appointment", "lesson", "reservation", "check up", "cleaning", "visit", "class",
        unless=Words(
            "visit us|our|the|https|<link>", "delivery appointment|visit",
            "first|world|best|high|upper|classic class",
        ),
    ): frozenset({*_SERVICE, "AGENTS_FRANCHISES", "EMERGENCY", "PROXY", "SWEEPSTAKE"}),
    Words(
        "special offers", "weekly deals|specials|offers", "discount", "coupon", "promotion", "sale", "sales",
        "deals", "percent off",
        unless=Words(
            "for sale", "point of sale", "book|estate|garage|yard|rummage|bake|plant|tag sale",
            "sales tax|taxes|receipt",
        ),
    ): frozenset({*_MANY, "MARKETING", "SOCIAL", "SWEEPSTAKE", "AGENTS_FRANCHISES", "CHARITY"}),
}  # fmt: skip
"""Topics, each with the only use cases that they belong to."""
