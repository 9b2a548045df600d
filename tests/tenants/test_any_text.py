"""The loader loads any files, or reports where they are wrong."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tenants.model import Finding, InvalidTenants
from tests.tenants.tenant_files import GOOD_FILES, load

PIECES = st.one_of(
    st.sampled_from([*"-?:,[]{}#&*!|>'\"%@`\n\t =~<.0", "\r\n", "\u2028", "\x85", "\ufeff", "\x00", "\ud800"]),
    st.sampled_from(
        ["---\n", "...\n", "&a ", "*a", "!!int ", "!x ", "<<: ", "? ", "%YAML 1.1\n", "0x", ".inf", "null"]
    ),
    st.sampled_from([r'"\ud800"', r'"\UFFFFFFFF"', "{{", "}}", "[[", "1e999", "https://[", "\n  ", "\n- "]),
    st.text(max_size=8),
)
FILES = GOOD_FILES | {
    "acme.yaml": GOOD_FILES["acme.yaml"]
    + "environments:\n  dev: {name: Acme, phone_number: {number: , area_code: '415'}}\n  prod:\n    ring: general\n",
    "catalogue/isv.yaml": GOOD_FILES["catalogue/isv.yaml"]
    + "defaults:\n  ring: beta\n  brand: {kind: standard}\n  templates: [repair-done]\n",
}
CUTS = st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES)


def mutated(text: str, cuts: list[tuple[float, int, str]]) -> bytes:
    """Return the text with some pieces of it replaced by others."""
    for where, length, piece in cuts:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + length :]
    return text.encode(errors="surrogatepass")


def faults(files: dict[str, bytes]) -> tuple[Finding, ...]:
    """Return the findings in the valid files with these changes; nothing if they load."""
    with tempfile.TemporaryDirectory() as directory:
        try:
            load(Path(directory), files)
        except InvalidTenants as refusal:
            return refusal.findings
    return ()


def assert_readable(finding: Finding, content: bytes) -> None:
    """Each finding has a line and a remedy, and its place is a character of the file or the end of a line."""
    assert [line.isprintable() for line in str(finding).split("\n")] == [True, True]
    rows = content.decode(errors="ignore").removeprefix("\ufeff").split("\n")
    assert 1 <= finding.line <= len(rows)
    assert 1 <= finding.column <= len(rows[finding.line - 1]) + 1


@given(st.sampled_from(sorted(FILES)), st.lists(CUTS, min_size=1, max_size=4))
def test_mutated_files_load_or_have_readable_findings(name: str, cuts: list[tuple[float, int, str]]) -> None:
    """No text makes the loader fail in another way, and every finding is readable and has a place."""
    files = {file: text.encode() for file, text in FILES.items()} | {name: mutated(FILES[name], cuts)}
    for finding in faults(files):
        assert_readable(finding, files[str(finding.file.relative_to("tenants"))])


@given(st.binary(max_size=40))
def test_bytes_at_random_are_no_tenant(content: bytes) -> None:
    """Random bytes, which may be no text at all, are always refused."""
    found = faults({"cedar.yaml": content})
    assert found
    for finding in found:
        assert_readable(finding, content)
