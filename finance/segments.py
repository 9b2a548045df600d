"""Message segments: the parts a text is sent in. Twilio and the carriers charge per segment.

See https://www.twilio.com/docs/glossary/what-sms-character-limit (read on 2026-11-24).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gsm0338 import Codec

_GSM_7 = Codec()
_ESCAPE = "\x1b"
"""Prefix of a character from the extension table; not a character of its own."""


class Encoding(StrEnum):
    """The two encodings of SMS."""

    GSM_7 = "GSM-7"
    """Each character takes one 7-bit unit; those of the extension table, such as `€` or `[`, take two.

    See https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding.
    """

    UCS_2 = "UCS-2"
    """Used when a text has any character outside GSM-7. Each takes one 16-bit unit; emoji and others above U+FFFF, two.

    See https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding.
    """


_ONE_SEGMENT = {Encoding.GSM_7: 160, Encoding.UCS_2: 70}
"""Units in a single-segment message."""

_EACH_OF_SEVERAL = {Encoding.GSM_7: 153, Encoding.UCS_2: 67}
"""Units per segment of a longer message: a header that joins the segments takes the rest."""


@dataclass(frozen=True)
class Segments:
    """How a text is sent.

    Attributes:
        encoding: The encoding.
        units: The length, in units of that encoding.
        count: The number of segments.
    """

    encoding: Encoding
    units: int
    count: int


@lru_cache(maxsize=8192)
def segments(text: str) -> Segments:
    """Return a text's segments, counted as Twilio does. An empty text takes one.

    Twilio's Smart Encoding, which replaces some characters with plain ones, can only lower the count and is ignored:
    https://www.twilio.com/docs/messaging/services#smart-encoding.
    """
    lengths = [_gsm_7_units(character) for character in text]
    encoding = Encoding.GSM_7
    if 0 in lengths:
        encoding = Encoding.UCS_2
        lengths = [_ucs_2_units(character) for character in text]
    units = sum(lengths)
    count = 1 if units <= _ONE_SEGMENT[encoding] else _filled(lengths, _EACH_OF_SEVERAL[encoding])
    return Segments(encoding, units, count)


def outside_gsm_7(text: str) -> tuple[str, ...]:
    """Return the characters that make a text UCS-2, each once, as they come."""
    return tuple(dict.fromkeys(character for character in text if not _gsm_7_units(character)))


def shown(character: str) -> str:
    """Return a character for people: as itself, or by its code if it can't be seen, as `U+00A0`."""
    return f"'{character}'" if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"


def _filled(lengths: Iterable[int], room: int) -> int:
    """Return how many segments the characters fill; a two-unit character is never split across two."""
    count, used = 1, 0
    for length in lengths:
        if used + length > room:
            count, used = count + 1, 0
        used += length
    return count


@lru_cache(maxsize=1024)
def _gsm_7_units(character: str) -> int:
    """Return a character's units in GSM-7; 0 if GSM-7 lacks it."""
    try:
        octets, _ = _GSM_7.encode(character)
    except UnicodeError:
        return 0
    return 0 if character == _ESCAPE else len(octets)


def _ucs_2_units(character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004 - the last code of 16 bits
