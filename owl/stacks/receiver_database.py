"""Which database the receiver of a stack writes."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from owl.failure import Failure
from owl.stacks.config import named_after
from project import local_directory

DATABASE_URL = "DATABASE_URL"
"""The environment variable with the database's URL."""


@dataclass(frozen=True)
class ReceiverDatabase:
    """A database, and the stack that it is opened for. Who opens it checks that it belongs to that stack.

    Attributes:
        url: `sqlite:///path` or `postgresql://user@host/name`. As with Heroku and others, `postgres://` works too.
        stack: The stack whose receiver writes it. It is never a cell: the cells of a divided stack have one receiver.
    """

    url: str = field(repr=False)
    stack: str


def database_of(stack: str, url: str | None = None) -> ReceiverDatabase:
    """Return a stack's database.

    Args:
        stack: The stack; for a cell, the database is that of the divided stack.
        url: The database's URL. Default: `DATABASE_URL`, or a SQLite file in `.local`.

    Raises:
        NoProject: There is no project.
    """
    receiving = _receiving(stack)
    return ReceiverDatabase(url or os.environ.get(DATABASE_URL) or f"sqlite:///{_file(receiving)}", receiving)


def existing_database_of(stack: str) -> ReceiverDatabase | None:
    """Return a stack's database; None where no receiver has run, and none is configured.

    Raises:
        NoProject: There is no project.
    """
    return database_of(stack) if os.environ.get(DATABASE_URL) or _file(_receiving(stack)).exists() else None


def _file(receiving: str) -> Path:
    return local_directory() / f"receiver-{receiving}.sqlite"


def _receiving(stack: str) -> str:
    """Return the stack whose receiver takes a stack's requests: itself, or for a cell the divided stack."""
    try:
        return named_after(stack)
    except Failure:
        return stack  # of a stack without a file or with a wrong one
