"""Links and phone numbers as people write them: `harborhounds.dog`, `1-800-HOUNDS1`, `850.555.0171`."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberMatcher

from policies.language.inflection import listed

_COUNTRY_ENDINGS = listed(
    "at au be br ca cc ch cn co de dk es eu fi fm fr gd gg gl gs hk ie il im in io is it jp kr la li ly me mx nl "
    "no nu nz pl pt ru se sg sh so to tv uk us vc ws za"
)
_ENDINGS = listed(
    "aero agency ai app apartments art associates auction auto autos baby band bar bargains beauty beer best bet "
    "bid bike bikes bio biz blog boats boutique build builders business buzz cab cafe camera camp capital cards "
    "care careers cars casa cash casino catering center charity chat cheap church city claims cleaning click "
    "clinic clothing cloud club co coach codes coffee com community company computer condos construction "
    "consulting contact contractors cooking cool coop country coupons courses credit creditunion dance dating "
    "deals delivery dental dentist design dev diamonds diet digital direct directory discount doctor dog domains "
    "download earth eco edu education email energy engineer engineering enterprises equipment estate events "
    "example exchange expert express fail faith family fans farm fashion finance financial fish fishing fit "
    "fitness flights florist flowers fm food football forsale foundation fun fund furniture fyi gallery game "
    "games garden gift gifts gives glass global gold golf gov graphics gratis green group guide guitars guru hair "
    "haus health healthcare help hockey holdings holiday homes horse hospital host hosting house how ink "
    "institute insurance insure international investments jewelry jobs kids kitchen land law lawyer lease legal "
    "life lighting limited limo link live llc loan loans lol love ltd management market marketing markets mba "
    "media memorial menu mil mobi moda moe mom money mortgage motorcycles museum name net network news ngo ninja "
    "one ong online org page parts party pet pets pharmacy photo photography photos pics pictures pink pizza "
    "place plumbing plus press pro productions promo properties property pub quest racing recipes red rehab "
    "reisen rent rentals repair report republican rest restaurant review reviews rip rocks run sale salon school "
    "schule science security services shoes shop shopping show singles site ski skin soccer social software solar "
    "solutions space spa sport store stream studio style supplies supply support surf surgery systems tattoo tax "
    "taxi team tech technology tennis test tickets tips tires today tools top tours town toys trade training "
    "travel tube university vacations ventures vet video villas vin vip vision voyage watch website wedding wiki "
    "win wine work works world wtf xyz yachts yoga zone"
)
_BARE = "|".join(sorted(_COUNTRY_ENDINGS | _ENDINGS, key=lambda each: (-len(each), each)))

LINK = re.compile(
    r"(?<![\w@.{\[<-])(?=[^\s.:]+[.:])"  # most words are no beginning of a link: this is seen fastest
    r"(?:https?://[^\s<>\"']+"
    rf"|(?=[a-z0-9-]+\.)(?:(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_BARE})(?![\w@-]|\.[\w])(?:[/?][^\s<>\"']*)?"
    r"|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>\"']*))",
    re.IGNORECASE,
)
"""Matches a link with or without a scheme; without, it ends as domains do or has a path."""

_DIGIT = re.compile(r"\d")
_SEVEN_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")
_US = re.compile(
    r"(?<![\w./-])(?:\+?1[\s./-]{0,2})?(?:\(\d{3}\)[\s./-]{0,3}|\d{3}[\s./-]{1,3})\d{3}[\s./-]{1,3}\d{4}(?![\w-])"
)
_IN_LETTERS = re.compile(
    r"(?<![\w-])(?:1[\s.-]?)?\(?(?:8(?:00|33|44|55|66|77|88)\)?[\s.-]{1,2}"
    r"(?=[A-Z0-9-]{0,8}[A-Z]{2})[A-Z0-9]{2,9}(?:-[A-Z0-9]{2,8}){0,2}"
    r"|[2-9]\d{2}\)?[\s.-]{1,2}(?:\d{3}[\s.-][A-Z]{4}|[A-Z]{3}[\s.-][A-Z0-9]{4}|(?=[A-Z0-9]{0,6}[A-Z]{4})[A-Z0-9]{7}))\b(?!-\w)"
)
_LOCAL = re.compile(r"(?<![\w./-])\d{3}[ .-]\d{4}(?![\w-])")
_ASKED = re.compile(
    r"\b(?:call|calling|dial|phone|telephone|ring|text|txt|sms|tel|ph|reach|desk|office|line|dispatch(?:er)?|hotline|"
    r"front desk|questions)\W+(?:(?:us|me|at|on|number|to|is|now|back|direct|the|our|office|desk|shop|store)\W+){0,3}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:#|\b(?:account|booking|case|claim|code|confirmation|id|invoice|job|locker|member|model|no\.?|number|order|part|"
    r"permit|policy|receipt|ref|reference|reservation|ticket|tracking|unit|waybill))\W*(?:is\W*)?$",
    re.IGNORECASE,
)
_LOOKED_BACK = 48


def links(text: str) -> list[str]:
    """Return the links in a text, with or without a scheme, as written."""
    return [link for link, _ in placed_links(text)]


@lru_cache(maxsize=4096)
def placed_links(text: str) -> tuple[tuple[str, int], ...]:
    """Return the links in a text, each with where it begins."""
    if "." not in text:
        return ()
    return tuple((_trimmed(each[0]), each.start()) for each in LINK.finditer(text))


def _trimmed(link: str) -> str:
    return link.rstrip(".,;:!?)\u2019\u2014")


def phone_numbers(text: str) -> Iterator[str]:
    """Yield the phone numbers in a text, as written.

    Ten digits in a row may be an order number: they count as a phone number only after a word such as `call`. Seven
    digits with a hyphen count unless the word before says that they are another number.
    """
    return (number for number, _ in placed_phone_numbers(text))


@lru_cache(maxsize=4096)
def placed_phone_numbers(text: str) -> tuple[tuple[str, int], ...]:
    """Return the phone numbers in a text, each with where it begins."""
    if not _DIGIT.search(text):
        return ()
    without_links = LINK.sub(lambda match: " " * len(match[0]), text) if "." in text else text
    found = {match.start(): match[0] for match in _IN_LETTERS.finditer(without_links)}
    if _SEVEN_DIGITS.search(without_links):
        found |= {match.start(): match[0] for match in _US.finditer(without_links)}
        if not found:
            found |= {
                match.start: match.raw_string
                for match in PhoneNumberMatcher(without_links, "US", leniency=phonenumbers.Leniency.VALID)
                if not match.raw_string.isdigit() or _is_asked(without_links, match.start)
            }
        found |= {
            match.start(): match[0]
            for match in _LOCAL.finditer(without_links)
            if (_is_asked(without_links, match.start()) or _is_local(without_links, match))
            and not any(start <= match.start() < start + len(number) for start, number in found.items())
        }
    return tuple((found[start], start) for start in sorted(found))


def _is_local(text: str, match: re.Match[str]) -> bool:
    """Return whether seven digits are written as a phone number without its area code. None begins with 0 or 1."""
    return match[0][3] == "-" and match[0][0] not in "01" and not _NUMBERED.search(_before(text, match.start()))


def _is_asked(text: str, start: int) -> bool:
    return bool(_ASKED.search(_before(text, start)))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOKED_BACK) : start]
