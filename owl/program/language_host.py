"""Ends the program with the language host that started it.

When something is refused, as by a policy, the engine stops the language host and waits for the program, which waits for
the engine: for five seconds, in which nothing happens, and after which nobody asks what became of the program.
"""

import os
import threading
import time

_LOOKS = 0.05
"""Seconds between looks."""


def end_with_language_host() -> None:
    """Have this process end when its parent has."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)  # being told that a parent has gone is another thing on each system
    os._exit(1)
