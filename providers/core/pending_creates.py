"""Creates whose outcome the state does not know yet, remembered where the next run on any machine finds them.

Twilio has no idempotency key, and nobody promises how soon its lists show a new object. So each create is noted before
the call, and its SID as soon as Twilio has answered. A run that is killed, or that gets no answer, leaves the note. The
next run then fetches the object by its SID; without one it looks for the object until it shows, or until
`LOOKED_FOR` seconds have passed since the call. The note goes once the state has the object.

The notes are files beside the state: in the directory or bucket of the backend, or with the local Twilio beside its
database. They hold the kind, the natural key and the SID of an object, and no secret.
"""

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

LOOKED_FOR = 180.0
"""Seconds after a create within which its object is looked for. Lists of Twilio's have been seen to lag for seconds."""

LOOKS_EVERY = 5.0
"""Seconds between two looks."""


@dataclass(frozen=True)
class PendingCreate:
    """A create whose outcome is not in the state yet.

    Attributes:
        key: What tells this create from every other.
        what: The object, for people: its kind, its natural key and where it is.
        at: When it was begun, in seconds since 1970 by Twilio's clock.
        sid: The object's SID; empty if its answer is not known.
        paid: Whether it costs money.
        phone_number: The number that was asked for, which nobody can buy twice.
    """

    key: str
    what: str
    at: float
    sid: str = ""
    paid: bool = False
    phone_number: str = ""


def key_of(natural_key: Iterable[str]) -> str:
    """Return the key of a create by its object's natural key."""
    return hashlib.sha256("\0".join(natural_key).encode()).hexdigest()[:16]


def directory_at(location: str) -> Any:
    """Return a directory or a place in a bucket, with the methods of `pathlib.Path`.

    Args:
        location: Its path or URL.
    """
    url = urlsplit(location)
    if url.scheme in {"", "file"}:
        return Path(url.path)
    from upath import UPath  # noqa: PLC0415 - takes as long to load as a run's other modules

    return UPath(location)


class PendingCreates:
    """The notes of one parent account. Safe for use by many threads.

    Args:
        location: The directory or bucket, as a path or URL.
    """

    def __init__(self, location: str) -> None:
        self.location = location
        self._lock = threading.Lock()
        self._known: dict[str, PendingCreate] = {}
        self._is_read = False

    @cached_property
    def _directory(self) -> Any:
        """The directory, with the methods of `pathlib.Path`."""
        return directory_at(self.location)

    def all(self) -> dict[str, PendingCreate]:
        """Return the notes of earlier runs and of this one, by key. They are read once."""
        with self._lock:
            if not self._is_read:
                self._is_read = True
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    for file in self._directory.iterdir():
                        if file.name.endswith(".json"):
                            note = _read(file)
                            self._known[note.key] = note
            return dict(self._known)

    def get(self, key: str) -> PendingCreate | None:
        """Return the note of a create, if there is one."""
        return self.all().get(key)

    def write(self, note: PendingCreate) -> None:
        """Keep a note, in place of an earlier one of the same create.

        Raises:
            OSError: It can't be written: then nothing may be created.
        """
        self.all()
        self._directory.mkdir(parents=True, exist_ok=True)
        (self._directory / f"{note.key}.json").write_text(json.dumps(asdict(note)), encoding="utf-8")
        with self._lock:
            self._known[note.key] = note

    def forget(self, key: str) -> None:
        """Remove a note: the state has the object, or nothing was created. Does nothing if there is none."""
        if self.get(key) is None:
            return
        with contextlib.suppress(FileNotFoundError):
            (self._directory / f"{key}.json").unlink()
        with self._lock:
            self._known.pop(key, None)


def _read(file: Any) -> PendingCreate:
    """Return a note; one that was cut off counts as just begun, with nothing known of its outcome."""
    key = file.name.removesuffix(".json")
    try:
        return PendingCreate(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError, RecursionError):
        return PendingCreate(key, f"an object whose note {file} is unreadable", time.time(), paid=True)
