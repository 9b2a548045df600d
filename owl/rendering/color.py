"""Color for terminals. `typer.echo` leaves it out where the output is no terminal."""

import os
from collections.abc import Callable

import typer

RED, YELLOW, GREEN, DIM, BOLD = "red", "yellow", "green", "dim", "bold"
"""The styles: what blocks, what is advice, what is well, what matters less, and where to look."""

Color = Callable[[str, str], str]
"""Returns a text in a style of this module: `colored` or `plain`."""


def plain(text: str, _style: str) -> str:
    """Return a text as it is: for files, and for programs."""
    return text


def colored(text: str, style: str) -> str:
    """Return a text for `typer.echo` in a style, unless `NO_COLOR` is set (https://no-color.org) or TERM is `dumb`.

    Args:
        text: The text.
        style: One of the styles of this module.
    """
    if not text or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    if style in {DIM, BOLD}:
        return typer.style(text, **{style: True})
    return typer.style(text, fg=style)
