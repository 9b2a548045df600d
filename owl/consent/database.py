"""The receiver's database, for what `owl consent` writes into it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from owl.failure import Failure
from owl.receiver.database import open_database
from owl.rendering.on_stack import on_stack
from owl.stacks.receiver_database import existing_database_of


@contextmanager
def receiver_database(stack: str, why: str) -> Iterator[Engine]:
    """Open the receiver's database of a stack, and apply the migrations that it lacks.

    Args:
        stack: The stack.
        why: What it is needed for, for the message if there is none.

    Raises:
        Failure: No receiver has run for the stack or written the database, or the database can't be opened or is
            another stack's.
    """
    database = existing_database_of(stack)
    if database is None:
        serve = on_stack("owl serve", stack)
        raise Failure(f"no receiver has run for stack {stack!r}, and {why}: run `{serve}`, or set DATABASE_URL")
    engine = open_database(database, may_create=False)  # an empty one would say that nobody has opted out
    try:
        yield engine
    finally:
        engine.dispose()
