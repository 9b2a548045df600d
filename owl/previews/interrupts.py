"""Ctrl-C while the engine works: it reaches both processes, and the engine has to come to its own end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_to_engine() -> Iterator[list[int]]:
    """Let the engine that is started in the `with` block handle interrupts, and wait for it.

    An engine that is killed instead leaves a lock, and perhaps half a state. A job that a script starts with & ignores
    SIGINT and passes that on, but a handler is never passed on.

    Yields:
        The interrupts so far, which the caller may act on once the engine has ended.
    """
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)
