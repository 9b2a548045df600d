"""A cache's file, to look into it and to damage what is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """One entry."""

    digest: bytes | None
    value: bytes
    written: float


def cache_file(project: Path, kind: str) -> Path | None:
    """Return the file of a project's cache, if there is one."""
    return next((project / ".local" / "cache" / kind).glob("*.sqlite"), None)


def entries(project: Path, kind: str) -> dict[str, Entry]:
    """Return the entries of a project's cache, by name."""
    file = cache_file(project, kind)
    if file is None:
        return {}
    with closing(sqlite3.connect(file)) as found:
        return {name: Entry(*rest) for name, *rest in found.execute("SELECT * FROM entries ORDER BY name")}


def replace_entry(project: Path, kind: str, name: str, entry: Entry) -> None:
    """Write an entry as it is, whether or not its sum is right."""
    with closing(sqlite3.connect(str(cache_file(project, kind)))) as found, found:
        found.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", (name, *entry))
