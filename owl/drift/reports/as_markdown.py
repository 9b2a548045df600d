"""For issues and comments: a table for each kind of finding."""

import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from owl.drift.findings import StackDrift
from owl.drift.reports.words import headline, notes, sections
from owl.rendering import markdown


def render(found: Sequence[StackDrift]) -> str:
    """Return the tables as Markdown. Text from Twilio or a tenant's file never becomes markup, a link or a mention."""
    filters = {"capitalize_first": _capitalized, "prose": _prose}
    template = markdown.markdown_environment(Path(__file__).parent, filters=filters).get_template("drift.md.jinja")
    stacks = [{"headline": headline(each), "sections": sections(each), "notes": notes(each)} for each in found]
    return template.render(stacks=stacks).rstrip("\n") + "\n"


def _prose(text: str) -> Markup:
    """Return one of our sentences as Markdown; text between backquotes becomes code."""
    parts = re.split("`([^`]*)`", _capitalized(text))
    drawn = (markdown.code(part) if index % 2 else _between(part) for index, part in enumerate(parts))
    return Markup(f"{''.join(drawn)}.")  # noqa: S704 - escaped just here


def _between(text: str) -> str:
    """Return a text as Markdown, with the spaces around it."""
    before, after = (" " if each == " " else "" for each in (text[:1], text[-1:]))
    return f"{before}{markdown.plain_text(text)}{after}"


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
