"""Writes what requests say into the database, each thing once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

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
    inserted = {tuple(row) for row in transaction.execute(_insert(transaction.dialect.name, table), in_order)}
    known: dict[tuple[Any, ...], Mapping[str, Any]] = {key: first[key] for key in inserted}
    if missing := [key for key in first if key not in inserted]:
        tokens = select(*columns, table.c.idempotency_token, table.c.received_at)
        for found in transaction.execute(tokens.where(tuple_(*columns).in_(missing))).mappings():
            known[tuple(found[column.name] for column in columns)] = dict(found)
    return [
        Outcome.RECORDED if key in inserted and row is first[key] else repetition(row, known[key])
        for key, row in zip(keys, rows, strict=True)
    ]


def repetition(row: Mapping[str, Any], known: Mapping[str, Any]) -> Outcome:
    """Return whether a row repeats a known one as Twilio does, or replays it."""
    same_token = bool(row["idempotency_token"]) and row["idempotency_token"] == known["idempotency_token"]
    in_time = row["received_at"] - known["received_at"] < RETRIES_END
    return Outcome.REPEATED if same_token and in_time else Outcome.REPLAYED


def dialect_insert(dialect: str, table: Table) -> Any:
    """Return an INSERT that can handle conflicts, in a database's dialect."""
    return _DIALECTS[dialect](table)


_DIALECTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _insert(dialect: str, table: Table) -> Any:
    return dialect_insert(dialect, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
