"""The one redactor: what it takes out, and what it leaves because people have to read it.

Twilio repeats what it was sent: a reviewer may quote an EIN, an object may be named after a Social Security number. So
all text that comes from Twilio or from a file passes through `redact` before it reaches a log, a report or a state.

Taken out, whatever surrounds it:

- Registration numbers: EIN, Social Security number, D-U-N-S and VAT numbers and their like. That is any number of nine
  digits or more, in one piece or joined by hyphens, dashes, dots, slashes or underscores. Digits that are joined by
  spaces or brackets count only in the groups in which such numbers are written, as in `123 45 6789`: otherwise a list
  of error codes would go, too. National phone numbers go as well, but for those of North America.
- Auth tokens (32 hexadecimal digits) and secrets of API keys (32 letters and digits).
- Pulumi's access tokens.
- User name and password in a URL, which Twilio sends to webhooks that ask for them.
- The secrets that the caller knows, in every spelling: shorter registration numbers are found in this way only.

Left: SIDs, phone numbers in E.164 (`+14155550100`), the ten digits of those of North America (`415-555-0100`, as no
EIN and no Social Security number is written), error codes, dates, amounts as Twilio writes them (`250.000000`),
ZIP+4 (`94105-1804`, in which no registration number is grouped), numbers of Twilio's help articles, and hashes of 16,
40 or 64 hexadecimal digits.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

NUMBER = "[number withheld]"
"""Stands for what may be a registration number."""

SECRET = "[secret]"  # noqa: S105 - stands for one
"""Stands for a token, the secret of a key, or what the caller knows to be secret."""

SHORTEST_KNOWN = 5
"""Letters and digits of the shortest secret that is looked for by its text: a shorter one would match anywhere."""

_INVISIBLE = r"\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060-\u206f\ufeff"
_DASHES = r"\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_TIGHT = rf"[{_DASHES}._/\u00b7\xad\u200b-\u200f\u2060-\u206f\ufeff]"
_LOOSE = rf"[{_INVISIBLE}{_DASHES}._/()\u00b7]{{1,3}}"

_GROUPS = (
    (2, 7),  # EIN
    (3, 2, 4),  # Social Security number
    (2, 3, 4),  # D-U-N-S
    (3, 3, 3),  # Canadian business number, ACN, SIREN
    (3, 4, 2),  # VAT number of the United Kingdom
    (2, 3, 3, 3),  # ABN
    (3, 3, 3, 5),  # SIRET
    (3, 3, 2, 2),  # NIP
    (4, 4, 4),
)
"""Digits of each group of the numbers that are written with spaces."""

_LONGEST_FIRST = sorted(_GROUPS, key=sum, reverse=True)


def _grouped(groups: Iterable[int]) -> str:
    return _LOOSE.join(rf"\d{{{digits}}}" for digits in groups)


_NAMES = (
    r"[A-Z]{2}[0-9a-fA-F]{32}(?![0-9A-Za-z])",  # SID
    r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{16})(?![0-9A-Za-z])",  # hash
)
_MIXED = r"[A-Za-z]*[0-9]|[A-Z]*[a-z]+[A-Z]|[a-z]*[A-Z]+[a-z]"
"""How a word begins that has a digit, or letters of both cases."""

_REST = rf"(?:(?<=\d){_TIGHT}\d+)*"
"""The rest of a number whose first digits look like a token's last ones."""

_SECRETS = (
    r"pul-[0-9a-f]{40}",
    rf"(?<![0-9a-fA-F])[0-9a-fA-F]{{32}}(?![0-9a-fA-F]){_REST}",
    rf"(?<![0-9A-Za-z])(?={_MIXED})[0-9A-Za-z]{{32}}(?![0-9A-Za-z]){_REST}",
)
_ALONE = rf"(?<!\d)(?<!\d{_TIGHT})"
_ENDS = rf"(?!{_TIGHT}?\d)"
_READABLE = (
    rf"(?<![\w+])(?:\+|%2B)(?:1[0-9]{{9,14}}|[2-9][0-9]{{6,14}}){_ENDS}",  # E.164; +1 and eight digits is none
    rf"{_ALONE}(?:1[-. ])?\(?[2-9]\d\d(?:\) ?|[-. ])[2-9]\d\d[-. ]\d{{4}}{_ENDS}",  # North America
    rf"{_ALONE}1?[2-9]\d\d[2-9]\d{{6}}{_ENDS}",  # North America
    r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)",  # date
    r"(?<!\d)\d{1,2}/\d{1,2}/(?:19|20)\d\d(?!\d)",  # date
    rf"{_ALONE}\d{{3,8}}\.\d{{6}}{_ENDS}",  # amount
    rf"{_ALONE}\d{{5}}-\d{{4}}{_ENDS}",  # ZIP+4
    r"https://(?:help|support)\.twilio\.com/(?:[a-z-]+/)*articles/\d+",
)
_NUMBERS = (
    rf"\d(?:{_TIGHT}?\d){{8,}}",
    rf"(?<!\d)(?:{'|'.join(map(_grouped, _LONGEST_FIRST))})(?!\d)",
)


_IN_URL = re.compile(r"(?<=//)(?P<taken_out>[^\s/?#@:\"'<>]{0,256}:(?!\*)[^\s/?#@\"'<>]{1,256})(?=@)")
"""User name and password, unless the password is shown as asterisks."""


def _replacing(kept: Iterable[str], taken_out: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"{'|'.join(kept)}|(?P<taken_out>{'|'.join(taken_out)})")


_STEPS = (
    (_IN_URL, SECRET),
    (_replacing(_NAMES, _SECRETS), SECRET),
    (_replacing((*_NAMES, *_READABLE), _NUMBERS), NUMBER),
)
"""Secrets go first: a number before one, joined to it by a hyphen, would take its first digits away."""


_Known = Mapping[int, set[str]]
"""Secrets by length."""


def redact(value: Any, secrets: Iterable[str] = ()) -> Any:
    """Return a value without the registration numbers, tokens and known secrets that its texts contain.

    Doing it again changes nothing.

    Args:
        value: A text, or plain data, whose texts and numbers are redacted wherever they are in it.
        secrets: What is known to be secret, in any one spelling. Those of fewer than five letters and digits are not
            looked for.
    """
    return _redacted(value, _by_length(frozenset(secrets)))


def redact_text(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a text without what `redact` takes out of it."""
    return _redacted_text(text, _by_length(frozenset(secrets)))


def _redacted(value: Any, known: _Known) -> Any:
    match value:
        case str():
            return _redacted_text(value, known)
        case bool():
            return value
        case int() | float():
            return value if _redacted_text(f"{abs(value):.0f}", known) == f"{abs(value):.0f}" else NUMBER
        case Mapping():
            return {_redacted(key, known): _redacted(each, known) for key, each in value.items()}
        case list() | tuple():
            return [_redacted(each, known) for each in value]
        case _:
            return value


def _redacted_text(text: str, known: _Known) -> str:
    before = None
    found = _found_in(text, known) if known else ()
    text = _spelled(found).sub(SECRET, text) if found else text
    while text != before:  # what is left of a long word may be as long as a secret
        before = text
        for pattern, instead in _STEPS:
            text = "".join(_replaced(pattern, instead, text))
    return text


def _replaced(pattern: re.Pattern[str], instead: str, text: str) -> Iterator[str]:
    end = 0
    for found in pattern.finditer(text):
        yield text[end : found.start()]
        yield instead if found["taken_out"] else found[0]
        end = found.end()
    yield text[end:]


@lru_cache(maxsize=4)
def _by_length(secrets: frozenset[str]) -> _Known:
    """Return the letters and digits of each secret, by how many there are: a run of many tenants knows thousands."""
    known: dict[int, set[str]] = {}
    for secret in secrets:
        characters = _letters_and_digits(secret)
        if len(characters) >= SHORTEST_KNOWN and characters not in (NUMBER + SECRET).lower():
            known.setdefault(len(characters), set()).add(characters)
    return known


def _found_in(text: str, known: _Known) -> set[str]:
    characters = _letters_and_digits(text)
    return {
        part
        for length, secrets in known.items()
        for start in range(len(characters) - length + 1)
        if (part := characters[start : start + length]) in secrets
    }


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _spelled(secrets: Iterable[str]) -> re.Pattern[str]:
    """Return what matches each secret in every spelling: its letters and digits, whatever is between them."""
    between = rf"[{_INVISIBLE}{_DASHES}._/()\u00b7]{{0,3}}"
    spelled = [between.join(map(re.escape, each)) for each in sorted(secrets, key=len, reverse=True)]
    return re.compile("|".join(spelled), re.IGNORECASE)
