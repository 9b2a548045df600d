"""The file of results: tables in Markdown, in parts that are measured apart."""

from collections.abc import Sequence
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "RESULTS.md"
_TITLE = "# Results"

REAL, FOUR_OBJECTS = "The real program", "Four objects a tenant"
BEFORE_AND_AFTER, SPENT, CELLS, RECEIVER = "Before and after", "What a run spends", "Cells", "Receiver"

_PARTS = (REAL, FOUR_OBJECTS, BEFORE_AND_AFTER, SPENT, CELLS, RECEIVER)
"""The titles of the parts, in order. Each says when it was measured. Those of what a run spends and of the receiver are
written by hand."""


def as_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def write_part(title: str, text: str) -> None:
    """Write a part, and keep the others."""
    parts = _read() | {title: text}
    ordered = (f"{_heading(each)}\n{parts[each].strip()}\n" for each in _PARTS if each in parts)
    _FILE.write_text(f"{_TITLE}\n{''.join(ordered)}", "utf-8")


def _read() -> dict[str, str]:
    """Return the parts by their titles."""
    rest, parts = _FILE.read_text("utf-8"), {}
    for title in reversed(_PARTS):
        rest, found, part = rest.partition(_heading(title))
        if found:
            parts[title] = part
    return parts


def _heading(title: str) -> str:
    return f"\n## {title}\n"
