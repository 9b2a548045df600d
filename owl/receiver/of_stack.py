"""What the receiver of a stack has kept, read and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from owl.failure import Failure
from owl.receiver.database import connect, parsed_url, reading, require_stack, words_of
from owl.rendering.on_stack import on_stack
from owl.stacks.receiver_database import database_of


class NothingReceived(Failure):
    """There is no database of a receiver, or it can't be read. The message says why."""


class NotReadable(NothingReceived):
    """There is a database of a receiver, but it can't be read."""


@contextmanager
def received(stack: str) -> Iterator[Connection]:
    """Read what a stack's receiver has kept, in one transaction.

    Raises:
        NothingReceived: No receiver has run for the stack.
        NotReadable: Its database can't be read.
        Failure: It is another stack's. Nobody goes on without it: all else may be another stack's, too.
    """
    database = database_of(stack)
    try:
        parsed = parsed_url(database.url)
    except Failure as failure:
        raise NotReadable(str(failure)) from None
    if parsed.get_backend_name() == "sqlite" and not (parsed.database and Path(parsed.database).exists()):
        serve = on_stack("owl serve", stack)
        raise NothingReceived(f"no receiver has run for this stack: `{serve}` keeps what Twilio reports")
    try:
        engine = connect(database.url, stack=database.stack)
    except Failure as failure:
        raise NotReadable(str(failure)) from None
    try:
        with reading(engine) as connection:
            require_stack(connection, database)
            yield connection
    except SQLAlchemyError as error:
        raise NotReadable(f"the receiver's database can't be read: {words_of(error)}") from None
    finally:
        engine.dispose()
