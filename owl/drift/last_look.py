"""What `owl drift` found when it last looked at a stack from this machine."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from owl.drift.findings import StackDrift
from owl.drift.reports import as_json
from project import local_directory


@dataclass(frozen=True)
class LastLook:
    """A look at a stack.

    Attributes:
        at: When, in UTC.
        outcome: What was found, such as `no drift`.
        report: What `owl drift --format json` says of the stack; None in a note of a version that did not keep it.
    """

    at: dt.datetime
    outcome: str
    report: Mapping[str, Any] | None = field(default=None, repr=False)


def _note(stack: str) -> Path:
    return local_directory() / "drift" / f"{stack}.json"


def keep(found: StackDrift) -> None:
    """Keep what was found in a stack now, for this user only. Without a place to write to, nothing is kept."""
    file = _note(found.stack)
    note = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "outcome": found.outcome.name.lower().replace("_", " "),
        "report": as_json.of_stack(found),
    }
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as written:
            json.dump(note, written)
        Path(written.name).replace(file)  # a board may read it at any time
    except OSError:
        return


def last_look(stack: str) -> LastLook | None:
    """Return the last look at a stack from this machine; None if there was none."""
    try:
        note = json.loads(_note(stack).read_text("utf-8"))
        return LastLook(dt.datetime.fromisoformat(note["at"]), str(note["outcome"]), note.get("report"))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
