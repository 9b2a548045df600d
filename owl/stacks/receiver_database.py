"""Which database the receiver of a stack writes."""

import os
from pathlib import Path

from owl.failure import Failure
from owl.stacks.config import named_after
from project import local_directory

DATABASE_URL = "DATABASE_URL"
"""The environment variable with the database's URL."""


def database_url(stack: str) -> str:
    """Return the URL of a stack's database: `DATABASE_URL`, or a SQLite file in `.local`.

    Raises:
        NoProject: There is no project.
    """
    return os.environ.get(DATABASE_URL) or f"sqlite:///{_file(stack)}"


def existing_database_url(stack: str) -> str | None:
    """Return the URL of a stack's database; None where no receiver has run, and none is configured.

    Raises:
        NoProject: There is no project.
    """
    return database_url(stack) if os.environ.get(DATABASE_URL) or _file(stack).exists() else None


def _file(stack: str) -> Path:
    """Return the file of a stack's receiver; the cells of a divided stack have one receiver."""
    return local_directory() / f"receiver-{_receiving(stack)}.sqlite"


def _receiving(stack: str) -> str:
    try:
        return named_after(stack)
    except Failure:
        return stack  # of a stack without a file or with a wrong one
