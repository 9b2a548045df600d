"""The note of a move between two cells: there is one move at a time below a parent account, and each is completed.

The note is beside the state, like the notes of creates, so that other machines see it. It is written before the first
step and removed after the last one. If it is there, its move is under way or was interrupted.
"""

import json
import os
import socket
from dataclasses import asdict, dataclass, field
from typing import Any

from owl.failure import Failure
from providers.core.pending_creates import directory_at


@dataclass(frozen=True)
class MoveNote:
    """A move that is under way.

    Attributes:
        tenants: The tenants.
        source: The cell that has them; empty until that is known.
        destination: The cell that gets them.
        host: The machine that moves them.
        pid: The process that does, on that machine.
    """

    tenants: tuple[str, ...]
    source: str
    destination: str
    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)

    @property
    def command(self) -> str:
        """The command that does the move."""
        return f"owl cells move {' '.join(self.tenants)} --to {self.destination}"

    @property
    def is_running(self) -> bool:
        """Whether its process runs; unknown of another machine, and then assumed."""
        if self.host != socket.gethostname():
            return True
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def is_same_move(self, other: "MoveNote") -> bool:
        """Return whether another note is of the same move."""
        return (sorted(self.tenants), self.destination) == (sorted(other.tenants), other.destination)


class MoveNotes:
    """The one note of a parent account.

    Args:
        location: The directory or bucket of the notes of its creates.
    """

    def __init__(self, location: str) -> None:
        self._file: Any = directory_at(location).parent.parent / "moves" / f"{location.rpartition('/')[2]}.json"

    def read(self) -> MoveNote | None:
        """Return the note of a move that is under way or was interrupted.

        Raises:
            Failure: There is one, and it can't be read.
        """
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            values = json.loads(text)
            return MoveNote(**{**values, "tenants": tuple(values["tenants"])})
        except (TypeError, ValueError, KeyError, RecursionError):
            raise Failure(
                f"the note of a move can't be read: {self._file}. See with `owl cells` who is where, then remove it"
            ) from None

    def begin(self, wanted: MoveNote, *, resume: bool) -> MoveNote:
        """Write the note of a move, or take over the same move that was interrupted.

        Args:
            wanted: The move.
            resume: Whether to take over a move of another machine, whose process can't be seen from here.

        Returns:
            The move as it was begun.

        Raises:
            Failure: Another move is under way or has to be completed first.
        """
        found = self.read()
        if found is None:
            return self._created(wanted)
        if found.is_running and not (resume and found.host != wanted.host):
            elsewhere = f" If that machine has stopped, add --resume: {found.command} --resume"
            raise Failure(
                f"another move is under way: {found.command}, process {found.pid} on {found.host}. Wait for it."
                f"{elsewhere if found.host != wanted.host else ''}"
            )
        if not found.is_same_move(wanted):
            raise Failure(f"a move was interrupted; complete it first: {found.command}")
        taken = MoveNote(found.tenants, found.source, found.destination)
        self.write(taken)
        return taken

    def _created(self, wanted: MoveNote) -> MoveNote:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self._file.open("x") as file:
                file.write(_text(wanted))
        except FileExistsError:
            raise Failure("another move has just begun: wait for it") from None
        return wanted

    def write(self, note: MoveNote) -> None:
        """Write more about the move that was begun."""
        self._file.write_text(_text(note), encoding="utf-8")

    def end(self) -> None:
        """Remove the note."""
        self._file.unlink(missing_ok=True)


def _text(note: MoveNote) -> str:
    return json.dumps(asdict(note))
