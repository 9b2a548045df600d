"""libyaml reads files exactly as ruamel.yaml does, or leaves them to it."""

import re
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tenants.model.yaml_files import compose
from tenants.model.yaml_files.yaml_document import read_document
from tests.owl_inc import TENANTS

LINES = tuple(line for file in sorted(TENANTS.glob("**/*.yaml")) for line in file.read_text("utf-8").splitlines())
PIECES = (": ", ":", "- ", "-", " #", "#", "\n", "  ", "'", '"', "[", "]", "{", "}", ",", "|", ">-", "&a ", "*a", "!x ")
ODD = (
    "? ",
    "%",
    "@",
    "`",
    "NO",
    "012",
    "0x1F",
    "1e3",
    "~",
    "null",
    "é",
    "\\",
    "\\/",
    "--- ",
    "1_000",
    "<<: ",
    "1:30",
    "\t",
)


def read(text: str, *, by_ruamel: bool) -> str:
    """Return all that is read from a text."""
    nothing = re.compile(r"(?!)")
    with mock.patch.object(compose, "_SAFE", nothing if by_ruamel else compose._SAFE):
        found = read_document(Path("x.yaml"), text.encode())
    return repr((found.content, dict(found.key_offsets), dict(found.value_offsets), found.findings))


@example(["a: |", "\n", "  ", "\n", "    street: 2140 Flagstaff Lane"], False)
@given(st.lists(st.sampled_from(LINES) | st.sampled_from((*PIECES, *ODD)), max_size=9), st.booleans())
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_alike(parts: list[str], lines: bool) -> None:  # noqa: FBT001 - drawn
    """Values, places and findings are the same."""
    text = ("\n" if lines else "").join(parts)
    assert read(text, by_ruamel=False) == read(text, by_ruamel=True)


@pytest.mark.parametrize("file", sorted(TENANTS.glob("*.yaml")), ids=lambda file: file.stem)
def test_libyaml_reads_the_tenants_files(file: Path) -> None:
    """None is left to ruamel.yaml, which takes ten times as long; and the result is the same."""
    text = file.read_text("utf-8")
    with mock.patch.object(YAML, "compose", side_effect=AssertionError("ruamel.yaml was asked")):
        fast = read(text, by_ruamel=False)
    assert fast == read(text, by_ruamel=True)
