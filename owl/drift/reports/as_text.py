"""For people: one line for each stack, below it the findings and what to do."""

from collections.abc import Iterator, Sequence

from owl.drift.findings import StackDrift
from owl.drift.reports.words import ReportEntry, headline, notes, sections


def render(found: Sequence[StackDrift]) -> str:
    """Return the report as text."""
    return "\n".join(line for each in found for line in _lines(each)) + "\n"


def _lines(found: StackDrift) -> Iterator[str]:
    yield headline(found)
    for section in sections(found):
        yield f"  {section.heading}:"
        for entry in section.entries:
            yield f"    {_line(entry)}"
        if section.to_do:
            yield f"    -> {section.to_do}"
    for note in notes(found):
        yield f"  {note}"


def _line(entry: ReportEntry) -> str:
    where = f" ({entry.where})" if entry.where else ""
    return f"{entry.subject}: {entry.text}{where}"
