"""The local Twilio's clock: real time plus a stored offset, so that reviews of weeks pass in a test of seconds."""

import time

from emulator.core.store import Settings, Transaction

OFFSET = "clock_offset"

SKIP_WAITS = "skip_waits"
"""The setting that says whether a wait moves the clock forward instead of sleeping."""


def now(settings: Settings) -> float:
    """Return the local Twilio's time in seconds since 1970."""
    return time.time() + float(settings.get(OFFSET, 0.0))


def advance(store: Transaction, seconds: float) -> float:
    """Move the clock forward by `seconds` and return the new offset to real time in seconds."""
    offset = float(store.settings().get(OFFSET, 0.0)) + seconds
    store.set_setting(OFFSET, offset)
    return offset
