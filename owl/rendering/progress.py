"""Progress on a terminal, for what takes longer than people wait without a sign of life."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_shown: list[Any] = []
"""The spinner that is on the screen, if any."""


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show a spinner with what is being done on standard error while it runs. Prints nothing if that is no terminal.

    Inside another one, it replaces the words of that one while it runs.

    Args:
        doing: What is being done, such as `previewing dev`.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
    elif _shown:
        before, spinner = _shown[0].status, _shown[0]
        spinner.update(f"{doing}…")
        try:
            yield
        finally:
            spinner.update(before)
    else:
        from rich.console import Console  # noqa: PLC0415 - other commands, and scripts, need none

        with Console(stderr=True).status(f"{doing}…") as spinner:
            _shown.append(spinner)
            try:
                yield
            finally:
                _shown.clear()
