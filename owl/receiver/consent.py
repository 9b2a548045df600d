"""Refuses to text somebody who has opted out, or whose number belongs to somebody else."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from owl.failure import Failure
from owl.receiver.database import connect, reading, require_stack, shown, start_or_correct, words_of
from owl.receiver.deactivations import deactivated_on
from owl.receiver.opt_outs import opt_out_of
from owl.stacks.receiver_database import ReceiverDatabase
from tenants.model import Contact


def require_no_opt_out(database: ReceiverDatabase, tenant: str, phone_number: str) -> None:
    """Make sure that a customer has not opted out of a tenant's messages.

    Args:
        database: The receiver's database.
        tenant: The tenant's id.
        phone_number: The customer's number, in E.164.

    Raises:
        Failure: The customer has opted out, or the database can't be read or is another stack's: then nobody is texted.
    """
    with _read(database) as connection:
        found = opt_out_of(connection, tenant, phone_number)
    if found:
        raise Failure(
            f"{phone_number} has opted out of {tenant}'s messages ({found.reason}, {found.changed_at:%Y-%m-%d %H:%M} "
            "UTC): don't text this number until it replies START"
        )


def require_active_number(database: ReceiverDatabase, contact: Contact) -> None:
    """Make sure that no carrier has taken a contact's number from its subscriber since the consent was given.

    Args:
        database: The receiver's database.
        contact: The contact.

    Raises:
        Failure: One has, or the database can't be read or is another stack's: then nobody is texted.
    """
    with _read(database) as connection:
        found = deactivated_on(connection, contact.phone_number, contact.consent.given_at)
    if found:
        raise Failure(
            f"{contact.phone_number} was deactivated on {found}, after {contact.name} had agreed on "
            f"{contact.consent.given_at:%Y-%m-%d}: it may be somebody else's now. Ask for consent again, by another "
            "way than a text, and write its date as given_at; or remove the contact"
        )


@contextmanager
def _read(database: ReceiverDatabase) -> Iterator[Connection]:
    engine = connect(database.url, stack=database.stack)
    try:
        with reading(engine) as connection:
            require_stack(connection, database)
            yield connection
    except SQLAlchemyError as error:
        raise Failure(
            f"the receiver's database {shown(database.url)} can't be read, so it is not known who has opted out "
            f"({words_of(error)}): {start_or_correct(database.stack)}"
        ) from None
    finally:
        engine.dispose()
