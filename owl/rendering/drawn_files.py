"""Write files from templates."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

DRAWN = "<!-- Written by `owl docs`"
"""The beginning of every generated page. Other pages were written by people, and are kept."""


def template_environment(directories: Path | Sequence[Path], filters: Mapping[str, Any]) -> Environment:
    """Return an environment for the templates of one or more directories.

    It escapes only HTML. For Markdown with tenants' texts, use `owl.rendering.markdown`; YAML templates quote untrusted
    text with a filter of their own.

    Args:
        directories: Where the templates are.
        filters: The filters they may use, by name.
    """
    environment = Environment(
        loader=FileSystemLoader(directories),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= filters
    return environment


def write_pages(directory: Path, drawn: Mapping[str, str]) -> int:
    """Write every page, by file name, remove generated ones that are not among them, and return their number."""
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.md"):
        if path.name not in drawn and path.read_text("utf-8").startswith(DRAWN):
            path.unlink()
    for name, text in drawn.items():
        (directory / name).write_text(text, "utf-8")
    return len(drawn)
