"""The console that reports for people are printed on."""

import os

from rich.console import Console

WIDTH = 120
"""The width in columns where the output is no terminal."""


def console(width: int = WIDTH, *, is_fixed: bool = False) -> Console:
    """Return a console as wide as the terminal, or as `COLUMNS` says. Square brackets in a text are no markup.

    Args:
        width: Its width in columns where there is neither.
        is_fixed: Whether it is that wide without a terminal whatever `COLUMNS` says: tables of figures need it.
    """
    found = Console(highlight=False, markup=False)
    if found.is_terminal or ("COLUMNS" in os.environ and not is_fixed):
        return found
    return Console(width=width, highlight=False, markup=False)
