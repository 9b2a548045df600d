"""For people: one line for each stack, below it the findings and what to do."""

from collections.abc import Iterator, Sequence

from owl.drift.findings import StackDrift
from owl.drift.reports.words import ReportEntry, headline, notes, sections
from owl.rendering.color import BOLD, DIM, GREEN, RED, YELLOW, Color, plain


def render(found: Sequence[StackDrift], color: Color = plain) -> str:
    """Return the report as text."""
    return "\n".join(line for each in found for line in _lines(each, color)) + "\n"


def _lines(found: StackDrift, color: Color) -> Iterator[str]:
    blocks = found.needs_person or found.not_seen
    yield color(headline(found), RED if blocks else YELLOW if found.drifted else GREEN)
    for section in sections(found):
        yield color(f"  {section.heading}:", BOLD)
        for entry in section.entries:
            yield f"    {_line(entry)}"
            if entry.to_do:
                yield color(f"      -> {entry.to_do}", DIM)
        if section.to_do:
            yield color(f"    -> {section.to_do}", DIM)
    for note in notes(found):
        yield f"  {note}"


def _line(entry: ReportEntry) -> str:
    where = f" ({entry.where})" if entry.where else ""
    return f"{entry.subject}: {entry.text}{where}"
