"""Turns a failed call to Twilio into a `Failure` without secrets."""

from collections.abc import Iterator
from contextlib import contextmanager

from owl.failure import Failure
from providers.core.connection import Connection
from providers.core.errors import explain


@contextmanager
def told_without_secrets(twilio: Connection, but: type[Exception] = Failure) -> Iterator[None]:
    """Turn any exception in the block into a one-line `Failure` without secrets.

    Args:
        twilio: The connection, which knows the secrets.
        but: Exceptions that are raised unchanged, because their message is written for people already.

    Raises:
        Failure: An exception was raised in the block.
    """
    try:
        yield
    except (Failure, but):
        raise
    except Exception as error:  # noqa: BLE001 - any error must be redacted before it is printed
        raise Failure(twilio.redact(explain(error))) from None
