"""Processes that begin an SQLite file together all get it, with its write-ahead log on."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from project.write_ahead import write_ahead

TOGETHER = 4
FILES = 40
"""Without waiting for each other, they fail at every eighth file."""


def test_a_file_may_be_begun_together(tmp_path: Path) -> None:
    """SQLite's own waiting does not help here."""
    start = Barrier(TOGETHER, timeout=60)  # for the others, if one fails

    def begin(_: int) -> list[str]:
        modes = []
        for number in range(FILES):
            start.wait()
            connection = sqlite3.connect(tmp_path / f"{number}.sqlite", timeout=30, isolation_level=None)
            write_ahead(connection, 30)
            modes += connection.execute("PRAGMA journal_mode").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS t (a)")
            connection.execute("COMMIT")
            connection.close()
        return modes

    with ThreadPoolExecutor(TOGETHER) as threads:
        assert list(threads.map(begin, range(TOGETHER))) == [["wal"] * FILES] * TOGETHER


def test_what_is_no_database_is_not_waited_for(tmp_path: Path) -> None:
    """No other process holds it, so waiting would not help."""
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        write_ahead(sqlite3.connect(tmp_path / "missing" / "a.sqlite"), 3600)
