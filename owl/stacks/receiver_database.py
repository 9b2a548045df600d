"""Which database the receiver of a stack writes."""

import os

from project import local_directory

DATABASE_URL = "DATABASE_URL"
"""The environment variable with the database's URL."""


def database_url(stack: str) -> str:
    """Return the URL of a stack's database: `DATABASE_URL`, or a SQLite file in `.local`.

    Raises:
        NoProject: There is no project.
    """
    return os.environ.get(DATABASE_URL) or f"sqlite:///{local_directory() / f'receiver-{stack}.sqlite'}"
