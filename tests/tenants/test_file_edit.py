"""An edit writes one value into a file, and leaves every other character as it was."""

import json
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.model.yaml_files.file_edit import block, with_entries, with_entry, with_value
from tenants.model.yaml_files.yaml_document import read_document
from tests.owl_inc import TENANTS

FILES = sorted(TENANTS.glob("*.yaml"))


def parsed(text: str) -> Any:
    """Return the content of a file."""
    document = read_document(Path("x.yaml"), text.encode())
    assert document.findings == []
    return document.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("environments", "dev", "additional_phone_numbers", "number-0101"), {"number": "+14155550101"}),
        (("additional_phone_numbers", "till"), {"area_code": "415"}),
        (("brand", "registration_sid"), "BN" + "a" * 32),
        (("campaign", "samples"), ["Acme: one #1. Reply STOP to opt out.", "no"]),
        (("business", "address", "street_secondary"), 'Suite "4": rear'),
        (("messaging", "validity_period"), 60),
    ],
)
def test_only_lines_are_added_to_every_tenant(file: Path, path: tuple[str, ...], value: Any) -> None:
    """Comments, order and quotes stay."""
    before = file.read_text("utf-8")
    expected = parsed(before)
    inner = expected
    for key in path[:-1]:
        inner = inner.setdefault(key, {})
    replaces = path[-1] in inner
    inner[path[-1]] = value

    text = with_value(before, path, value)

    assert parsed(text) == expected
    taken = [line for line in ndiff(before.splitlines(), text.splitlines()) if line.startswith("- ")]
    assert replaces or all("{" in line for line in taken)


CASES = {
    "beside a comment": (
        "a: 1  # one\nb:\n  c: 2  # two\n# the end\n",
        ("b", "d"),
        3,
        "a: 1  # one\nb:\n  c: 2  # two\n  d: 3\n# the end\n",
    ),
    "after a folded text": (
        "a:\n  b: >-\n    some\n    words\n\nc: 1\n",
        ("a", "d"),
        "x",
        "a:\n  b: >-\n    some\n    words\n  d: x\n\nc: 1\n",
    ),
    "after a text with its line breaks": (
        "a:\n  b: |\n    some\n    words\n\nc: 1\n",
        ("a", "d"),
        "x",
        "a:\n  b: |\n    some\n    words\n  d: x\n\nc: 1\n",
    ),
    "with its spaces on one line": ("a: { b: 1 }  # one\n", ("a", "d"), 2, "a: { b: 1, d: 2 }  # one\n"),
    "behind a last comma": ("a: {\n  b: 1,\n}\n", ("a", "d"), 2, "a: {\n  b: 1, d: 2\n}\n"),
    "on one line": ("a: {b: 1}\nc: 2\n", ("a", "d"), "x y", "a: {b: 1, d: x y}\nc: 2\n"),
    "into an empty mapping": ("a: {}\n", ("a", "b"), True, "a: {b: true}\n"),
    "below an empty key": ("a:\nb: 1\n", ("a", "c"), 2, "a:\n  c: 2\nb: 1\n"),
    "below an empty key further down": ("z: 1\na:\nb: 1\n", ("a", "c"), 2, "z: 1\na:\n  c: 2\nb: 1\n"),
    "instead of nothing": ("a:\nb: 1\n", ("a",), 2, "a: 2\nb: 1\n"),
    "instead of nothing further down": ("z: 1\na:\nb: 1\n", ("a",), 2, "z: 1\na: 2\nb: 1\n"),
    "instead of a value": ('a: "old"  # why\nb: 1\n', ("a",), "new", "a: new  # why\nb: 1\n"),
    "instead of a block": (
        'a:\n  area_code: "415"\nb: 1\n',
        ("a",),
        {"number": "+1"},
        'a:\n  number: "+1"\nb: 1\n',
    ),
    "several keys instead of a block": (
        'a:\n  area_code: "415"\nb: 1\n',
        ("a",),
        {"number": "+1", "label": "till"},
        'a:\n  number: "+1"\n  label: till\nb: 1\n',
    ),
    "without a last line break": ("a: 1", ("b",), 2, "a: 1\nb: 2"),
    "with line breaks of Windows": ("a: 1\r\nb: 2\r\n", ("c", "d"), 3, "a: 1\r\nb: 2\r\nc:\r\n  d: 3\r\n"),
    "behind a byte order mark": ("\ufeffa: 1\n", ("a",), 2, "\ufeffa: 2\n"),
    "behind an empty last key": ("a:\n  b:\nc: 1\n", ("a", "d"), 2, "a:\n  b:\n  d: 2\nc: 1\n"),
    "behind a text that ends in spaces": ("a:\n  b: 'x  '\nc: 1\n", ("a", "d"), 2, "a:\n  b: 'x  '\n  d: 2\nc: 1\n"),
    "instead of a folded text": ("a: >-\n  x\n  y\n\nb: 1\n", ("a",), 2, "a: 2\n\nb: 1\n"),
    "instead of a value on the way": ("a: 1\nb: 2\n", ("a", "c", "d"), 3, "a: {c: {d: 3}}\nb: 2\n"),
    "into nothing but a line break": ("\na: 1\n", ("b",), 2, "\na: 1\nb: 2\n"),
    "behind an empty last key with a comment": (
        "a:\n  b: # none\n# end\nc: 1\n",
        ("a", "d"),
        2,
        "a:\n  b: # none\n  d: 2\n# end\nc: 1\n",
    ),
    "behind a list with a comment": (
        "a:\n  b:\n    - x # one\n# end\nc: 1\n",
        ("a", "d"),
        2,
        "a:\n  b:\n    - x # one\n  d: 2\n# end\nc: 1\n",
    ),
    "behind a list that ends with nothing": (
        "a:\n  b:\n    -\n# end\n",
        ("a", "d"),
        2,
        "a:\n  b:\n    -\n  d: 2\n# end\n",
    ),
    "behind a list": ("a:\n  b:\n    - x\n    - y\n", ("a", "c"), 1, "a:\n  b:\n    - x\n    - y\n  c: 1\n"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_value_goes_where_people_would_write_it(case: str) -> None:
    """This holds for any text around it."""
    before, path, value, after = CASES[case]

    assert with_value(before, path, value) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  - x  # first\nb: 1\n", "a:\n  - x  # first\n  - new-one\nb: 1\n"),
        ("a:\n- x\n", "a:\n- x\n- new-one\n"),
        ("a: [x]\n", "a: [x, new-one]\n"),
        ("a: []\n", "a: [new-one]\n"),
        ("a: [ x ]\n", "a: [ x, new-one ]\n"),
        ("a:\n  - x\n# end\nb: 1\n", "a:\n  - x\n  - new-one\n# end\nb: 1\n"),
        ("a: [\n  x,\n]\n", "a: [\n  x, new-one\n]\n"),
    ],
)
def test_an_entry_goes_to_the_end_of_its_list(before: str, after: str) -> None:
    """It has the list's own style."""
    assert with_entry(before, ("a",), "new-one") == after


VALUES = st.recursive(
    st.text() | st.integers(0, 10**6) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(st.text() | st.integers(0, 9), min_size=1, max_size=3)
        | st.dictionaries(st.from_regex("[a-z][a-z_]{0,6}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
).filter(lambda value: "TODO" not in repr(value))  # no value: a text that begins like this is refused, see below


@given(st.dictionaries(st.from_regex("[a-z]{3,8}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_any_value_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    """Texts that look like numbers, booleans, comments or keys stay texts."""
    assert parsed("\n".join(block(value)) + "\n") == value


def test_what_is_still_to_be_written_is_no_value() -> None:
    """It is refused with its place and what is missing; a word with the same start is a text."""
    document = read_document(Path("x.yaml"), b'a: TODOS\nb:\n  - "TODO: what it bought"\nc: TODO\n')

    assert document.value("a") == "TODOS"
    assert [(each.line, each.column, each.path, each.message) for each in document.findings] == [
        (3, 5, "b[0]", "not filled in yet: what it bought"),
        (4, 4, "c", "not filled in yet"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nc:\n  x:\n    n: 1\n  y: 2\n"),
        ("c:\na: 1\n", "c:\n  x:\n    n: 1\n  y: 2\na: 1\n"),
        ("c:  # people\n  b: 0  # one\n# end\n", "c:  # people\n  b: 0  # one\n  x:\n    n: 1\n  y: 2\n# end\n"),
        ("c: {b: 0}  # people\n", "c: {b: 0, x: {n: 1}, y: 2}  # people\n"),
    ],
)
def test_several_entries_are_added_together(before: str, after: str) -> None:
    """To a mapping that is missing, empty, or has some."""
    assert with_entries(before, ["c"], {"x": {"n": 1}, "y": 2}) == after


def test_a_block_has_a_line_for_each_value() -> None:
    """Long text is folded between its words; an empty value is a key alone."""
    word = "well-written-word"
    words = " ".join([word] * 8)
    page = f"https://example.com/{'x' * 90}"
    value = {"a": None, "b": {"c": 1, "d": words, "e": f"{words} "}, "e": [1, "no"], "f": {}, "g": f"See {page}"}

    assert list(block(value, "  ")) == [
        "  a:",
        "  b:",
        "    c: 1",
        "    d: >-",
        f"      {' '.join([word] * 5)}",
        f"      {' '.join([word] * 3)}",
        f"    e: {json.dumps(words + ' ')}",
        "  e:",
        "    - 1",
        '    - "no"',
        "  f: {}",
        "  g: >-",
        "    See",
        f"    {page}",
    ]
    assert list(block({"a": "x" * 100})) == [f"a: {'x' * 100}"]
    assert list(block({"a": "x" * 101})) == ["a: >-", f"  {'x' * 101}"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words", "plain words"),
        ("Yes", '"Yes"'),
        ("12", '"12"'),
        ("a: b", '"a: b"'),
        ("caf\u00e9: open", '"caf\u00e9: open"'),
        ("a\u2028b", '"a\\U00002028b"'),
        ("a\nb", '"a\\nb"'),
        (["no", 1, ["x"]], '["no", 1, [x]]'),
        (("x", "z"), "[x, z]"),
        ({"a": {"b": None}, "c": True}, "{a: {b: null}, c: true}"),
    ],
)
def test_a_value_on_one_line_has_quotes_where_it_needs_them(value: Any, written: str) -> None:
    """Letters of every language stay; what can't be printed is escaped."""
    assert with_value("a: 1\n", ("a",), value) == f"a: {written}\n"
