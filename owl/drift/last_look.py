"""What `owl drift` found when it last looked at a stack from this machine."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from project import local_directory


@dataclass(frozen=True)
class LastLook:
    """A look at a stack.

    Attributes:
        at: When, in UTC.
        outcome: What was found, such as `no drift`.
    """

    at: dt.datetime
    outcome: str


def _note(stack: str) -> Path:
    return local_directory() / "drift" / f"{stack}.json"


def keep(stack: str, outcome: str) -> None:
    """Keep what was found in a stack now. Without a place to write to, nothing is kept."""
    file = _note(stack)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        file.write_text(json.dumps({"at": now, "outcome": outcome}), "utf-8")
    except OSError:
        return


def last_look(stack: str) -> LastLook | None:
    """Return the last look at a stack from this machine; None if there was none."""
    try:
        note = json.loads(_note(stack).read_text("utf-8"))
        return LastLook(dt.datetime.fromisoformat(note["at"]), str(note["outcome"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
