"""Fewer searches for garbage: what a run makes, it keeps until it ends.

Python looks for unreachable cycles after every 700 new objects and goes over all older ones repeatedly. A program
of 1,000 resources makes a million futures and outputs that live as long as it does; looking through them took a quarter
of its time, and found nothing. When the process ends Python looks once more, through all there is; that took as long as
declaring a fifth of the resources.
"""

import atexit
import gc
from functools import cache

NEW_OBJECTS = 50_000
"""Objects made between two searches: some 10 MB."""


@cache
def collect_rarely() -> None:
    """Leave what has been imported out of the searches of this process, and search less often; once is enough."""
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
