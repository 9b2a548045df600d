"""End the program when the language host that started it ends.

When a policy, for example, refuses something, the engine stops the language host and waits for the program, while the
program waits for the engine. That wastes five seconds, after which the engine ignores the program anyway.
"""

import os
import threading
import time

TOLD = 32
"""Exit code of a program that has already logged its error: the language host then adds no error of its own."""

_LOOKS = 0.05
"""Seconds between checks."""


def end_with_language_host() -> None:
    """End this process when its parent has ended."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)  # notification of a parent's end differs on each system
    os._exit(1)
