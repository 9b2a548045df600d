"""The file of results: tables in Markdown, in two parts that are measured apart."""

from collections.abc import Sequence
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "RESULTS.md"
_CELLS = "\n## Cells\n"


def as_markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def write_runs(text: str) -> None:
    """Write what `benchmarks/run.py` measured, and keep what was measured of cells."""
    _, title, cells = _FILE.read_text("utf-8").partition(_CELLS)
    _FILE.write_text(f"{text}\n{title}{cells}", "utf-8")


def write_cells(text: str) -> None:
    """Write what `benchmarks/cells.py` measured, and keep the rest."""
    runs = _FILE.read_text("utf-8").partition(_CELLS)[0]
    _FILE.write_text(f"{runs.rstrip()}\n{_CELLS}\n{text}\n", "utf-8")
