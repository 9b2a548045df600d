"""Faults in a file's YAML: each is a finding at its place, never a traceback."""

from pathlib import Path

import pytest

from tenants.model.sections.field_types import IDENTIFIER_RULE
from tests.tenants.tenant_files import GOOD_FILES, findings, lines, replaced

FAULTS = {
    "colon in a text": ("name: Acme", "name: Acme: cycles", "2:11: invalid YAML: mapping values are not allowed here"),
    "tab": (
        "ring: beta\n",
        "ring: beta\n\t\n\tcolor: red\n",
        "5:1: invalid YAML: while scanning for the next token, found character '\\t' that cannot start any token",
    ),
    "syntax": ("beta", "[beta", "5:13: invalid YAML: while parsing a flow sequence, expected ',' or ']', but got ':'"),
    "open quote": (
        "[READY, START]",
        '"',
        "46:1: invalid YAML: while scanning a quoted scalar, found unexpected end of stream",
    ),
    "duplicate key": ("ring: beta\n", "ring: beta\nring: beta\n", "5:1: ring: duplicate key: first defined on line 4"),
    "anchor": ("beta", "&a beta", "4:7: ring: anchors and aliases are not allowed"),
    "undefined alias": ("beta", "*a", "4:7: invalid YAML: found undefined alias 'a'"),
    "cycle": ("templates:", "templates: &a\n  - *a", "7:1: templates: anchors and aliases are not allowed"),
    "tag": ("beta", "!x beta", "4:7: ring: the tag '!x' is not allowed"),
    "broken tag": ("beta", "!!bool beta", "4:7: ring: 'beta' is not a number"),
    "version": ("# Acme", "%YAML 1.1\n---\n#", "4:1: %YAML directives are not allowed"),
    "second document": (
        "ring:",
        "---\nring:",
        "4:1: invalid YAML: expected a single document in the stream, but found another document",
    ),
    "number as key": ("ring: beta\n", "ring: beta\n1: a\n", "5:1: ['1']: keys must be plain text"),
    "list as key": ("ring: beta\n", "ring: beta\n[a]: a\n", "5:1: ['?']: keys must be plain text"),
    "control character": ("beta", "be\x00ta", "4:9: invalid YAML: character 0x0 is not allowed"),
    "escape": ("beta", r'"\UFFFFFFFF"', "1:1: invalid YAML: invalid escape sequence or number"),
    "depth": ("beta", "[" * 5000, "4:26: invalid YAML: nested more than 20 levels deep"),
    "broken number": ("600", "0b_", "12:20: messaging.validity_period: '0b_' is not a number"),
    "large number": ("600", "0x" + "f" * 5000, "12:20: messaging.validity_period: the number is too large"),
}


@pytest.mark.parametrize(("old", "new", "line"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_yaml_is_found_at_its_place(old: str, new: str, line: str, tmp_path: Path) -> None:
    """Each syntax fault is one finding, and nothing is concluded from what could not be read."""
    assert lines(findings(tmp_path, replaced("acme.yaml", old, new))) == [f"tenants/acme.yaml:{line}"]


def test_a_list_is_shown_without_what_could_not_be_read(tmp_path: Path) -> None:
    """A finding about the list around it shows dots there, nothing of Python's."""
    found = findings(tmp_path, replaced("acme.yaml", "ring: beta", "ring: [!x beta]"))
    assert [each.message for each in found if "got" in each.message] == ["expected 'beta' or 'general', got [...]"]


REMEDIES = {
    "duplicate key": ("ring: beta\n", "ring: beta\nring: beta\n", "remove one of the two"),
    "anchor": ("beta", "&a beta", "write the value out"),
    "tag": ("beta", "!x beta", "remove it"),
    "version": ("# Acme", "%YAML 1.1\n---\n#", "remove the %YAML line; the files are YAML 1.2"),
    "number as key": ("ring: beta\n", "ring: beta\n1: a\n", "put the key in quotes"),
    "control character": ("beta", "be\x00ta", "fix it here or just above"),
    "escape": ("beta", r'"\UFFFFFFFF"', "fix it here or just above"),
    "depth": ("beta", "[" * 5000, "fix it here or just above"),
    "broken number": ("600", "0b_", "put it in quotes, or write a number"),
    "large number": ("600", "0x" + "f" * 5000, "put it in quotes, or write a smaller one"),
    "to do": ("beta", '"TODO: which one"', "replace the TODO text with the value"),
}


@pytest.mark.parametrize(("old", "new", "remedy"), REMEDIES.values(), ids=REMEDIES.keys())
def test_a_fault_of_yaml_says_what_to_do(old: str, new: str, remedy: str, tmp_path: Path) -> None:
    """No more than that, where the cause is known."""
    assert [each.remedy for each in findings(tmp_path, replaced("acme.yaml", old, new))] == [remedy]


def test_the_usual_causes_are_named(tmp_path: Path) -> None:
    """The parser's message is for those who know YAML; the place to look is for everybody."""
    [finding] = findings(tmp_path, replaced("acme.yaml", "name: Acme", "name: Acme: cycles"))
    assert "inconsistent indentation" in finding.remedy
    assert "a tab (use spaces)" in finding.remedy
    assert "a colon in unquoted text (put it in quotes)" in finding.remedy


def test_a_key_of_half_a_letter_is_found(tmp_path: Path) -> None:
    """Half a surrogate pair can be written in a file, but is no text."""
    found = findings(tmp_path, replaced("catalogue/templates.yaml", "order-ready:", r'"\ud800":'))
    assert [(each.line, each.message, each.remedy) for each in found if each.file.stem == "templates"] == [
        (1, r"expected an id, got '\ud800'", IDENTIFIER_RULE)
    ]


WHOLE_FILES = {
    "empty": (b"", "1:1: the file is empty"),
    "comment only": (b"# nothing\n", "1:1: the file is empty"),
    "list": (b"# a list\n- a\n", "2:1: expected a mapping at the top level"),
    "text": (b"text", "1:1: expected a mapping at the top level"),
    "anchor": (b"&a {}", "1:1: anchors and aliases are not allowed"),
    "not UTF-8": (b"# caf\xc3\xa9\nname: Caf\xe9\n", "2:10: not UTF-8: found b'\\xe9'"),
    "UTF-16": ("name: a".encode("utf-16"), "1:1: not UTF-8: found b'\\xff'"),
}


@pytest.mark.parametrize(("content", "line"), WHOLE_FILES.values(), ids=WHOLE_FILES.keys())
def test_a_file_that_holds_no_mapping_is_found(content: bytes, line: str, tmp_path: Path) -> None:
    """A file without usable content is one finding, for a tenant's file as for the catalogue's."""
    assert lines(findings(tmp_path, {"cedar.yaml": content})) == [f"tenants/cedar.yaml:{line}"]
    files = {f"catalogue/{name}.yaml": content for name in ("isv", "packages", "price-book", "templates")}
    expected = [f"tenants/{name}:{line}" for name in (*files, "cedar.yaml")]
    assert lines(findings(tmp_path, files)) == expected


def test_a_file_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    """An error of the operating system is a finding like any other."""
    (tmp_path / "tenants" / "cedar.yaml").mkdir(parents=True)
    assert lines(findings(tmp_path, {})) == ["tenants/cedar.yaml:1:1: can't be read: Is a directory"]


def test_a_byte_order_mark_and_windows_lines_shift_nothing(tmp_path: Path) -> None:
    """Positions are those that an editor shows, whichever editor wrote the file."""
    text = GOOD_FILES["acme.yaml"].replace("name: Acme", "name: 5").replace("+14155550123", "+14155550124")
    content = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    found = findings(tmp_path, {"cedar.yaml": content})
    assert lines(found) == ["tenants/cedar.yaml:2:7: name: expected text, got 5"]
