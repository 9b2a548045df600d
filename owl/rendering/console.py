"""The console that reports for people are printed on."""

import os

from rich.console import Console

WIDTH = 120
"""The width in columns where the output is no terminal."""


def console(width: int = WIDTH, *, is_fixed: bool = False) -> Console:
    """Return a console as wide as the terminal, or as `COLUMNS` says. Square brackets in a text are no markup.

    Args:
        width: Its width in columns where there is neither.
        is_fixed: Whether it is at least that wide whatever the terminal or `COLUMNS` says. Tables of figures need it:
            squeezed, they lose names and digits, and a narrow terminal breaks their lines without that.
    """
    found = Console(highlight=False, markup=False)
    if is_fixed:
        width = max(width, found.width if found.is_terminal else 0)
    elif found.is_terminal or "COLUMNS" in os.environ:
        return found
    return Console(width=width, highlight=False, markup=False)
