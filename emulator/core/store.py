"""The local Twilio's database: one SQLite file, shared by any number of threads and processes.

Each call is one `BEGIN IMMEDIATE` transaction over one connection per process, guarded by a lock: threads then queue
on the lock instead of polling SQLite's, and a thread that ends leaves no connection behind. Write-ahead logging keeps
every committed write through a SIGKILL of any process.
"""

import json
import os
import re
import sqlite3
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from project.write_ahead import write_ahead

SCHEMA_VERSION = 2
BUSY_SECONDS = 30.0
"""How long a process waits for another one's transaction to end."""

_opening = threading.Lock()

Settings: TypeAlias = "Mapping[str, Any]"
"""The settings at the beginning of a call: clock offset, latency, paces."""

_ADDED_COLUMNS = (("journal", "note", "TEXT"), ("webhooks", "body", "TEXT NOT NULL DEFAULT ''"))
"""Columns that databases of this layout may lack because they were made before them."""

_COLUMNS = "sequence, kind, sid, account_sid, parent_sid, created, updated, body"
_SIDS = frozenset({"sid", "account_sid", "parent_sid"})


@dataclass(frozen=True)
class Stored:
    """One Twilio object as it is kept; body keys that begin with an underscore are never shown."""

    sequence: int
    kind: str
    sid: str
    account_sid: str
    parent_sid: str
    created: float
    updated: float
    body: dict[str, Any]


@dataclass(frozen=True)
class Glob:
    """A filter value with `*` for any characters."""

    pattern: str


@dataclass(frozen=True)
class Between:
    """A filter value for everything from `lowest` to `highest`, both included."""

    lowest: float
    highest: float


class Transaction:
    """The operations on the database inside one transaction.

    Args:
        connection: The connection whose transaction has begun.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.execute = connection.execute

    def settings(self) -> Settings:
        """Return all settings by name."""
        return {name: json.loads(value) for name, value in self.execute("SELECT name, value FROM settings")}

    def set_setting(self, name: str, value: object) -> None:
        """Store one setting, a JSON value."""
        self.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))

    def insert(  # noqa: PLR0913 - these are an object's columns
        self,
        kind: str,
        sid: str,
        body: dict[str, Any],
        *,
        account_sid: str,
        now: float,
        parent_sid: str = "",
    ) -> Stored:
        """Store a new object; `now` in seconds since 1970.

        Raises:
            sqlite3.IntegrityError: when (kind, sid, parent_sid) exists already.
        """
        sequence = self.execute(
            "INSERT INTO objects (kind, sid, account_sid, parent_sid, created, updated, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, sid, account_sid, parent_sid, now, now, json.dumps(body)),
        ).lastrowid
        return Stored(sequence or 0, kind, sid, account_sid, parent_sid, now, now, body)

    def select(
        self,
        kind: str,
        *,
        before: int | None = None,
        until: float | None = None,
        limit: int = -1,
        offset: int = 0,
        **where: Any,
    ) -> list[Stored]:
        """Return objects of a kind, newest first.

        Args:
            kind: The kind of object.
            before: Only those older than this sequence number.
            until: Only those created by then, in seconds since 1970.
            limit: At most so many; -1 means all.
            offset: Leave out so many of the newest.
            **where: Sid, account_sid, parent_sid or a property, and its value, `Glob` or `Between`; None means any.
        """
        condition, values = _condition(kind, where)
        if before is not None:
            condition, values = f"{condition} AND sequence < ?", [*values, before]
        if until is not None:
            condition, values = f"{condition} AND created <= ?", [*values, until]
        rows = self.execute(
            f"SELECT {_COLUMNS} FROM objects WHERE {condition} ORDER BY sequence DESC LIMIT ? OFFSET ?",  # noqa: S608 - property names are our own, values are bound
            [*values, limit, offset],
        )
        return [_stored(*row) for row in rows]

    def find(self, kind: str, **where: Any) -> Stored | None:
        """Return the newest object that fits, or None; arguments as for `select`."""
        found = self.select(kind, limit=1, **where)
        return found[0] if found else None

    def values(self, kind: str, name: str, **where: Any) -> list[Any]:
        """Return one property of every object that fits; arguments as for `select`."""
        condition, values = _condition(kind, where)
        rows = self.execute(f"SELECT json_extract(body, '$.{name}') FROM objects WHERE {condition}", values)  # noqa: S608 - as in select
        return [value for (value,) in rows]

    def count(self, kind: str, **where: Any) -> int:
        """Return how many objects fit; arguments as for `select`."""
        condition, values = _condition(kind, where)
        row = self.execute(f"SELECT count(*) FROM objects WHERE {condition}", values).fetchone()  # noqa: S608 - as in select
        return int(row[0])

    def update(self, stored: Stored, changes: Mapping[str, Any], *, now: float | None = None) -> Stored:
        """Change properties of an object; its date of update moves when `now` is given."""
        body = {**stored.body, **changes}
        updated = stored.updated if now is None else now
        self.execute(
            "UPDATE objects SET body = ?, updated = ? WHERE sequence = ?",
            (json.dumps(body), updated, stored.sequence),
        )
        return replace(stored, body=body, updated=updated)

    def move(self, stored: Stored, account_sid: str) -> Stored:
        """Move an object to another account."""
        self.execute("UPDATE objects SET account_sid = ? WHERE sequence = ?", (account_sid, stored.sequence))
        return replace(stored, account_sid=account_sid)

    def delete(self, stored: Stored) -> None:
        """Delete an object and everything under it."""
        self.execute("DELETE FROM objects WHERE sequence = ? OR parent_sid = ?", (stored.sequence, stored.sid))


def _stored(  # noqa: PLR0913, PLR0917 - these are a row's columns
    sequence: int, kind: str, sid: str, account_sid: str, parent_sid: str, created: float, updated: float, body: str
) -> Stored:
    return Stored(sequence, kind, sid, account_sid, parent_sid, created, updated, json.loads(body))


def _condition(kind: str, where: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return the SQL condition of a look-up and its values; properties are literals so that the indexes serve."""
    terms = ["kind = ?"]
    values: list[Any] = [kind]
    for name, wanted in where.items():
        column = name if name in _SIDS else f"json_extract(body, '$.{name}')"
        if isinstance(wanted, Between):
            terms.append(f"{column} BETWEEN ? AND ?")
            values += [wanted.lowest, wanted.highest]
        elif isinstance(wanted, Glob):
            terms.append(f"{column} GLOB ?")
            values.append(re.sub(r"[\[?]", r"[\g<0>]", wanted.pattern))
        elif wanted is not None:
            terms.append(f"{column} = ?")
            values.append(wanted)
    return " AND ".join(terms), values


class UnusableDatabaseError(ValueError):
    """The file is not a database that this local Twilio can use. The message says what to do.

    Args:
        path: The file.
        reason: The error that reports it, or what it is.
    """

    def __init__(self, path: Path, reason: Exception | str) -> None:
        damaged = isinstance(reason, sqlite3.DatabaseError) and not isinstance(reason, sqlite3.OperationalError)
        advice = ": delete the file and run again; what it holds exists only locally"
        text = f"is damaged ({reason})" if damaged else f"can't be used ({reason})"
        other = damaged or isinstance(reason, str)
        super().__init__(f"the local Twilio's database {path} {text}{advice if other else ''}")


class Store:
    """One local Twilio's database.

    Args:
        path: The SQLite file; it and its folder are created if missing. Only its owner may read it: it holds tokens.

    Raises:
        UnusableDatabaseError: When the file is damaged, can't be opened, or was written by another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _open_private(path)
            write_ahead(self._connection, BUSY_SECONDS)
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._lay_out()
        except (OSError, sqlite3.Error) as error:
            raise UnusableDatabaseError(path, error) from None

    def _lay_out(self) -> None:
        with self.transaction() as store:
            version = store.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, SCHEMA_VERSION}:
                needed = f"it has layout {version}, this local Twilio needs {SCHEMA_VERSION}"
                raise UnusableDatabaseError(self.path, needed)
            if version == 0:
                schema = Path(__file__).with_name("schema.sql").read_text("utf-8")
                for statement in _statements(schema):
                    store.execute(statement)
                store.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            for table, column, declared in _ADDED_COLUMNS:
                if not any(name == column for _, name, *_ in store.execute(f"PRAGMA table_info({table})")):
                    store.execute(f"ALTER TABLE {table} ADD COLUMN {column} {declared}")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when an exception leaves it."""
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._connection)
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has done it already after an error of its own
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open the process's connection for reading: changes nothing and waits for no other process."""
        with self._lock, self._told():
            yield Transaction(self._connection)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn an error of a database that is damaged, locked or on a full disk into a sentence."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise
        except sqlite3.Error as error:
            raise UnusableDatabaseError(self.path, error) from None

    def close(self) -> None:
        """Close the database; everything committed stays."""
        with self._lock, closing(self._connection):
            pass


def _open_private(path: Path) -> sqlite3.Connection:
    """Open the file, created if it is missing, so that only its owner may read it, even if anyone could before.

    A file that is open already is never opened in another way: closing that would take away SQLite's locks on it
    (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    """
    with _opening:
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)
        return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _statements(script: str) -> Iterator[str]:
    """Yield a script's statements one by one: sqlite3's own executescript would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
