"""Segments: the parts in which a text is sent, and by which Twilio and the carriers charge for it.

See https://www.twilio.com/docs/glossary/what-sms-character-limit (read on 2026-11-24).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gsm0338 import Codec

_GSM_7 = Codec()
_ESCAPE = "\x1b"
"""Announces a character of the extension table; by itself it is no character."""


class Encoding(StrEnum):
    """The two alphabets of text messages."""

    GSM_7 = "GSM-7"
    """Each character is one unit of 7 bits; one of the extension table, such as `€` or `[`, is two.

    See https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding.
    """

    UCS_2 = "UCS-2"
    """Of a text with any character that GSM-7 lacks. Each is one unit of 16 bits; one beyond U+FFFF, as emoji, is two.

    See https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding.
    """


_ONE_SEGMENT = {Encoding.GSM_7: 160, Encoding.UCS_2: 70}
"""Units that fit a text of one segment."""

_EACH_OF_SEVERAL = {Encoding.GSM_7: 153, Encoding.UCS_2: 67}
"""Units that fit each segment of a longer text: a header that joins them takes the rest."""


@dataclass(frozen=True)
class Segments:
    """How a text is sent.

    Attributes:
        encoding: The alphabet.
        units: How long it is, in units of that alphabet.
        count: How many segments it takes.
    """

    encoding: Encoding
    units: int
    count: int


def segments(text: str) -> Segments:
    """Count a text's segments as Twilio does; an empty text takes one.

    Twilio's Smart Encoding, which replaces some characters by plain ones, can only make it fewer and is not counted on:
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


def _filled(lengths: Iterable[int], room: int) -> int:
    """Fill one segment after the other; a character of two units never stands in two of them."""
    count, used = 1, 0
    for length in lengths:
        if used + length > room:
            count, used = count + 1, 0
        used += length
    return count


@lru_cache(maxsize=1024)
def _gsm_7_units(character: str) -> int:
    """The units of a character in GSM-7; none where it lacks the character."""
    try:
        octets, _ = _GSM_7.encode(character)
    except UnicodeError:
        return 0
    return 0 if character == _ESCAPE else len(octets)


def _ucs_2_units(character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004 - the last code of 16 bits
