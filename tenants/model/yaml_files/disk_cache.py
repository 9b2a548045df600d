"""A file of JSON values that were expensive to find out, each by a name that says all that it was made from.

It is an SQLite database: a file for each value took a fifth of the time of checking a thousand tenants, most of it in
creating the files.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

KEPT = 30 * 24 * 3600
"""Seconds after which an unused entry is removed."""

PLACE = Path(".local", "cache")
"""Where a project has its caches."""

_TOGETHER = 500
"""Entries that are written together."""


class DiskCache:
    """Values of one kind and of one version of the code that makes them.

    Concurrent runs wait for each other's writes, and all write the same entries. A damaged entry counts as missing, and
    a damaged file is replaced. Only its owner can read it. Without a place to write to, nothing is kept.

    Args:
        tenants: The directory of the tenants' files. Nothing is kept unless Pulumi.yaml is next to it.
        kind: The name of the directory for this kind of values.
        version: What changes whenever the code may make another value from the same name.
    """

    def __init__(self, tenants: Path, kind: str, version: str) -> None:
        project = tenants.resolve().parent
        self._file = project / PLACE / kind / f"{version}.sqlite" if (project / "Pulumi.yaml").is_file() else None
        self._used: set[str] = set()
        self._expected: dict[str, tuple[object, object]] = {}
        self._new: dict[str, bytes] = {}
        self._has_news = False
        self._entries: sqlite3.Connection | None = None

    def expect(self, names: Collection[str]) -> None:
        """Look up entries together that will be read soon, in half the time that one after the other takes."""
        self._expected = {
            name: (digest, value)
            for name, digest, value in self._rows(
                "SELECT name, digest, entries.value FROM json_each(?) AS asked JOIN entries ON name = asked.value",
                json.dumps([*names]),
            )
        }

    def read(self, name: str) -> Any:
        """Return an entry; None if it is missing or damaged."""
        self._used.add(name)
        found = self._expected.pop(name, None)
        if found is None:
            found = next(iter(self._rows("SELECT digest, value FROM entries WHERE name = ?", name)), None)
        if not found or not isinstance(found[1], bytes) or sha256(found[1]).digest() != found[0]:
            return None
        return json.loads(found[1])

    def _rows(self, query: str, parameter: str) -> list[Any]:
        if self._file is None:
            return []
        try:
            if self._entries is None:
                if not self._file.is_file():
                    return []
                self._entries = _opened(self._file)
            return self._entries.execute(query, (parameter,)).fetchall()
        except (OSError, sqlite3.Error) as error:
            self._do_without(error)
            return []

    def keep(self, name: str, value: Any) -> None:
        """Keep an entry: on disk after `prune` at the latest. If it can't be written, nothing is kept from now on."""
        if self._file is None:
            return
        self._new[name] = json.dumps(value, separators=(",", ":")).encode()
        if len(self._new) >= _TOGETHER:
            self._write()

    def prune(self) -> None:
        """Write what is new, and remove entries unused for a long time if this run added some."""
        if self._new:
            self._write()
        if self._file and self._entries and self._has_news:
            self._remove_old(self._file, self._entries, time.time() - KEPT)
        if self._entries:
            self._entries.close()
            self._entries = None

    def _write(self) -> None:
        if self._file is None:
            return
        now = time.time()
        rows = [(name, sha256(value).digest(), value, now) for name, value in self._new.items()]
        self._new, self._has_news = {}, True
        try:
            if self._entries is None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))
                self._entries = _opened(self._file)
            with self._entries:
                self._entries.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
        except (OSError, sqlite3.Error) as error:
            self._do_without(error)

    def _remove_old(self, file: Path, entries: sqlite3.Connection, long_ago: float) -> None:
        try:
            with entries:
                old = entries.execute("SELECT name FROM entries WHERE written < ?", (long_ago,)).fetchall()
                entries.executemany(
                    "DELETE FROM entries WHERE name = ?", [each for each in old if each[0] not in self._used]
                )
            for other in file.parent.iterdir():
                if not other.name.startswith(file.name) and other.stat().st_mtime < long_ago:
                    other.unlink() if other.is_file() else shutil.rmtree(other, ignore_errors=True)
        except (OSError, sqlite3.Error):  # another process prunes too, or we lack permission
            return

    def _do_without(self, error: Exception) -> None:
        """Begin a new file instead of a damaged one; after any other fault, keep nothing from now on."""
        if self._entries:
            self._entries.close()
            self._entries = None
        if type(error) is sqlite3.DatabaseError and self._file:
            with suppress(OSError):
                self._file.unlink()
                return
        self._file = None


def _opened(file: Path) -> sqlite3.Connection:
    """Open an existing file; one that somebody has emptied gets its table again."""
    entries = sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)
    entries.execute("PRAGMA synchronous = OFF")  # each entry has a sum: what a power failure damages is found out again
    entries.execute("CREATE TABLE IF NOT EXISTS entries (name TEXT PRIMARY KEY, digest BLOB, value BLOB, written REAL)")
    return entries


def share_caches(project: Path, other: Path) -> None:
    """Let another directory with tenants' files use what was found out about a project's: most are the same."""
    try:
        (project / PLACE).mkdir(parents=True, exist_ok=True)
        (other / PLACE.parent).mkdir(parents=True, exist_ok=True)
        (other / PLACE).symlink_to((project / PLACE).absolute(), target_is_directory=True)
    except OSError:  # without a place to keep it in, everything is simply found out again
        return
