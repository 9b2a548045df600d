"""The console that reports for people are printed on."""

import os

from rich.console import Console

WIDTH = 120
"""The width in columns where the output is no terminal."""


def console(width: int = WIDTH) -> Console:
    """Return a console as wide as the terminal, or as `COLUMNS` says. Square brackets in a text are no markup.

    Args:
        width: Its width in columns where there is neither.
    """
    found = Console(highlight=False, markup=False)
    if found.is_terminal or "COLUMNS" in os.environ:
        return found
    return Console(width=width, highlight=False, markup=False)
