"""The note of a move between two cells: there is one move at a time below a parent account, and each is completed.

The note is beside the state, like the notes of creates, so that other machines see it. It is written before the first
step and removed after the last one. If it is there, its move is under way or was interrupted.
"""

import json
import os
import socket
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from owl.failure import Failure
from providers.core.pending_creates import directory_at


@dataclass(frozen=True)
class MoveNote:
    """A move that is under way.

    Attributes:
        tenants: The tenants.
        source: The cell that has them; empty until something is to be moved.
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
    def advice(self) -> str:
        """What to do as long as the note is there."""
        if self.host == socket.gethostname():
            return f"Wait for process {self.pid}, or if it has ended complete its move: {self.command}"
        return f"Wait for {self.host}. If it has stopped, complete its move: {self.command} --resume"

    @property
    def is_running(self) -> bool:
        """Whether its process runs; unknown of another machine, and then assumed."""
        if self.host != socket.gethostname():
            return True
        if self.pid == os.getpid():  # in containers, where each command has the same number
            return False
        return is_alive(self.pid) and _is_move(self.pid)

    def concerns(self, stack: str) -> bool:
        """Return whether tenants are moved from or to a stack."""
        return bool(self.source) and stack in {self.source, self.destination}

    def is_same_move(self, other: "MoveNote") -> bool:
        """Return whether another note is of the same move."""
        return (sorted(self.tenants), self.destination) == (sorted(other.tenants), other.destination)


def is_alive(pid: int) -> bool:
    """Return whether this machine has a process of this number, also one of another user."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_move(pid: int) -> bool:
    """Return whether a process is a move: its number may have gone to another one. Assumed where it can't be seen."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return True
    return b"cells" in words and b"move" in words


class MoveNotes:
    """The one note of a parent account.

    Who takes over a move that was interrupted writes the next note: only one process can.

    Args:
        location: The directory or bucket of the notes of its creates.
    """

    def __init__(self, location: str) -> None:
        self._directory: Any = directory_at(location).parent.parent / "moves"
        self._account = location.rpartition("/")[2]
        self._own: Any = None
        self._next = 0

    def read(self) -> MoveNote | None:
        """Return the note of a move that is under way or was interrupted.

        Raises:
            Failure: There is one, and it can't be read.
        """
        self._next = 0
        for file in self._files()[-1:]:
            self._next = _number(file) + 1
            try:
                values = json.loads(file.read_text(encoding="utf-8"))
                return MoveNote(**{**values, "tenants": tuple(values["tenants"])})
            except FileNotFoundError:  # its move has just ended
                return None
            except (TypeError, ValueError, KeyError, RecursionError):
                raise Failure(
                    f"the note of a move can't be read: {file}. See with `owl cells` who is where, then remove it"
                ) from None
        return None

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
            raise Failure(f"another move is under way: {found.command}. {found.advice}")
        if not found.source:  # nothing had been moved
            return self._created(wanted)
        if not found.is_same_move(wanted):
            raise Failure(f"a move was interrupted; complete it first: {found.command}")
        return self._created(MoveNote(found.tenants, found.source, found.destination))

    def _created(self, note: MoveNote) -> MoveNote:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._own = self._directory / (f"{self._account}_{self._next}.json" if self._next else f"{self._account}.json")
        try:
            with self._own.open("x") as file:
                file.write(_text(note))
        except FileExistsError:
            raise Failure("another move has just begun: wait for it") from None
        return note

    def write(self, note: MoveNote) -> None:
        """Write more about the move that was begun, at one moment: deployments read it."""
        written = self._own.with_suffix(".new")
        written.write_text(_text(note), encoding="utf-8")
        written.rename(self._own)

    def end(self) -> None:
        """Remove the note, and those that it took over before it."""
        for each in self._files():
            each.unlink(missing_ok=True)

    def _files(self) -> list[Any]:
        """Return the notes, the one that counts last."""
        if not self._directory.exists():
            return []
        return sorted(self._directory.glob(f"{self._account}*.json"), key=_number)


def _number(file: Any) -> int:
    """Return how many notes were there before this one."""
    return int(file.stem.partition("_")[2] or 0)


def _text(note: MoveNote) -> str:
    return json.dumps(asdict(note))
