"""Injected faults: what a network, a busy Twilio or a power cut does to a call, planned by any process."""

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from emulator.core import clock
from emulator.core.store import Transaction

ACTIONS = ("status", "drop", "delay", "kill", "lag")
PHASES = ("before", "after")

LATENCY = "latency"
"""The setting that holds how many seconds every call takes at least."""


class ConnectionDroppedError(ConnectionError):
    """The call's connection must be cut without an answer, which the caller of the application does."""


@dataclass(frozen=True)
class Fault:
    """What happens to which calls.

    Attributes:
        action: `status` answers with an error, `drop` cuts the connection, `delay` waits, `kill` ends the
            process group, `lag` leaves out of a list what was created in the last `seconds`.
        phase: `before` anything is done, or `after` it is done and committed.
        method: Only calls of this HTTP method.
        product: Only calls to this product, such as `messaging`.
        path: Only calls whose path this regular expression is found in.
        nth: Begin with this match, counted from 1.
        times: End after so many; None means never.
        status: The HTTP status of the action `status`.
        code: Twilio's code in the body of the action `status`.
        message: The words in the body of the action `status`.
        retry_after: Seconds in the Retry-After header of the action `status`.
        seconds: How long the action `delay` waits, or a list lags.
        pid: A process that the action `kill` ends first, such as the engine that called.
    """

    action: str
    phase: str = "before"
    method: str | None = None
    product: str | None = None
    path: str | None = None
    nth: int = 1
    times: int | None = 1
    status: int = 503
    code: int | None = None
    message: str = "Fault on demand"
    retry_after: int | None = None
    seconds: float = 0.0
    pid: int | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS or self.phase not in PHASES:
            raise ValueError(
                f"a fault is one of {', '.join(ACTIONS)}, {' or '.join(PHASES)} the call is done;"
                f" got {self.action!r}, {self.phase!r}"
            )
        for each in fields(self):
            value = getattr(self, each.name)
            if not isinstance(value, (float, int) if each.type is float else cast("type", each.type)):
                raise TypeError(f"{each.name} of a fault has another type; got {value!r}")
        try:
            re.compile(self.path or "")
        except re.error as error:
            raise ValueError(f"path of a fault is a regular expression; got {self.path!r}: {error}") from None
        clock.require_seconds("a fault", self.seconds)
        if self.action == "lag" and not self.seconds:
            raise ValueError("a list lags by more than 0 seconds; got 0")

    def fits(self, method: str, product: str, path: str) -> bool:
        """Return whether a call matches."""
        return (
            self.method in {None, method}
            and self.product in {None, product}
            and (self.path is None or re.search(self.path, path) is not None)
        )


def keep(store: Transaction, fault: Fault) -> int:
    """Store a fault and return its id."""
    return store.execute("INSERT INTO faults (plan) VALUES (?)", (json.dumps(asdict(fault)),)).lastrowid or 0


def any_kept(store: Transaction) -> bool:
    """Return whether there is any fault: the quick check made at every call."""
    return store.execute("SELECT 1 FROM faults LIMIT 1").fetchone() is not None


def take(store: Transaction, method: str, product: str, path: str) -> Fault | None:
    """Count a call against every fault that matches it, and return the first that is due."""
    due: Fault | None = None
    for identity, plan, seen in store.execute("SELECT id, plan, seen FROM faults ORDER BY id").fetchall():
        fault = Fault(**json.loads(plan))
        if not fault.fits(method, product, path):
            continue
        match = seen + 1
        store.execute("UPDATE faults SET seen = ? WHERE id = ?", (match, identity))
        last = None if fault.times is None else fault.nth + fault.times - 1
        if due is None and match >= fault.nth and (last is None or match <= last):
            due = fault
    return due


def kept(store: Transaction) -> list[dict[str, Any]]:
    """Return all faults with their id and the number of matching calls seen."""
    rows = store.execute("SELECT id, plan, seen FROM faults ORDER BY id")
    return [{"id": identity, **json.loads(plan), "seen": seen} for identity, plan, seen in rows]
