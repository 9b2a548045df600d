"""What the receiver has received about one message."""

import time

from sqlalchemy import select

from owl.receiver.database import connect, reading, require_stack
from owl.receiver.tables import message_statuses
from owl.stacks.receiver_database import ReceiverDatabase

LOOK_EVERY = 0.2
"""Seconds between two looks into the database."""


def statuses_received(database: ReceiverDatabase, message_sid: str, last: str, wait: float) -> list[str]:
    """Return the statuses that callbacks reported for a message, in the order of arrival.

    Args:
        database: The receiver's database.
        message_sid: The message.
        last: The status to wait for.
        wait: Seconds to wait for it.

    Raises:
        Failure: There is no such database, or it is another stack's.
    """
    table = message_statuses
    wanted = select(table.c.status).where(table.c.message_sid == message_sid).order_by(table.c.received_at)
    engine = connect(database.url, stack=database.stack)
    end = time.monotonic() + wait
    try:
        with reading(engine) as connection:
            require_stack(connection, database)
        while True:
            with reading(engine) as connection:
                found = list(connection.scalars(wanted))
            if last in found or time.monotonic() >= end:
                return found
            time.sleep(LOOK_EVERY)  # another process writes it
    finally:
        engine.dispose()
