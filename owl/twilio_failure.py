"""How a command ends when a call to Twilio fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from owl.failure import Failure
from providers.core.connection import Connection
from providers.core.errors import explain


@contextmanager
def told_without_secrets(twilio: Connection, but: type[Exception] = Failure) -> Iterator[None]:
    """Turn whatever goes wrong in the block into a line without any secret.

    Args:
        twilio: The connection, which knows the secrets.
        but: What is said in words of its own already, and stays as it is.

    Raises:
        Failure: Something went wrong.
    """
    try:
        yield
    except (Failure, but):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before it is printed
        raise Failure(twilio.redact(explain(error))) from None
