"""The number of segments of a text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance import Encoding, segments
from finance.segments import outside_gsm_7, shown
from tests.profiles import is_thorough

GSM_7_OF_ONE_UNIT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_OF_TWO_UNITS = "\f^{}\\[~]|€"

EXAMPLES = {
    "nothing": ("", Encoding.GSM_7, 0, 1),
    "one segment, full": ("x" * 160, Encoding.GSM_7, 160, 1),
    "one more": ("x" * 161, Encoding.GSM_7, 161, 2),
    "two segments, full": ("x" * 306, Encoding.GSM_7, 306, 2),
    "three segments": ("x" * 307, Encoding.GSM_7, 307, 3),
    "the longest text": ("x" * 1600, Encoding.GSM_7, 1600, 11),
    "extension table": ("€" * 80, Encoding.GSM_7, 160, 1),
    "extension table, one more": ("€" * 81, Encoding.GSM_7, 162, 2),
    "an escape pair is not split": ("x" * 152 + "€" + "x" * 152, Encoding.GSM_7, 306, 3),
    "an escape pair that fits": ("x" * 151 + "€" + "x" * 153, Encoding.GSM_7, 306, 2),
    "other alphabet": ("Ж" * 70, Encoding.UCS_2, 70, 1),
    "other alphabet, one more": ("Ж" * 71, Encoding.UCS_2, 71, 2),
    "other alphabet, two segments": ("Ж" * 134, Encoding.UCS_2, 134, 2),
    "other alphabet, three segments": ("Ж" * 135, Encoding.UCS_2, 135, 3),
    "one letter changes all": ("x" * 159 + "ë", Encoding.UCS_2, 160, 3),
    "in the other alphabet a euro sign is one": ("Ж" + "€" * 69, Encoding.UCS_2, 70, 1),
    "emoji": ("🚲" * 35, Encoding.UCS_2, 70, 1),
    "emoji, one more": ("🚲" * 36, Encoding.UCS_2, 72, 2),
    "an emoji is not split": ("🚲" * 67, Encoding.UCS_2, 134, 3),
    "an escape alone": ("\x1b", Encoding.UCS_2, 1, 1),
    "the last of one unit": ("\uffff", Encoding.UCS_2, 1, 1),
    "the first of two": ("\U00010000", Encoding.UCS_2, 2, 1),
    "half an emoji": ("\ud83d", Encoding.UCS_2, 1, 1),
}


@pytest.mark.parametrize(("text", "encoding", "units", "count"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_text_takes_so_many_segments(text: str, encoding: Encoding, units: int, count: int) -> None:
    """160 units or 153 each in GSM-7, 70 or 67 each in UCS-2, as Twilio documents."""
    found = segments(text)
    assert (found.encoding, found.units, found.count) == (encoding, units, count)


def test_the_alphabet_is_gsm_7() -> None:
    """Exactly the characters that Twilio lists are GSM-7, of one unit or two; the last of them is the euro sign.

    With the profile `thorough`, all others of the basic plane are tried too.
    """
    found = {chr(code): segments(chr(code)) for code in range(0x10000 if is_thorough() else 0x2200)}
    units = {character: each.units for character, each in found.items() if each.encoding is Encoding.GSM_7}
    assert units == dict.fromkeys(GSM_7_OF_ONE_UNIT, 1) | dict.fromkeys(GSM_7_OF_TWO_UNITS, 2)


def test_what_makes_a_text_ucs_2_is_shown() -> None:
    """Each character once, in its order; one that can't be seen by its code."""
    found = outside_gsm_7("Łódź\u00a0and\u200b Łódź")
    assert [shown(each) for each in found] == ["'Ł'", "'ó'", "'ź'", "U+00A0", "U+200B"]


TEXTS = st.text(st.sampled_from([*"aZ 9@€[ëЖ🚲\n"]) | st.characters(), max_size=500)
PLAIN = st.text(st.sampled_from(GSM_7_OF_ONE_UNIT), max_size=1600)


@given(PLAIN)
def test_plain_texts_are_counted_by_their_length(text: str) -> None:
    """Without characters of two units, only the length counts."""
    assert segments(text).count == (1 if len(text) <= 160 else math.ceil(len(text) / 153))


@given(TEXTS, st.characters())
def test_a_longer_text_never_takes_fewer(text: str, more: str) -> None:
    """This holds for any addition, in either encoding."""
    assert segments(text + more).count >= segments(text).count


@given(TEXTS)
def test_segments_are_as_few_as_can_be(text: str) -> None:
    """There are as many as the units need; a segment loses at most one unit to a character that is not split."""
    found = segments(text)
    single, each = {Encoding.GSM_7: (160, 153), Encoding.UCS_2: (70, 67)}[found.encoding]
    if found.units <= single:
        assert found.count == 1
    else:
        assert math.ceil(found.units / each) <= found.count <= math.ceil(found.units / (each - 1))


@given(TEXTS)
def test_units_of_the_other_alphabet_are_those_of_utf_16(text: str) -> None:
    """UCS-2 is counted in code units of UTF-16."""
    found = segments(text + "Ж")
    assert found.encoding is Encoding.UCS_2
    assert found.units == len((text + "Ж").encode("utf-16-le", errors="surrogatepass")) // 2
