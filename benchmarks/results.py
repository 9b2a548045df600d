"""The file of results: tables in Markdown, in parts that are measured apart."""

from collections.abc import Sequence
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "RESULTS.md"

BEFORE_AND_AFTER, SPENT, CELLS, RECEIVER = "Before and after", "What a run spends", "Cells", "Receiver"
"""The titles of the parts that `benchmarks/run.py` does not measure, in order."""

_PARTS = (BEFORE_AND_AFTER, SPENT, CELLS, RECEIVER)  # the second and the last one are written by hand


def as_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def write_runs(text: str) -> None:
    """Write what `benchmarks/run.py` measured, and keep the other parts."""
    _, apart = _read()
    _write(text, apart)


def write_apart(title: str, text: str) -> None:
    """Write a part of its own, and keep the rest."""
    runs, apart = _read()
    _write(runs, apart | {title: text})


def _read() -> tuple[str, dict[str, str]]:
    """Return what `benchmarks/run.py` measured, and the other parts by their titles."""
    runs, apart = _FILE.read_text("utf-8"), {}
    for title in reversed(_PARTS):
        runs, found, part = runs.partition(_heading(title))
        if found:
            apart[title] = part
    return runs, apart


def _write(runs: str, apart: dict[str, str]) -> None:
    parts = [f"{_heading(title)}\n{apart[title].strip()}\n" for title in _PARTS if title in apart]
    _FILE.write_text(f"{runs.rstrip()}\n{''.join(parts)}", "utf-8")


def _heading(title: str) -> str:
    return f"\n## {title}\n"
