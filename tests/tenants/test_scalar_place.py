"""Where words stand in a file, in every style of YAML, and what is inserted there."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tenants.model.yaml_files.scalar_place import inserted_in_scalar, place_in_scalar
from tenants.model.yaml_files.yaml_document import read_document

SAID = "We don't share numbers. Reply STOP to opt out."
STYLES = {
    "plain": "text: We don't share numbers. Reply STOP to opt out.\nnext: 1\n",
    "plain over two lines": "text: We don't share\n  numbers. Reply STOP to opt out.\nnext: 1\n",
    "single quotes": "text: 'We don''t share numbers. Reply STOP to opt out.'\nnext: 1\n",
    "double quotes": 'text: "We don\\u0027t share numbers. Reply STOP to opt out."\nnext: 1\n',
    "double quotes over lines": 'text: "We don\'t share\\\n  \\ numbers. Reply\n  STOP to opt out."\nnext: 1\n',
    "folded": "text: >-\n  We don't share\n  numbers. Reply STOP\n  to opt out.\nnext: 1\n",
    "folded, with a comment": "text: >-  # said\n  We don't share numbers. Reply\n  STOP to opt out.\nnext: 1\n",
    "folded, from Windows": "text: >-\r\n  We don't share numbers. Reply\r\n  STOP to opt out.\r\nnext: 1\r\n",
    "literal": "text: |-\n  We don't share numbers. Reply STOP to opt out.\nnext: 1\n",
}


@pytest.mark.parametrize("source", STYLES.values(), ids=STYLES)
def test_words_are_placed_in_every_style(source: str) -> None:
    """Line and column, from 1, of the word as it is in the file."""
    start = read_document(Path("shop.yaml"), source.encode()).positions.place("text")
    place = place_in_scalar(source, start, SAID, SAID.index("STOP"))
    assert place is not None
    line, column = place
    assert source.split("\n")[line - 1][column - 1 :].startswith("STOP")


@pytest.mark.parametrize("source", STYLES.values(), ids=STYLES)
def test_a_sentence_is_inserted_in_every_style(source: str) -> None:
    """The file then says both, and nothing else has changed."""
    start = read_document(Path("shop.yaml"), source.encode()).positions.place("text")
    changed = inserted_in_scalar(source, start, SAID, len(SAID), " It's up to you.")
    assert changed is not None
    assert YAML(typ="safe", pure=True).load(changed) == {"text": f"{SAID} It's up to you.", "next": 1}


@pytest.mark.parametrize("source", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("before", ["We", "numbers", "STOP", "."])
def test_a_word_is_inserted_before_any_other(source: str, before: str) -> None:
    """Also before the first word of a line."""
    start = read_document(Path("shop.yaml"), source.encode()).positions.place("text")
    index = SAID.index(before)
    changed = inserted_in_scalar(source, start, SAID, index, "really ")
    assert changed is not None
    assert YAML(typ="safe", pure=True).load(changed) == {"text": f"{SAID[:index]}really {SAID[index:]}", "next": 1}


ADDED = {
    "quote": ("'ask.'", ' Say "no".', "'ask. Say \"no\".'"),
    "apostrophe": ("'ask.'", " It's free.", "'ask. It''s free.'"),
    "apostrophe in double quotes": ('"ask."', " It's free.", '"ask. It\'s free."'),
    "quote in double quotes": ('"ask."', ' Say "no".', '"ask. Say \\"no\\"."'),
    "backslash in double quotes": ('"ask."', r" C:\new", r'"ask. C:\\new"'),
    "colon in double quotes": ('"ask."', " Reply: STOP", '"ask. Reply: STOP"'),
    "colon in a folded text": (">-\n  ask.", " Reply: STOP #1", ">-\n  ask. Reply: STOP #1"),
    "colon in a literal text": ("|-\n  ask.", " Reply: STOP #1", "|-\n  ask. Reply: STOP #1"),
    "time in a plain text": ("ask.", " By 8:30#1.", "ask. By 8:30#1."),
    "colon in a plain text": ("ask.", " Reply: STOP", None),
    "colon at the end of a plain text": ("ask.", " Reply:", None),
    "number sign in a plain text": ("ask.", " #1", None),
}
"""A value, what is added to its text, and the value then; None where it would become something other than text."""


@pytest.mark.parametrize("case", ADDED)
def test_what_is_inserted_is_written_in_the_style_of_the_text(case: str) -> None:
    """Quotes are escaped as the style wants it."""
    value, added, expected = ADDED[case]
    changed = inserted_in_scalar(f"text: {value}\n", (1, 7), "ask.", 4, added)
    assert changed == (None if expected is None else f"text: {expected}\n")
    if changed:
        assert YAML(typ="safe", pure=True).load(changed) == {"text": f"ask.{added}"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [('"Say \\"no\\""', '"Say \\"no\\" now"'), ("'Say \"no\"'", "'Say \"no\" now'")],
    ids=["double", "single"],
)
def test_words_are_inserted_behind_a_quote(value: str, expected: str) -> None:
    """Which may be escaped."""
    assert inserted_in_scalar(f"text: {value}\n", (1, 7), 'Say "no"', 8, " now") == f"text: {expected}\n"


def test_a_plain_text_takes_no_colon() -> None:
    """It would become a mapping."""
    assert inserted_in_scalar(STYLES["plain"], (1, 7), SAID, 0, "Acme: ") is None
    assert inserted_in_scalar(STYLES["single quotes"], (1, 7), SAID, 0, "Acme's: ") == STYLES["single quotes"].replace(
        "'We", "'Acme''s: We"
    )


def test_a_text_that_does_not_stand_there_has_no_place() -> None:
    """It comes from a default or an override."""
    assert place_in_scalar(STYLES["plain"], (1, 7), "We share numbers.", 5) is None
    assert place_in_scalar("", (4, 2), SAID, 0) is None
    assert inserted_in_scalar(STYLES["plain"], (1, 7), "We share numbers.", 5, "x") is None
    assert inserted_in_scalar("", (4, 2), SAID, 0, "x") is None


@pytest.mark.parametrize(
    ("source", "start", "text", "index", "place"),
    [
        ("a\n", (1, 1), "a", 0, (1, 1)),
        ("\na: b\n", (2, 4), "b", 0, (2, 4)),
        ("a: b", (1, 4), "bc", 1, None),
        ("a: b", (1, 4), "b", 1, None),
        ('a: "\\', (1, 4), "b", 0, None),
        ('a: "\\q"', (1, 4), "q", 0, None),
        ("a: |-\n b\n\n c\n", (1, 4), "b\n\nc", 3, (4, 2)),
        ("a: 'b \n  c'\n", (1, 4), "b c", 2, (2, 3)),
        ("z: 1\na: |-\n b\n c\n", (2, 4), "b\nc", 2, (4, 2)),
        ("a: b c", (1, 4), "bc", 1, None),
        ('a: "b\\\n  c"\n', (1, 4), "bc", 1, (2, 3)),
        ("a: 'b \\ c'\n", (1, 4), "b \\ c", 2, (1, 7)),
        ("a: '  b'\n", (1, 4), "  b", 0, (1, 5)),
    ],
)
def test_a_character_has_a_line_and_a_column(
    source: str, start: tuple[int, int], text: str, index: int, place: tuple[int, int] | None
) -> None:
    """Both from 1, in the first line of a file too; a character behind the end of the text has none."""
    assert place_in_scalar(source, start, text, index) == place


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), st.data())
def test_any_text_is_placed_where_it_stands(text: str, data: st.DataObject) -> None:
    """However the writer chose to quote it."""
    out = StringIO()
    YAML().dump({"text": text}, out)
    source = out.getvalue()
    document = read_document(Path("shop.yaml"), source.encode())
    index = data.draw(st.integers(0, len(text) - 1))
    place = place_in_scalar(source, document.positions.place("text"), text, index)
    if place and document.value("text") == text and not text[index].isspace() and "\\" not in source:
        assert source.split("\n")[place[0] - 1][place[1] - 1] == text[index]
