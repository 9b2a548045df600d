"""Refuses to text somebody who has opted out."""

from sqlalchemy.exc import SQLAlchemyError

from owl.failure import Failure
from owl.receiver.database import connect, reading, shown
from owl.receiver.opt_outs import opt_out_of


def require_no_opt_out(database: str, tenant: str, phone_number: str) -> None:
    """Make sure that a customer has not opted out of a tenant's messages.

    Args:
        database: The URL of the receiver's database.
        tenant: The tenant's id.
        phone_number: The customer's number, in E.164.

    Raises:
        Failure: The customer has opted out, or the database can't be read: then nobody is texted.
    """
    engine = connect(database)
    try:
        with reading(engine) as connection:
            found = opt_out_of(connection, tenant, phone_number)
    except SQLAlchemyError as error:
        raise Failure(
            f"the receiver's database {shown(database)} can't be read, so it is not known who has opted out "
            f"({type(error).__name__}): start `owl serve` once, or correct DATABASE_URL"
        ) from None
    finally:
        engine.dispose()
    if found:
        raise Failure(
            f"{phone_number} has opted out of {tenant}'s messages ({found.reason}, {found.changed_at:%Y-%m-%d %H:%M} "
            "UTC): don't text this number until it replies START"
        )
