"""Writes what requests say into the database, each thing once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Row, Table, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from owl.receiver.tables import Moment

RETRIES_END = timedelta(days=1)
"""How long after a request its repetition may be Twilio's. Event Streams repeats for the longest, up to four hours
(https://www.twilio.com/docs/events/event-delivery-and-duplication)."""


class Outcome(StrEnum):
    """What became of a request."""

    RECORDED = "recorded"
    """It is new, and in the database."""

    REPEATED = "repeated"
    """Twilio repeated a request that is already in the database, for example because the answer was lost."""

    REPLAYED = "replayed"
    """It says what is already in the database, but it is not a repetition by Twilio."""


def insert_new(transaction: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """Insert the rows that the table lacks by its primary key, and return what became of each.

    A row that is there already is a repetition by Twilio if its idempotency token is the same, and a replay otherwise:
    the token is not signed, so an attacker who repeats a request can change it.
    """
    if not rows:
        return []
    columns = list(table.primary_key.columns)
    keys = [tuple(row[column.name] for column in columns) for row in rows]
    first: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for key, row in zip(keys, rows, strict=True):
        first.setdefault(key, row)
    # In the order of the keys, so that two receivers never wait for each other's rows.
    in_order = [first[key] for key in sorted(first)]
    inserted = {tuple(row) for row in write_rows(transaction, table, in_order, _new_keys)}
    known: dict[tuple[Any, ...], Mapping[str, Any]] = {key: first[key] for key in inserted}
    if missing := [key for key in first if key not in inserted]:
        tokens = select(*columns, table.c.idempotency_token, table.c.received_at)
        for found in transaction.execute(tokens.where(tuple_(*columns).in_(missing))).mappings():
            known[tuple(found[column.name] for column in columns)] = dict(found)
    return [
        Outcome.RECORDED if key in inserted and row is first[key] else repetition(row, known[key])
        for key, row in zip(keys, rows, strict=True)
    ]


def write_rows(
    transaction: Connection, table: Table, rows: Sequence[Mapping[str, Any]], conflicts: Callable[[Any, Table], Any]
) -> list[Row[Any]]:
    """Insert rows, many with one statement, and return what the statement returns.

    Each call of a driver lets the thread that reads requests go on, and waits for it afterwards. With a call for each
    row, both threads would mostly wait for each other. What SQLAlchemy does for each value takes longer than SQLite
    needs for it. So each statement is compiled once, and the driver gets the values as they are.

    Args:
        transaction: The transaction.
        table: The table.
        rows: The rows, each with all columns.
        conflicts: Adds to the INSERT what happens to a row that is there already, and what is returned.
    """
    dialect = transaction.dialect
    names, written = _columns(table, dialect)
    returned: list[Row[Any]] = []
    for start in range(0, len(rows), MOST_ROWS):
        part = rows[start : start + MOST_ROWS]
        values = [written[name](row[name]) if name in written else row[name] for row in part for name in names]
        result = transaction.exec_driver_sql(_statement(table, dialect, len(part), conflicts), tuple(values))
        if result.returns_rows:
            returned += result.all()
    return returned


MOST_ROWS = 50
"""The most rows of one statement. There is one for each number of rows, and all are kept."""


def repetition(row: Mapping[str, Any], known: Mapping[str, Any]) -> Outcome:
    """Return whether a row repeats a known one as Twilio does, or replays it."""
    same_token = bool(row["idempotency_token"]) and row["idempotency_token"] == known["idempotency_token"]
    in_time = row["received_at"] - known["received_at"] < RETRIES_END
    return Outcome.REPEATED if same_token and in_time else Outcome.REPLAYED


def dialect_insert(dialect: str, table: Table) -> Any:
    """Return an INSERT that can handle conflicts, in a database's dialect."""
    return _DIALECTS[dialect](table)


_DIALECTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _new_keys(insert: Any, table: Table) -> Any:
    return insert.on_conflict_do_nothing().returning(*table.primary_key.columns)


@cache
def _statement(table: Table, dialect: Dialect, rows: int, conflicts: Callable[[Any, Table], Any]) -> str:
    """Return the INSERT of a number of rows as the driver takes it."""
    begin, row, end = _parts(table, dialect, conflicts)
    return f"{begin}{', '.join([row] * rows)}{end}"


@cache
def _parts(table: Table, dialect: Dialect, conflicts: Callable[[Any, Table], Any]) -> tuple[str, str, str]:
    """Return the INSERT of one row, divided before and after its values."""
    insert = conflicts(dialect_insert(dialect.name, table), table)
    positional: Any = type(dialect)
    text = str(insert.compile(dialect=positional(paramstyle=_POSITIONS[dialect.name])))
    begin, values, rest = text.partition(" VALUES ")
    row, conflict, end = rest.partition(" ON CONFLICT ")
    return begin + values, row, conflict + end


_POSITIONS: Mapping[str, Any] = {"sqlite": "qmark", "postgresql": "format"}


@cache
def _columns(table: Table, dialect: Dialect) -> tuple[list[str], dict[str, Callable[[Any], Any]]]:
    """Return the columns' names, and what makes a value that the driver takes where a column needs that."""
    moments = [column for column in table.columns if isinstance(column.type, Moment)]
    writes = {each.name: each.type.dialect_impl(dialect).bind_processor(dialect) for each in moments}
    return [column.name for column in table.columns], {name: write for name, write in writes.items() if write}
