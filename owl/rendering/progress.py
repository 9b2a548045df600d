"""Progress on a terminal, for what takes longer than people wait without a sign of life."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show a spinner with what is being done on standard error while it runs. Prints nothing if that is no terminal.

    Args:
        doing: What is being done, such as `previewing dev`.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(f"{doing}…"):
            yield
    else:
        yield
