"""Every call that the local Twilio has answered, in order. Credentials, queries and bodies are never recorded."""

from dataclasses import dataclass
from typing import Any

from emulator.core.store import Transaction


@dataclass
class Entry:
    """One call; `time` in seconds since 1970, `status` None where a fault ended the call before an answer.

    `note` says what is particular: that the operation is not covered, or which error of its own the local Twilio met.
    """

    time: float
    method: str
    host: str
    path: str
    caller_sid: str | None = None
    account_sid: str | None = None
    credential: str | None = None
    status: int | None = None
    code: int | None = None
    fault: str | None = None
    note: str | None = None


NOT_COVERED = "not covered"
"""The note of a call of an operation that the local Twilio does not cover."""

_COLUMNS = tuple(Entry.__dataclass_fields__)
_INSERT = f"INSERT INTO journal ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - fixed text
_SELECT = f"SELECT sequence, {', '.join(_COLUMNS)} FROM journal WHERE sequence > ? ORDER BY sequence"  # noqa: S608 - fixed text


def record(store: Transaction, entry: Entry) -> None:
    """Record a call."""
    store.execute(_INSERT, tuple(vars(entry).values()))


def not_covered(store: Transaction) -> list[dict[str, Any]]:
    """Return the operations that were called but are not covered, each with its number of calls."""
    rows = store.execute(
        "SELECT method, host, path, count(*) FROM journal WHERE note = ? GROUP BY method, host, path ORDER BY 2, 3, 1",
        (NOT_COVERED,),
    )
    return [dict(zip(("method", "host", "path", "calls"), row, strict=True)) for row in rows]


def entries(store: Transaction, since: int = 0) -> list[dict[str, Any]]:
    """Return the calls after sequence number `since`, oldest first."""
    return [dict(zip(("sequence", *_COLUMNS), row, strict=True)) for row in store.execute(_SELECT, (since,))]
