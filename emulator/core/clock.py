"""The local Twilio's clock: real time plus a stored offset, so that reviews of weeks pass in a test of seconds."""

import time

from emulator.core.store import Settings, Transaction

OFFSET = "clock_offset"

LONGEST_SECONDS = 3_155_760_000
"""A hundred years: the clock is never further ahead, and nothing takes longer."""

SKIP_WAITS = "skip_waits"
"""The setting that says whether a wait moves the clock forward instead of sleeping."""


def now(settings: Settings) -> float:
    """Return the local Twilio's time in seconds since 1970."""
    return time.time() + float(settings.get(OFFSET, 0.0))


def advance(store: Transaction, seconds: float) -> float:
    """Move the clock forward by `seconds` and return the new offset to real time in seconds.

    Raises:
        ValueError: When the clock would move back, or be more than a hundred years ahead.
    """
    require_seconds("a step of the clock", seconds)
    offset = float(store.settings().get(OFFSET, 0.0)) + seconds
    require_seconds("the clock's offset", offset)
    store.set_setting(OFFSET, offset)
    return offset


def require_seconds(name: str, seconds: float) -> None:
    """Make sure that something takes no less than no time, and no more than a hundred years.

    Raises:
        ValueError: When it does, or is no number.
    """
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise ValueError(f"{name} is 0 seconds or more, at most {LONGEST_SECONDS} (100 years); got {seconds:g}")
