"""The receiver's database: SQLite, or PostgreSQL by URL, with all migrations applied."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from owl.failure import Failure
from owl.receiver.tables import served_stack
from owl.rendering.on_stack import on_stack
from owl.stacks.receiver_database import ReceiverDatabase
from project.write_ahead import write_ahead

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10.0
"""How long a write to SQLite waits for that of another process."""

ROOM_BYTES = 256 * 1024
"""How much `require_room` writes: random, since PostgreSQL would compress anything else."""

CHECKPOINT_PAGES = 4000
"""How many pages of 4 KiB SQLite's log has before they are copied into the file. Requests change pages in no order, so
of a longer log each page is copied less often; it takes 16 MB of disk."""

_LOCK = 0x6F776C  # any number that is the same in each receiver
_READS = "owl_reads"


def open_database(database: ReceiverDatabase, *, may_create: bool = True) -> Engine:
    """Open a stack's database and apply the migrations that it lacks.

    Args:
        database: The database, and the stack for which it is opened.
        may_create: Whether a database that no receiver has written becomes the one of this stack's receiver, and one
            without a stack's name, which an earlier version has written, gets the name of this stack.

    Raises:
        Failure: It can't be opened, or a newer version of Owl ISV has changed it, or no receiver has written it, or
            another stack's has.
    """
    url = database.url
    engine = connect(url, stack=database.stack, may_create=may_create)
    try:
        with engine.begin() as connection:
            _lock(connection)
            _require_known(connection, database, may_create=may_create)
            require_stack(connection, database)
            command.upgrade(migrations(connection), "head")
            if may_create and _stack_of(connection) is None:
                connection.execute(insert(served_stack).values(id=1, name=database.stack))
    except Failure:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        raise Failure(f"the database {shown(url)} can't be opened: {words_of(error)}") from None
    return engine


def connect(url: str, *, stack: str, may_create: bool = False) -> Engine:
    """Return an engine for a database, without a change to its tables. Call `require_stack` before you read them.

    Args:
        url: The database's URL, as in `ReceiverDatabase`.
        stack: The stack, for what to do about an error.
        may_create: Whether a file of SQLite that does not exist is created.

    Raises:
        Failure: The URL is not one of SQLite or PostgreSQL, or the file does not exist.
    """
    parsed = parsed_url(url)
    if parsed.get_backend_name() == "sqlite":
        file = Path(parsed.database or "")
        if may_create:
            file.parent.mkdir(parents=True, exist_ok=True)
        elif not file.is_file():
            raise Failure(f"there is no receiver's database {shown(url)}: {start_or_correct(stack)}")
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
        return engine
    if parsed.get_backend_name() in {"postgres", "postgresql"}:
        # Where the database has no encoding of its own (SQL_ASCII), texts would come back as bytes.
        arguments = {"connect_timeout": 10, "client_encoding": "utf8"}
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=arguments)
    raise Failure(
        f"DATABASE_URL begins with {parsed.drivername!r}: write sqlite:///path or postgresql://user@host/name"
    )


def start_or_correct(stack: str) -> str:
    """Return what to do about a database that is not a receiver's."""
    return f"start `{on_stack('owl serve', stack)}` once, or correct DATABASE_URL"


def migrations(connection: Connection) -> Config:
    """Return the configuration with which Alembic's commands run on this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read in one transaction, which in SQLite does not wait for a writer."""
    with engine.connect() as connection:
        yield connection.execution_options(**{_READS: True})


def require_stack(connection: Connection, database: ReceiverDatabase) -> None:
    """Make sure that a database belongs to the stack for which it is opened. One without a name may be any stack's.

    It is known by the stack's name. Each command knows that without a call to Twilio or the engine, and a person can
    type it. The parent account's SID would not do: stacks may share an account, whose tenants' accounts have the stack
    in their names.

    Raises:
        Failure: It belongs to another stack.
    """
    found = _stack_of(connection)
    if found not in {None, database.stack}:
        raise Failure(
            f"the receiver's database {shown(database.url)} belongs to stack {found!r}, not to {database.stack!r}: "
            f"correct DATABASE_URL, or use --stack {found}"
        )


def require_room(connection: Connection) -> None:
    """Write as much as many requests do, and take it back.

    Raises:
        SQLAlchemyError: There is no room on the disk, or nothing may be written.
    """
    connection.execute(text("CREATE TABLE owl_room (filling TEXT)"))
    connection.execute(text("INSERT INTO owl_room VALUES (:filling)"), {"filling": secrets.token_hex(ROOM_BYTES // 2)})
    connection.execute(text("DROP TABLE owl_room"))


def parsed_url(url: str) -> URL:
    """Return the parts of a database's URL.

    Raises:
        Failure: It is no URL, or its port is no number.
    """
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise Failure("DATABASE_URL is not a URL: write sqlite:///path or postgresql://user@host/name") from None


def shown(url: str) -> str:
    """Return a database's URL without its password, and without its query, which may have one as well."""
    return parsed_url(url).set(query={}).render_as_string(hide_password=True)


def _lock(connection: Connection) -> None:
    """Let one process at a time migrate. In SQLite the transaction itself is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _require_known(connection: Connection, database: ReceiverDatabase, *, may_create: bool) -> None:
    known = {each.revision for each in ScriptDirectory.from_config(migrations(connection)).walk_revisions()}
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in known:
        raise Failure(
            f"the database is at revision {revision}, which this version of Owl ISV does not know: a newer version has "
            "changed it. Install that version, or restore a backup"
        )
    if revision is None and not may_create:
        to_do = start_or_correct(database.stack)
        raise Failure(f"no receiver has written the database {shown(database.url)}: {to_do}")


def _stack_of(connection: Connection) -> str | None:
    """Return the stack whose receiver writes a database; None if it does not say so."""
    if not inspect(connection).has_table(served_stack.name):
        return None  # an earlier version wrote it last
    found: str | None = connection.scalar(select(served_stack.c.name))
    return found


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Let readers and a writer work side by side, keep each commit through a loss of power, and erase what is deleted.

    What is needed to undo a statement of many rows stays in memory: it would be a file of its own in each commit. Not
    every build of SQLite overwrites what is deleted: https://www.sqlite.org/pragma.html#pragma_secure_delete.
    """
    connection.isolation_level = None  # SQLAlchemy begins and ends transactions
    write_ahead(connection, BUSY_SECONDS)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin(connection: Connection) -> None:
    """Begin as a writer unless it only reads: a transaction that becomes a writer later may fail instead of waiting."""
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(_READS) else "BEGIN IMMEDIATE")


def words_of(error: SQLAlchemyError) -> str:
    """Return what the database says, in one line, without the statement and its values."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
