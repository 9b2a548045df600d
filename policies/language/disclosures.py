"""Whether a text discloses what customers must know before they opt in: by meaning, not by wording."""

from collections.abc import Callable, Sequence

from policies.language.inflection import listed
from policies.language.reading import Found, Reading
from policies.language.vocabulary import APPLIES, HELP, PRIVACY, RATES, STOP, TERMS
from policies.language.words import NUMBERS, Words

_VARIES = Words(
    "frequency varies|depends|differs|changes|may|will|is|can|:|=",
    "frequency about|of|up|based|#|and|fluctuates|determined|follows|may", "varies|varying|variable frequency",
    "frequency .. vary|varies|depends|differ|differs|change|changes",
    "number|amount|count|quantity|volume of messages|texts|alerts .. varies|depends|changes|differs",
    "number|amount|count|quantity|volume of sms|message|text .. varies|depends|changes|differs",
    "number|amount|count|quantity|volume of messages|texts|alerts .. may|is|follows|:|#",
    "number|amount|count|quantity|volume of sms|message|text .. may|is|follows|:|#",
    "how many|often .. depends|varies", "messages|texts|alerts|sms|message|text frequency",
    "messages|texts|alerts|sms vary|varies|varies|depend in|by|with|on|according",
    "recurring|weekly|daily|monthly|periodic|occasional message|messages|text|texts|sms",
    "recurring|weekly|daily|monthly|periodic|occasional alert|alerts|reminder|reminders|mobile",
    "regular|yearly|biweekly|quarterly|nightly|single message|messages|text|texts|sms",
    "regular|yearly|biweekly|quarterly|nightly|single alert|alerts|reminder|reminders|mobile",
    "recurring|weekly|daily|monthly|periodic|occasional automated|marketing|offers|update|updates",
    "recurring|weekly|daily|monthly|periodic|occasional note|notices|digest|promotional|mktg",
    "regular|yearly|biweekly|quarterly|nightly|single automated|marketing|offers|update|updates",
    "regular|yearly|biweekly|quarterly|nightly|single note|notices|digest|promotional|mktg",
    "messages|texts|text|sms|message|alerts weekly|daily|monthly|hourly",
    "messages|texts|text|sms|message|alerts yearly|annually|nightly|quarterly|biweekly",
    "reminders|updates|them|it|us|one weekly|daily|monthly|hourly",
    "reminders|updates|them|it|us|one yearly|annually|nightly|quarterly|biweekly",
    "once|twice a|per|each|every|for|weekly|only|in",
    "one time|off|single|message text|message|sms|alert|passcode|code",
    "every day|week|month|quarter|year|monday|tuesday|wednesday|thursday",
    "every friday|saturday|sunday|other|morning|evening|night|season|time|few",
    "each time|day|week|month|visit|order|appointment|season|#", "get|receive around|about|roughly|some #",
    "messages|texts|alerts|text|message|sms per|every|each|/|a",
    "per|each|every order|visit|appointment|job|booking|request",
    "per|each|every stay|trip|week|month|rental|repair|event",
    "a text|message|reminder before|after|for|per|each|every|when", "no|not more than #", "at most #", "up to #",
    "# in all|total|altogether", "max|maximum|maximal|about|around .. # a|per|/|each|every|messages|texts",
    "roughly|approximately|usually|typically|expect|average .. # a|per|/|each|every|messages|texts",
    "max|maximum|maximal|about|around .. # weekly|monthly|daily|message|text|times|sms",
    "roughly|approximately|usually|typically|expect|average .. # weekly|monthly|daily",
    "roughly|approximately|usually|typically|expect|average .. # message|text|times|sms",
)  # fmt: skip

_ROUGHLY = Words(
    "handful", "as often as", "as many as", "each|every time", "only when|if|while|during|after|on",
    "now and then|again",
    "from time to time", "occasionally", "rarely", "seldom", "every so often", "depends on|upon", "depend on|upon",
    "depending on|upon", "one for every|each", "once in .. while", "sporadic", "daily", "weekly", "monthly", "yearly",
    "nightly", "roughly|about|around|perhaps|maybe|typically|usually|nearly|approximately|some|expect #",
    "between # and #", "# to|or|and|\u2014|- #", "# or so|fewer|less|more", "never|not more than", "fewer|less than",
    "few", "several", "whenever", "# each|per|every|a|an|in|at|before|after|when|if|for|on *",
    "#|one|two|three * or two", "send #|one|two|three :|,|-|\u2014",
    "once|twice|thrice", "a|the couple", "number .. varies|depends", "as needed|required|events",
    "at no other time|moment|occasion", "on the first|second|third|last of", "before|after each|every",
    "according to", "no set|fixed number|schedule|frequency", "irregular", "varies with|by",
)  # fmt: skip
"""Words for a number or an interval, which count in a sentence about messages."""

_MESSAGES = Words(
    "message", "text", "sms", "alert", "reminder", "notice", "notification", "update", "note", "ping", "mms",
    "confirmation", "send|sends|sent", "frequency",
    unless=Words(
        "message and|, data", "text message reminders_consent", "text stop|help", "reply stop|help",
        "text|sms box|form|consent|field",
    ),
)  # fmt: skip

_IN_THE_TERMS = Words(
    "set|spelled|laid out in|by .. terms", "found|listed|stated|described|explained|covered|given in .. terms",
    "section|clause|paragraph # of .. terms",
)  # fmt: skip
"""Words with which a text leaves a disclosure to the terms, where customers don't see it at the opt-in."""

_SENT = listed(
    "message messages text texts sms alert alerts reminder reminders notice notices notification notifications "
    "update updates note notes mms confirmation confirmations ping pings txt times poll polls result results question "
    "questions code codes digest digests newsletter newsletters"
)
_EACH = listed("per each every / weekly monthly daily yearly annually")
_EACH_AFTER_ARTICLE = listed(
    "day week month year quarter season visit order appointment job trip stay class booking session term semester "
    "event case project delivery repair rental ride move shoot treatment course lesson game party service request "
    "cycle hire reservation closing tour night shift campaign summer winter transaction purchase ticket claim refill "
    "prescription"
)
_SLOGANS_BEFORE = listed("bus cannot ever full never non not one pit pull rest truck whistle")
_SLOGANS_AFTER = listed("! now sign signs thinking watch wasting")
_SLOGANS_BY = frozenset(["our", "the", "us", "today", "and", "soon"])
_INTERVALS = listed(
    "daily weekly monthly yearly annually nightly quarterly twice thrice once varies varied varying vary frequency "
    "occasional occasionally rarely seldom often per recurring periodic sporadic handful whenever depends depending"
)
_AFTER_COUNT = listed(
    ". , ; ) / — - and at a an before by daily during each every for if in maximum monthly more most of on or per "
    "through to tops weekly when yearly"
)
"""What stands after a number of messages that is written without the word."""

_OCCASIONS = listed("when if the before after at on as for each per every")

_LARGEST = 400
_NEARBY = 8
_LOOKED_AHEAD = 4


def frequency(reading: Reading) -> bool:
    """Return whether a text says how many messages there are, or on what that depends."""
    return (
        reading.has(_VARIES)
        or any(_counts(reading, index) for index, word in enumerate(reading.words) if _is_number(word))
        or any(
            reading.after(found, _MESSAGES, _NEARBY) or reading.before(found, _MESSAGES, _NEARBY)
            for found in reading.find(_ROUGHLY)
        )
        or any(_is_beside_rates(reading, found) for found in reading.find(RATES))
        or any(_is_one_each(reading, each) for each in reading.sentences)
    )


def rates(reading: Reading) -> bool:
    """Return whether a text says that message and data rates may apply."""
    return any(
        not reading.is_denied(each)
        for found in reading.said(RATES)
        if not reading.within(_IN_THE_TERMS, reading.sentence(found))
        for each in (*reading.after(found, APPLIES, 6), *reading.within(APPLIES, found))
    )


def opt_out(reading: Reading) -> bool:
    """Return whether a text says which keyword stops the messages."""
    return reading.has(STOP) or _in_capitals(reading, "STOP")


def help_keyword(reading: Reading) -> bool:
    """Return whether a text says which keyword brings help."""
    return reading.has(HELP) or _in_capitals(reading, "HELP")


def privacy(reading: Reading) -> bool:
    """Return whether a text points to the privacy policy."""
    return reading.has(PRIVACY) or any("privac" in link.lower() for link in reading.links.values())


def terms(reading: Reading) -> bool:
    """Return whether a text points to the terms."""
    return reading.has(TERMS) or any(
        part in link.lower() for link in reading.links.values() for part in ("terms", "tos", "conditions")
    )


DISCLOSURES: dict[str, Callable[[Reading], bool]] = {
    "message and data rates": rates,
    "the message frequency": frequency,
    "STOP": opt_out,
    "HELP": help_keyword,
}
"""What customers see at the opt-in, each with how to recognize it."""


def _counts(reading: Reading, index: int) -> bool:
    """Return whether a number is one of messages: `4 msgs/month`, `about two a visit`, `3ish texts`."""
    words = reading.words
    if index and words[index - 1] in {"$", "section", "clause", "question", "step", "page", "#"}:
        return False
    following = words[index + 1 : index + 1 + _LOOKED_AHEAD]
    for ahead, word in enumerate(following):
        if word in {".", ";", '"', "(", "?"} or word == "!":
            return False
        is_of_unit = not _EACH_AFTER_ARTICLE.isdisjoint(following[ahead + 1 : ahead + 2])
        if (
            word in _SENT
            or (word in _EACH and (ahead <= 1 or is_of_unit))
            or (word in {"a", "an"} and ahead <= 1 and is_of_unit)
        ):
            return True
    return False


def _is_beside_rates(reading: Reading, found: Found) -> bool:
    """Return whether a number or an interval stands beside the rates, where it is nearly always disclosed."""
    near = range(max(0, found.first - 24), min(len(reading.words), found.last + 14))
    for index in near:
        word = reading.words[index]
        if word in _INTERVALS or (
            _is_number(word) and word != "one" and not _AFTER_COUNT.isdisjoint(reading.words[index + 1 : index + 2])
        ):
            return True
    return False


def _is_one_each(reading: Reading, sentence: Found) -> bool:
    """Return whether a sentence begins with a number and an occasion: `One when staged, one when on the truck`."""
    first, second = (*reading.words[sentence.first : sentence.last + 1][:2], "", "")[:2]
    return _is_number(first) and second in _OCCASIONS


def _is_slogan(following: Sequence[str]) -> bool:
    """Return whether the words after STOP or HELP make it a slogan, such as `STOP BY OUR SHOP`."""
    if not following:
        return False
    return following[0] in _SLOGANS_AFTER or (
        following[0] in {"by", "in"} and not _SLOGANS_BY.isdisjoint(following[1:])
    )


def _is_number(word: str) -> bool:
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz")
    return word in NUMBERS or (digits.isdigit() and len(digits) <= 3 and int(digits) <= _LARGEST)  # noqa: PLR2004


def _in_capitals(reading: Reading, keyword: str) -> bool:
    """Return whether a keyword stands in capitals in an instruction, not in a slogan such as `DON'T STOP`."""
    if keyword not in reading.text:
        return False
    return any(
        reading.text[start:end].strip("\"'") == keyword
        and (not index or reading.words[index - 1] not in _SLOGANS_BEFORE)
        and not _is_slogan(reading.words[index + 1 : index + 3])
        for index, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True))
    )
