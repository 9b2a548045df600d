"""Measure the board: its queries with a million messages and a million events, and its first view in Chromium.

    python benchmarks/board.py [--rows 1000000] [--tenants 1000]

The rows are spread over 30 days and all tenants, in SQLite. The first count reads all days, the next ones only those
in which messages may still change. A first view is complete when the largest part of the page is on the screen.
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # tests are not installed

from playwright.sync_api import Browser  # noqa: E402 - see above
from sqlalchemy import Engine, event, text  # noqa: E402 - see above

from owl.board.board import Board  # noqa: E402 - see above
from owl.board.history import History, history  # noqa: E402 - see above
from owl.board.pages import in_one_file, one_file  # noqa: E402 - see above
from owl.board.received import ReceivedCounts  # noqa: E402 - see above
from owl.receiver.database import open_database, reading  # noqa: E402 - see above
from owl.stacks.receiver_database import ReceiverDatabase  # noqa: E402 - see above
from tests.owl.board.browser import CHROMIUM, chromium  # noqa: E402 - see above
from tests.owl.board.sample import board_of, copies  # noqa: E402 - see above
from tests.owl.board.served import served  # noqa: E402 - see above
from tests.owl.doctor.healthy import NOW  # noqa: E402 - see above

_SERIES = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1) "
_AT = "strftime('%Y-%m-%d %H:%M:%f', :begin, '+' || (i * :seconds) || ' seconds') || '000'"
_MESSAGES = (
    f"{_SERIES} INSERT INTO messages SELECT printf('SM%032x', i), 'shop-' || (i * 7919 % :tenants), 'AC', 'MG', "
    "'+14155550100', '+14155550188', CASE WHEN i % 25 THEN 'delivered' ELSE 'undelivered' END, 5, "
    f"CASE WHEN i % 25 THEN NULL ELSE 30003 END, {_AT}, {_AT} FROM n"
)
_EVENTS = (
    f"{_SERIES} INSERT INTO events SELECT printf('EV%032x', i), 'com.twilio.error-logs.error.logged', {_AT}, 'ERROR', "
    f"30003, NULL, 'MG' || (i * 7919 % :tenants), NULL, 'shop-' || (i * 7919 % :tenants), 'AC', 'x', {_AT} FROM n"
)


def fill(engine: Engine, rows: int, tenants: int) -> None:
    """Write the rows."""
    span = dt.timedelta(days=29.5)
    begin = f"{NOW - span:%Y-%m-%d %H:%M:%S}"
    values = {"rows": rows, "tenants": tenants, "begin": begin, "seconds": span.total_seconds() / rows}
    with engine.begin() as transaction:
        transaction.execute(text(_MESSAGES), values)
        transaction.execute(text(_EVENTS), values)


def timed(what: str, do: Callable[[], object]) -> None:
    """Print how long something takes."""
    began = time.perf_counter()
    do()
    print(f"{what}: {1000 * (time.perf_counter() - began):,.0f} ms")


def measure_queries(rows: int, tenants: int) -> None:
    """Count, and read one tenant."""
    with tempfile.TemporaryDirectory() as directory:
        engine = open_database(ReceiverDatabase(f"sqlite:///{directory}/receiver.sqlite", "dev"))
        fill(engine, rows, tenants)
        took: list[float] = []
        event.listen(engine, "before_cursor_execute", lambda *_: took.append(-time.perf_counter()))
        event.listen(engine, "after_cursor_execute", lambda *_: took.append(took.pop() + time.perf_counter()))
        counts = ReceivedCounts()
        with reading(engine) as connection:
            for what in ("first count", "next count"):
                took.clear()
                timed(what, lambda: counts.count(connection, NOW, {}))
                print(f"  {len(took)} queries, the slowest {1000 * max(took):,.0f} ms to its first row")
            timed("a tenant's page", lambda: history(connection, "shop-1", "MG1"))
        engine.dispose()


def first_view(browser: Browser, url: str) -> float:
    """Return the milliseconds until the largest part of a page is on the screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(url)
    painted = page.evaluate(
        "new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    page.close()
    return float(painted)


def _where(board: Board, directory: Path, url: str) -> Iterator[tuple[str, str]]:
    file = directory / "board.html"
    file.write_text(one_file(board, {row.tenant_id: History() for row in in_one_file(board)}), "utf-8")
    yield f"one file of {file.stat().st_size / 1e6:.1f} MB", file.as_uri()
    yield "served", f"{url}/"
    yield "served, a tenant", f"{url}/tenants/{next(iter(board.by_id))}"


def measure_views(tenants: int) -> None:
    """Open boards of several sizes."""
    with chromium() as browser:
        for count in (3, 100, tenants):
            with tempfile.TemporaryDirectory() as name:
                directory = Path(name)
                os.environ["DATABASE_URL"] = f"sqlite:///{directory / 'receiver-dev.sqlite'}"
                board = board_of(directory, copies(count))
                with served(board) as url:
                    for what, where in _where(board, directory, url):
                        views = sorted(first_view(browser, where) for _ in range(3))
                        print(f"{count} tenants, {what}: first view after {views[1]:,.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--tenants", type=int, default=1_000)
    given = parser.parse_args()
    measure_queries(given.rows, given.tenants)
    if CHROMIUM:
        measure_views(given.tenants)
    else:
        print("Chromium is not installed: apt install chromium")


if __name__ == "__main__":
    main()
