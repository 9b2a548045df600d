"""Forms of a business's name: in full, shortened, by initials, in another order, with a word such as `team` added.

Customers know the Philharmonic Society of Greater Yakima as `Yakima Phil`, and a reviewer sees who is meant.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from policies.core.legal_forms import FORMS
from policies.language.inflection import listed
from policies.language.spelling import plain

_WORD = r"(?:(?:Co|Inc|St|Dr|Mt|Ltd|Corp|P\.C|[A-Z])\.|[A-Z][\w'&-]*)"
NAME = rf"{_WORD}(?:,? (?:{_WORD}|\d{{1,4}}\b|&|and(?= [A-Z])|of(?= [A-Z])|the(?= [A-Z]))){{0,6}}"
"""A pattern for words in capitals that may be a name."""

LEGAL = frozenset(
    {*(form.lower() for form in FORMS), "co", "company", "ltd", "limited", "pc", "pa", "p", "c", "a", "l", "llp", "dba"}
)
"""Words for a legal form."""

GENERIC = listed(
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
"""Words with which texts begin in capitals, and which name nobody."""

ADDED = listed(
    "team crew office front desk staff alerts alert rewards club support updates update billing reminders reminder "
    "news offers service services online app texts text sms list customer care location store shop inc llc co "
    "company the of at and by to my our us your dr"
)
"""Words that may be added to a name."""

_COMMON = listed(
    "academy american animal associates association auto bakery bank bar board brothers cafe center central church "
    "city clinic club coffee college commission community conference congregation cooperative council county credit "
    "dental department diagnostics district eastern early electric emergency family federal first fitness foundation "
    "general grill group gym hair health home hospital hotel house insurance institute international kids kitchen law "
    "league learning legal library local management market medical mobile museum national north northern partners "
    "pet pets pharmacy physical plumbing properties property public realty regional repair restaurant salon school "
    "schools shop society solutions south southern spa sports state store studio system systems tax technologies "
    "technology therapy town transit trust union united university west western women yoga youth"
)
"""Words that many businesses have in their names."""

_SMALL = listed("a an and at by d b dba de for in la n of on the y &")
_SPELLED = {"saint": "st", "mount": "mt", "bros": "brothers", "assn": "association", "ctr": "center"}
_WRITTEN = re.compile(r"[\w'&.-]+")
_ANOTHER_NAME = re.compile(r"\(|\)| dba | d/b/a | - |, | \u2014 ", re.IGNORECASE)
_GREETING = re.compile(r"^(?:yes|no|hi|hello|hey|the),? ", re.IGNORECASE)
_SHORTEST, _STEM, _INITIALS, _TELLING = 3, 6, 3, 5


@dataclass(frozen=True)
class _Name:
    """A business's name.

    Attributes:
        words: Its words without small ones and the legal form.
        first: The first of them that few others have in their names; None without one.
        initials: Initials of some of its words.
        letters: The letters of all its words, each word's first in capitals.
    """

    words: tuple[str, ...]
    first: str | None
    initials: frozenset[str]
    letters: str


def is_form(said: str, name: str) -> bool:
    """Return whether words are a form of a name.

    Each is a word of the name, its beginning, initials, an abbreviation in capitals, or one that may be added; the
    first word that tells this business from others is among them, or another one beside one more. Beside initials, a
    word may be one that many names have: `RJC Concrete`.
    """
    written = plain(said)
    words = _telling(_words(_GREETING.sub("", written)))
    in_capitals = {each.lower() for each in _WRITTEN.findall(written) if each.isupper()}
    return any(_is_form(words, in_capitals, each) for each in _names(name))


def has_form(text: str, name: str) -> bool:
    """Return whether some words in capitals in a text are a form of a name, or one is a rare word of it."""
    written = plain(text)
    if any(is_form(each, name) for each in _in_capitals(written)):
        return True
    said = [_telling(_words(each)) for each in re.findall(NAME, written)]
    return any(_is_part(words, each) for words in said for each in _names(name))


def _is_part(words: Sequence[str], name: _Name) -> bool:
    """Return whether words are words of a name, one of which tells it from others."""
    return set(words) <= {*name.words, *ADDED} and any(
        len(word) >= _TELLING and _is_rare(word) and word in name.words for word in words
    )


def _is_form(words: Sequence[str], in_capitals: AbstractSet[str], name: _Name) -> bool:
    points, rare, shortened = 0, False, False
    for word in words:
        abbreviates = word in in_capitals and len(word) > 1 and _abbreviates(word, name.letters)
        if word == name.first or word in name.initials or word == "".join(name.words):
            points, rare = points + 2, True
        elif word in name.words or any(_shortens(word, each) for each in name.words):
            points, rare = points + 1, rare or _is_rare(word)
        elif abbreviates and len(word) >= _SHORTEST and name.letters.lower().startswith(word[0]):
            points, rare, shortened = points + 2, True, True
        elif word not in ADDED and not (rare and abbreviates) and not (shortened and word in _COMMON):
            return False
        shortened = shortened or word in name.initials
    return rare and points > 1


def _is_rare(word: str) -> bool:
    return word not in _COMMON and word not in GENERIC


def _abbreviates(word: str, letters: str) -> bool:
    """Return whether letters stand in a name in this order, the first at the beginning of a word: `HOA`."""
    for start, letter in enumerate(letters):
        following = iter(letters[start + 1 :].lower())
        if letter == word[0].upper() and all(each in following for each in word[1:]):
            return True
    return False


def _shortens(word: str, own: str) -> bool:
    """Return whether a word is the beginning of another one, or has the same stem: `genealogy`, `genealogical`."""
    return len(word) >= _SHORTEST and (own.startswith(word) or (len(word) >= _STEM and own[:_STEM] == word[:_STEM]))


def _in_capitals(text: str) -> Iterator[str]:
    """Yield all words in capitals that stand together, then parts of them."""
    for found in re.finditer(NAME, text):
        words = found[0].split(" ")
        yield from (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))


@lru_cache(maxsize=4096)
def _names(name: str) -> tuple[_Name, ...]:
    """Return the names that a name consists of: `Sisters of Mercy dba St. Jerome` is two."""
    written = (name, name.replace("-", " "), *_ANOTHER_NAME.split(name))
    spelled = [_words(each) for each in written]
    kept = [tuple(word for word in words if word not in _SMALL) for words in spelled]
    parts = dict.fromkeys([*map(_telling, spelled), *kept])
    return tuple(_name(part) for part in parts if part)


def _name(words: tuple[str, ...]) -> _Name:
    rare = [word for word in words if _is_rare(word)]
    together = {
        "".join(word[0] for word in words[start:end])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start >= _INITIALS or end - start == len(words) > 1
    }
    return _Name(words, rare[0] if rare else None, frozenset(together), "".join(map(str.capitalize, words)))


def _words(text: str) -> list[str]:
    """Return the words as they are compared: without case, dots, hyphens and `'s`."""
    found = []
    for written in _WRITTEN.findall(plain(text).lower()):
        word = re.sub(r"[.'-]", "", written.removesuffix("'s"))
        found.append(_SPELLED.get(word, word))
    return [word for word in found if word]


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    kept = [word for word in words if word not in _SMALL]
    while len(kept) > 1 and kept[-1] in LEGAL:
        kept.pop()
    return tuple(kept) or tuple(words)
