"""Names of businesses in texts: who sends a message, and for whom customers consent."""

import re
from collections.abc import Iterator
from typing import Any

from policies.core.name_forms import ADDED, GENERIC, NAME, is_form
from policies.core.rule import TenantCase
from policies.core.texts import both_names, names_in_full, own_names
from policies.language.inflection import listed
from policies.language.reading import read
from policies.language.spelling import plain

_BEFORE_COLON = re.compile(rf"^\W{{0,3}}({NAME})\s?(?::|\u2014| - |\|)")
_INTRODUCED = re.compile(
    rf"(?:\b(?:[Tt]his is|[Ii]t's|[Ff]rom|[Tt]hank(?:s| you) for (?:visiting|choosing|joining|calling)"
    rf"|[Ww]elcome to)\s(?:the )?|[-\u2014]\s?)({NAME})(?=[.,!:;]|$)"
)
_BEFORE_VERB = re.compile(rf"^\W{{0,3}}({NAME}) (?:misses|invites|here|welcomes|wants|wishes|thanks|reminds)\b")
_AT = re.compile(
    rf"\b(?:at|with|by|from) (?:the )?({NAME} (?:Dental|Clinic|Pizza|Salon|Spa|Gym|Fitness"
    r"|Auto|Pizzeria|Garage|Bank|Insurance|Realty|Bakery|Cafe|Grill|Yoga|Studio|Motors|Plumbing|Church|Academy|Pharmacy|Veterinary"
    r"|Hardware|Dentistry|Roofing|Inc|LLC))\b"
)
_FROM = re.compile(
    rf"\b(?:from|by) (?:the )?({NAME})|\b(?:authorize|allow|permit) ({NAME}) to\b|\bon behalf of (?:the )?({NAME})"
)
_MESSAGES = re.compile(
    r"(?i)\b(?:messages?|texts?|msgs?|sms|mms|alerts?|reminders?|updates?|offers|notices)\b[^.\"]{0,40}$"
)
_MAY_SEND = re.compile(r" (?:may|can|will|has my permission to) (?:\w+ )?(?:text|send|message|contact|notify|remind)\b")
_LAST_NAME = re.compile(rf"{NAME}$")
_PART = re.compile(r"(?:Office|Department|Division|Bureau) (?:of|for) ")
"""Matches the name of a part of the business, such as `Office of Student Services`."""

_LOOKED_BACK = 90
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
    """Return whether a sample names the business in full, or begins with a form of its name: `Elkhorn Library: ...`.

    That may be an abbreviation in capitals that the description explains, or have a keyword in capitals added that the
    message flow explains.
    """
    if names_in_full(sample, case):
        return True
    sender, campaign = _before_colon(sample), case.campaign
    if sender.isupper() and _has_word(campaign.description, sender):
        return True
    said = [word for word in sender.split() if not (word.isupper() and _has_word(campaign.message_flow, word))]
    return any(is_form(each, name) for name in both_names(case) for each in (sender, " ".join(said)))


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _before_colon(sample: str) -> str:
    """Return the name with which a sample begins as its sender; empty if it begins with none."""
    found = _BEFORE_COLON.search(plain(sample))
    return found[1] if found else ""


def named_senders(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names who will send, in words of consent or `on behalf of`."""
    written = plain(text)
    for match in _FROM.finditer(written):
        group = next(number for number in (1, 2, 3) if match[number])
        before = written[max(0, match.start() - _LOOKED_BACK) : match.start()]
        if _is_name(match[group]) and (group > 1 or _MESSAGES.search(before)):
            yield match.span(group)
    for match in _MAY_SEND.finditer(written):
        name = _LAST_NAME.search(written, max(0, match.start() - _LOOKED_BACK), match.start())
        if name and _is_name(name[0]):
            yield name.span()


def is_of_business(name: str, case: TenantCase[Any]) -> bool:
    """Return whether a name is that of the tenant or a part of it: in full, short, or with a word such as `team`."""
    if _PART.match(name) or names_in_full(name, case) or speaks_for(f"{name}:", case):
        return True
    said = {word for word in read(name).words if word[0].isalnum()} - ADDED
    return any(said <= set(words) or set(words) <= said for words in own_names(case))


def _is_name(name: str, *, after_this_is: bool = False) -> bool:
    words = [word for word in read(name).words if word[0].isalnum()]
    telling = [word for word in words if word not in GENERIC]
    return len(words) >= _FEWEST and len(telling) >= 1 and (after_this_is or words[0] not in _NO_NAMES)
