"""How things move on by themselves (a brand's review, a message's delivery): at once, by the clock or by being read.

An object that moves on holds what `begin` returns in its body. Its product maps the number of steps made to a status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from emulator.store import Settings, Stored, Transaction

MODES: Final = ("at_once", "seconds", "reads")
ALL_STEPS: Final = 1_000_000
"""More steps than anything has: the answer of the mode `at_once`."""


def setting_name(kind: str) -> str:
    """Return the name of the setting that holds a kind's behaviour."""
    return f"behaviour:{kind}"


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which an object begins to move on; also used to begin again."""
    return {"_began": now, "_reads": 0}


def steps(store: Transaction, settings: Settings, stored: Stored, *, now: float) -> tuple[int, Stored]:
    """Count this look at the object; return how many steps it has made since it began, and the object as it is now.

    The behaviour is that of the object's kind (`Control.set_behaviour`), `at_once` where none is set:
    `seconds` makes a step every n seconds of the local clock, `reads` one every n looks.
    """
    behaviour = settings.get(setting_name(stored.kind), {"mode": "at_once", "n": 1})
    if behaviour["mode"] == "seconds":
        return int((now - stored.body["_began"]) / behaviour["n"]), stored
    if behaviour["mode"] == "reads":
        reads = stored.body["_reads"] + 1
        return int(reads / behaviour["n"]), store.update(stored, {"_reads": reads})
    return ALL_STEPS, stored
