"""Fewer searches for garbage, and none when a process ends: what a run makes, it keeps until it ends.

Python looks for unreachable cycles after every 700 new objects and goes over all older ones repeatedly. A program
of 1,000 resources makes a million futures and outputs that live as long as it does; looking through them took a quarter
of its time, and found nothing. Imports make most objects of a short command: there it is a tenth. When the process ends
Python looks once more, through all there is, and then frees one object after the other. The search took as long as
declaring a fifth of the resources; freeing what has been imported takes a tenth of a second.
"""

import atexit
import gc
import os
import sys
from collections.abc import Callable
from functools import cache

NEW_OBJECTS = 50_000
"""Objects made between two searches: some 10 MB."""


@cache
def collect_rarely() -> None:
    """Make this process search less often, and not when it ends. Best called before it imports much."""
    atexit.register(gc.freeze)
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


@cache
def leave_out_imports() -> None:
    """Leave what has been imported out of the searches, which become rare; once is enough."""
    collect_rarely()
    gc.freeze()


def run_and_end(run: Callable[[], object]) -> None:
    """Run what is all that this process does. Afterwards the process ends without freeing what it holds.

    Threads are waited for, what `run` registered with `atexit` is called, and the exit code is what it would be.
    """
    collect_rarely()
    codes: list[int] = []
    atexit.register(_end, codes)  # called last: after what `run` registers
    try:
        run()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            codes.append(ended.code or 0)
        raise
    codes.append(0)


def _end(codes: list[int]) -> None:
    """End the process with the code, if there is one: after another exception Python has more to say."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (AttributeError, OSError, ValueError):  # Python says what is wrong with them, and has an exit code for it
        return
    if codes:
        os._exit(codes[-1] & 255)
