"""What all files that are drawn from templates have in common."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

DRAWN = "<!-- Written by `owl docs`"
"""How every drawn page begins; what begins otherwise was written by a person, and stays."""


def template_environment(directories: Path | Sequence[Path], filters: Mapping[str, Any]) -> Environment:
    """Give the templates of a directory, or of several.

    Only HTML is escaped by itself. What writes Markdown with texts of tenants uses
    `owl.rendering.markdown`; what writes YAML quotes untrusted text by a filter of its own.

    Args:
        directories: Where they are.
        filters: What they may call, by name.
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
    """Write every page, by file name, and remove drawn ones that are no more; return how many there are."""
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.md"):
        if path.name not in drawn and path.read_text("utf-8").startswith(DRAWN):
            path.unlink()
    for name, text in drawn.items():
        (directory / name).write_text(text, "utf-8")
    return len(drawn)
