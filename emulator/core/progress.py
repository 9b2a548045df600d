"""How objects advance (a brand's review, a message's delivery): immediately, by the clock or when they are read.

An object that advances holds what `begin` returns in its body. Its product maps the number of steps made to a status.
"""

from collections.abc import Mapping
from typing import Any

from emulator.core.store import Settings, Stored, Transaction

MODES = ("at_once", "seconds", "reads")
ALL_STEPS = 1_000_000
"""More steps than anything has: the answer of the mode `at_once`."""

_DEFAULTS = {"message": {"mode": "seconds", "n": 0.3}}
_DEFAULT = {"mode": "at_once", "n": 1}


def setting_name(kind: str) -> str:
    """Return the name of the setting that holds a kind's pace."""
    return f"behaviour:{kind}"


def behaviour(settings: Settings, kind: str) -> Mapping[str, Any]:
    """Return the mode in which objects of a kind advance, and its n.

    Set by `Control.set_behaviour`; else messages advance every 0.3 seconds and all other kinds `at_once`.
    """
    found: Mapping[str, Any] = settings.get(setting_name(kind), _DEFAULTS.get(kind, _DEFAULT))
    return found


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which an object begins to advance; also used to begin again."""
    return {"_began": now, "_reads": 0}


def steps(store: Transaction, settings: Settings, stored: Stored, *, now: float) -> tuple[int, Stored]:
    """Count this read of the object; return how many steps it has made since it began, and the object as it is now.

    In its kind's pace, `seconds` makes a step every n seconds of the local clock, `reads` one every n reads.
    """
    pace = behaviour(settings, stored.kind)
    if pace["mode"] == "seconds":
        return int((now - stored.body["_began"]) / pace["n"]), stored
    if pace["mode"] == "reads":
        reads = stored.body["_reads"] + 1
        return int(reads / pace["n"]), store.update(stored, {"_reads": reads})
    return ALL_STEPS, stored
