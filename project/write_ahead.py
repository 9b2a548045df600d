"""Let processes read an SQLite file while another one writes it."""

import sqlite3


def write_ahead(connection: sqlite3.Connection, seconds: float) -> None:
    """Switch a file to SQLite's write-ahead log, which stays on. See https://www.sqlite.org/wal.html.

    SQLite itself does not wait for others here, as it does everywhere else: of several processes that begin a file
    together, some would fail.

    Args:
        connection: A connection to the file, outside a transaction.
        seconds: How long to wait for other processes.

    Raises:
        sqlite3.Error: They took longer, or the file can't be used.
    """
    try:
        connection.execute(_SWITCH)
    except sqlite3.OperationalError as error:
        if not _is_locked(error):
            raise
        import stamina  # noqa: PLC0415 - a file that has it on already never waits

        stamina.instrumentation.set_on_retry_hooks(())  # by default each retry is a line on the terminal
        for attempt in stamina.retry_context(
            on=_is_locked, attempts=None, timeout=seconds, wait_initial=0.01, wait_max=0.1
        ):
            with attempt:
                connection.execute(_SWITCH)


def _is_locked(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY


_SWITCH = "PRAGMA journal_mode = WAL"
