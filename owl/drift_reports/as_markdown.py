"""For issues and comments: a table for each kind of finding."""

from collections.abc import Sequence
from pathlib import Path

from drift.findings import StackDrift
from owl import drawn_files
from owl.drift_reports.words import headline, notes, sections
from owl.reports.as_markdown import plain_text


def render(found: Sequence[StackDrift]) -> str:
    """Draw the tables. No text of Twilio's or of a tenant's file can become markup, a link or a mention."""
    filters = {"plain": plain_text, "code": _code, "capitalize_first": _capitalized}
    template = drawn_files.templates(Path(__file__).parent, filters).get_template("drift.md.jinja")
    stacks = [{"headline": headline(each), "sections": sections(each), "notes": notes(each)} for each in found]
    return template.render(stacks=stacks).rstrip("\n") + "\n"


def _code(text: str) -> str:
    """Keep a text within its backquotes and its cell."""
    return " ".join(text.replace("`", "").replace("|", "").split())


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
