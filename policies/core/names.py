"""Names of businesses in texts: who sends a message, and for whom customers consent."""

import re
from collections.abc import Iterator
from typing import Any

from policies.core.rule import TenantCase
from policies.core.texts import name_words, names_business
from policies.language.inflection import listed
from policies.language.reading import read
from policies.language.spelling import plain

_WORD = r"(?:(?:Co|Inc|St|Dr|Mt|Ltd|Corp|P\.C|[A-Z])\.|[A-Z][\w'&-]*)"
_NAME = rf"{_WORD}(?:,? (?:{_WORD}|&|and(?= [A-Z])|of(?= [A-Z])|the(?= [A-Z]))){{0,6}}"
_BEFORE_COLON = re.compile(rf"^\W{{0,3}}({_NAME})\s?(?::|\u2014| - |\|)")
_NAME_WORD = re.compile(r"[\w'&.-]+")
_INTRODUCED = re.compile(
    rf"(?:\b(?:[Tt]his is|[Ii]t's|[Ff]rom|[Tt]hank(?:s| you) for (?:visiting|choosing|joining|calling)"
    rf"|[Ww]elcome to)\s(?:the )?|[-\u2014]\s?)({_NAME})(?=[.,!:;]|$)"
)
_BEFORE_VERB = re.compile(rf"^\W{{0,3}}({_NAME}) (?:misses|invites|here|welcomes|wants|wishes|thanks|reminds)\b")
_AT = re.compile(
    rf"\b(?:at|with|by|from) (?:the )?({_WORD}(?: {_WORD}){{0,4}} (?:Dental|Clinic|Pizza|Salon|Spa|Gym|Fitness"
    r"|Auto|Pizzeria|Garage|Bank|Insurance|Realty|Bakery|Cafe|Grill|Yoga|Studio|Motors|Plumbing|Church|Academy|Pharmacy|Veterinary"
    r"|Hardware|Dentistry|Roofing|Inc|LLC))\b"
)
_FROM = re.compile(
    rf"\b(?:from|by) (?:the )?({_NAME})|\b(?:authorize|allow|permit) ({_NAME}) to\b|\bon behalf of (?:the )?({_NAME})"
)
_MESSAGES = re.compile(
    r"(?i)\b(?:messages?|texts?|msgs?|sms|mms|alerts?|reminders?|updates?|offers|notices)\b[^.\"]{0,40}$"
)
_MAY_SEND = re.compile(r" (?:may|can|will|has my permission to) (?:\w+ )?(?:text|send|message|contact|notify|remind)\b")
_LAST_NAME = re.compile(rf"({_NAME})$")
_LOOKED_BACK = 90
_GENERIC = listed(
    "account action alert all and appointment attention back billing booking bookings call camp church class clinic "
    "club code confirmation confirmed crew customer care daily day deal delivery dental department desk don't dr e "
    "early emergency event family final flash for free friday front fyi good happy health heads hello help hey hi "
    "holiday hotline important info it's join last late low may member members message monday morning mr mrs ms new "
    "news no notice notification now of offer office on one only open order ok out parents patient payment pick "
    "please pickup quick ready refund reminder reply request reservation rewards sale saturday save schedule "
    "security see service shipping shop special specials staff status stop storm sunday support team test text "
    "thank thanks the this thursday ticket time today tomorrow tonight tuesday up update updates urgent us "
    "verification visit wait waitlist warning weather wednesday week weekend weekly welcome yes you your january "
    "february march april june july august september october november december spring summer fall winter terms "
    "privacy policy conditions sms twilio msg"
)
_ADDED = listed(
    "team crew office front desk staff alerts alert rewards club support updates update billing reminders reminder "
    "news offers service services online app texts text sms list customer care location store shop inc llc co "
    "company the of at and by to my our us your dr"
)
_NO_NAMES = listed("reply text privacy terms no by hi hello hey dear dr mr mrs ms happy back gate")
_FEWEST = 2


def sender_of(sample: str) -> tuple[int, int] | None:
    """Return where a sample names the sender, if it names one of at least two words."""
    text = plain(sample)
    for pattern in (_BEFORE_COLON, _INTRODUCED, _BEFORE_VERB, _AT):
        match = pattern.search(text)
        if match and _is_name(match[1], after_this_is=match[0].lower().startswith("this is ")):
            return match.span(1)
    return None


def speaks_for(sample: str, case: TenantCase[Any]) -> bool:
    """Return whether a sample names the business, or begins with a shorter form of its name: `Elkhorn Library: ...`."""
    if names_business(sample, case):
        return True
    sender = _before_colon(sample)
    return any(_shortens(sender, name, case) for name in {case.tenant.name, case.tenant.business.legal_name})


def hints_at(sample: str, case: TenantCase[Any]) -> bool:
    """Return whether a sample begins with the first telling word of the business's name, or with its initials.

    `FNB Calloway` is a name to the customers of First Northern Bank of Calloway, but may be another business's, too.
    """
    if speaks_for(sample, case):
        return True
    said = _NAME_WORD.findall(_before_colon(sample).lower())
    for name in (case.tenant.name, case.tenant.business.legal_name):
        own = [word for word in _NAME_WORD.findall(plain(name).lower()) if word[0].isalnum()]
        telling = [word for word in own if word not in _GENERIC and word not in _ADDED][:1]
        initials = "".join(word[0] for word in own if word not in _ADDED)
        if any(word in telling or (len(word) >= _FEWEST and initials.startswith(word)) for word in said):
            return True
    return False


def _before_colon(sample: str) -> str:
    """Return the name with which a sample begins as its sender; empty if it begins with none."""
    found = _BEFORE_COLON.search(plain(sample))
    return found[1] if found else ""


def _shortens(sender: str, name: str, case: TenantCase[Any]) -> bool:
    """Return whether a sender consists of words of a name, its first included, or of their beginnings or initials.

    A word such as `team`, or a keyword in capitals that the message flow explains, may be added.
    """
    said, own = (
        [word for word in _NAME_WORD.findall(plain(each)) if word != "The" and word.strip("-")]
        for each in (sender, name)
    )
    if not said or not own or said[0].lower() != own[0].lower() or said[0].lower() in _GENERIC:
        return False
    flow, rest = case.campaign.message_flow, [word.lower().replace("-", "") for word in own[1:]]
    for word in said[1:]:
        bare = word.lower().replace("-", "")
        initials = ["".join(each[0] for each in rest[start:]) for start in range(len(rest))]
        index = next((at for at, each in enumerate(rest) if each.startswith(bare) and len(bare) >= _FEWEST), None)
        if index is not None:
            rest = rest[index + 1 :]
        elif bare in initials:
            rest = []
        elif bare not in _ADDED and not (word.isupper() and re.search(rf"\b{re.escape(word)}\b", flow)):
            return False
    return True


def named_senders(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names who will send, in words of consent or `on behalf of`."""
    written = plain(text)
    for match in _FROM.finditer(written):
        group = next(number for number in (1, 2, 3) if match[number])
        before = written[max(0, match.start() - _LOOKED_BACK) : match.start()]
        if _is_name(match[group]) and (group > 1 or _MESSAGES.search(before)):
            yield match.span(group)
    for match in _MAY_SEND.finditer(written):
        start = max(0, match.start() - _LOOKED_BACK)
        name = _LAST_NAME.search(written[start : match.start()])
        if name and _is_name(name[1]):
            yield start + name.start(1), start + name.end(1)


def is_of_business(name: str, case: TenantCase[Any]) -> bool:
    """Return whether a name is the tenant's: in full, shortened, or with a word such as `team` added."""
    if names_business(name, case) or speaks_for(f"{name}:", case):
        return True
    said = {word for word in read(name).words if word[0].isalnum()} - _ADDED
    for own in (case.tenant.name, case.tenant.business.legal_name):
        words = name_words(own)
        if said <= set(words) or set(words) <= said:
            return True
    return False


def _is_name(name: str, *, after_this_is: bool = False) -> bool:
    words = [word for word in read(name).words if word[0].isalnum()]
    telling = [word for word in words if word not in _GENERIC]
    return len(words) >= _FEWEST and len(telling) >= 1 and (after_this_is or words[0] not in _NO_NAMES)
