"""The phone numbers that the local Twilio sells: fictional, always the same, 8,000 in every US area code.

Toll-free numbers are sold the same way, for the US and for Canada.

Exchange 555 is not assigned to telephones (https://en.wikipedia.org/wiki/555_(telephone_number)), so a number that
leaks reaches no one.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from emulator.core import numbering_plan

CAPABILITIES = {"voice": True, "sms": True, "mms": True, "fax": False}
"""What every US number can do."""

_OFFERED_NAMES = {"voice": "voice", "sms": "SMS", "mms": "MMS"}
"""How a search writes them, unlike its description: https://github.com/twilio/twilio-node/issues/553."""

DEFAULT_AREA_CODES = ("415", "212", "312")
"""Searched first, in this order, when a search names no area code."""

_KEYPAD = dict(zip("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999", strict=True))


def numbers(area_code: str | None) -> Iterator[str]:
    """Yield the numbers of a US area code in E.164 form, the officially fictional 555-0100 to 0199 first."""
    return (number for block in _blocks(area_code, _us_area_codes()) for number in block.split())


def matching(pattern: str, area_code: str | None, *, toll_free: bool = False) -> Iterator[str]:
    """Yield the numbers of a US area code, or of all, that match a Contains pattern.

    `*` is any digit, `%` any digits, `+` and `$` the number's ends, letters are those on the keys.

    Args:
        pattern: The pattern.
        area_code: The area code; None for all.
        toll_free: Whether toll-free numbers are searched instead of local ones.
    """
    codes = numbering_plan.TOLL_FREE_AREA_CODES if toll_free else _us_area_codes()
    numbers_like = lines_like(pattern)
    return (match[0] for block in _blocks(area_code, codes) for match in numbers_like.finditer(block))


def lines_like(pattern: str) -> re.Pattern[str]:
    """Return what finds the lines that a Contains pattern means, in numbers of one a line."""
    parts = {"*": r"\d", "%": r"\d*", "+": r"^\+", "$": "$"}
    signs = re.sub("%+", "%", pattern.lower())
    expression = "".join(parts.get(sign, _KEYPAD.get(sign, sign)) for sign in signs)
    return re.compile(f"^.*?{expression}.*$".replace("^.*?^", "^"), re.MULTILINE)


def sold_here(number: str) -> bool:
    """Return whether a number in E.164 form is in the inventory."""
    match = re.fullmatch(r"\+1([2-9]\d\d)555(01\d\d|[2-8]\d{3}|9[0-8]\d\d)", number)
    return match is not None and (_is_us_area_code(match[1]) or match[1] in numbering_plan.TOLL_FREE_AREA_CODES)


def local_format(number: str) -> str:
    """Return a number as its default friendly name shows it: `(415) 555-0100`, and as it is outside the US."""
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}" if number.startswith("+1") else number


def available(
    number: str,
    country_code: str = "US",
    address_requirements: str = "none",
    capabilities: Mapping[str, bool] = CAPABILITIES,
) -> dict[str, Any]:
    """Return a number as a search answers it; where it lies is not part of the fiction."""
    place = dict.fromkeys(("lata", "latitude", "locality", "longitude", "postal_code", "rate_center", "region"))
    return {
        **place,
        "friendly_name": local_format(number),
        "phone_number": number,
        "iso_country": country_code,
        "address_requirements": address_requirements,
        "beta": False,
        "capabilities": {offered: capabilities[name] for name, offered in _OFFERED_NAMES.items()},
    }


def _blocks(area_code: str | None, codes: tuple[str, ...]) -> Iterator[str]:
    """Yield the numbers of each area code, one a line: a search of all 2.6 million is one of text."""
    for code in codes:
        if area_code in {None, code}:
            yield _lines().replace("+1000", f"+1{code}")


@cache
def _lines() -> str:
    return "".join(f"+1000555{line:04}\n" for line in chain(range(100, 200), range(2000, 9900)))


@cache
def _us_area_codes() -> tuple[str, ...]:
    others = (str(code) for code in range(200, 1000) if str(code) not in DEFAULT_AREA_CODES)
    return (*DEFAULT_AREA_CODES, *filter(_is_us_area_code, others))


@cache
def _is_us_area_code(area_code: str) -> bool:
    return re.fullmatch(r"[2-9]\d\d", area_code) is not None and numbering_plan.region(f"+1{area_code}5550100") == "US"
