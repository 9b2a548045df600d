"""The local Twilio's database: who may read it, and what is said when it can't be used."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import requests

from emulator.core.store import Store, UnusableDatabaseError
from emulator.embedded import LocalTwilio
from tests.emulator.conftest import PARENT_SID

ROOT = Path(__file__).parents[3]
OLD_JOURNAL = """
CREATE TABLE journal (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    time        REAL NOT NULL,
    method      TEXT NOT NULL,
    host        TEXT NOT NULL,
    path        TEXT NOT NULL,
    caller_sid  TEXT,             -- the account whose credentials were used
    account_sid TEXT,             -- the account acted upon
    credential  TEXT,             -- 'auth_token' or 'api_key'
    status      INTEGER,          -- null where a fault ended the call before an answer
    code        INTEGER,
    fault       TEXT              -- 'before drop', 'after status', ...
)
"""
"""The journal as databases made before its notes have it."""


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    """The database and the files beside it are private from the start, whatever the umask."""
    before = os.umask(0)
    try:
        local = LocalTwilio(tmp_path / "twilio.sqlite", PARENT_SID)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    local.close()
    assert {"twilio.sqlite", "twilio.sqlite-wal"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_an_older_one_becomes_private(tmp_path: Path) -> None:
    """A database that everybody could read is private once it is opened again."""
    path = tmp_path / "twilio.sqlite"
    LocalTwilio(path, PARENT_SID).close()
    path.chmod(0o644)
    LocalTwilio(path, PARENT_SID).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


WRITER = """
import sys
from pathlib import Path
from emulator.embedded import LocalTwilio

local = LocalTwilio(Path(sys.argv[1]), sys.argv[2])
local.control.advance(60)
local.close()
"""


def test_it_can_be_opened_twice_by_one_process_and_by_another(tmp_path: Path) -> None:
    """What any of them writes all of them see: no opening takes away the locks of another."""
    path = tmp_path / "twilio.sqlite"
    first, second = LocalTwilio(path, PARENT_SID), LocalTwilio(path, PARENT_SID)
    second.close()
    for minutes in (1, 2):
        subprocess.run([sys.executable, "-c", WRITER, str(path), PARENT_SID], cwd=ROOT, check=True)
        third = LocalTwilio(path, PARENT_SID)
        assert [each.control.advance(0) for each in (first, third)] == [60 * minutes] * 2
        third.close()
    first.close()


def test_a_database_from_before_the_notes_opens(tmp_path: Path) -> None:
    """Databases of the same layout that lack the journal's notes get them, and keep what they have."""
    path = tmp_path / "twilio.sqlite"
    token = LocalTwilio(path, PARENT_SID).auth_token
    with closing(sqlite3.connect(path)) as old:
        old.execute("DROP TABLE journal")
        old.execute(OLD_JOURNAL)
    local = LocalTwilio(path, PARENT_SID)
    session = requests.Session()
    session.mount("https://", local.adapter())
    session.get("https://studio.twilio.com/v2/Flows", auth=(PARENT_SID, token))
    assert [call["note"] for call in local.control.journal()] == ["not covered"]
    local.close()


def test_one_made_before_event_streams_sends_events(tmp_path: Path) -> None:
    """Its outbox gets the column for JSON bodies when it is opened, and keeps what is in it."""
    path = tmp_path / "twilio.sqlite"
    LocalTwilio(path, PARENT_SID).close()
    with closing(sqlite3.connect(path)) as old:
        old.execute("ALTER TABLE webhooks DROP COLUMN body")
        old.execute(
            "INSERT INTO webhooks (time, account_sid, resource_sid, method, url, parameters, idempotency_token,"
            " outcome) VALUES (0, 'AC', 'SM', 'POST', 'http://127.0.0.1', '{}', 'token', 'delivered: 204')"
        )
        old.commit()
    local = LocalTwilio(path, PARENT_SID)
    assert [(webhook["outcome"], webhook["body"]) for webhook in local.control.webhooks()] == [("delivered: 204", None)]
    local.close()


def is_text(path: Path) -> None:
    """Write text instead of a database."""
    path.write_text("This is no database. " * 400, "utf-8")


def is_cut_off(path: Path) -> None:
    """Keep the first page and a half."""
    LocalTwilio(path, PARENT_SID).close()
    path.write_bytes(path.read_bytes()[:6_000])


def is_a_directory(path: Path) -> None:
    """Make a directory in its place."""
    path.mkdir()


@pytest.mark.parametrize("damage", [is_text, is_cut_off, is_a_directory])
def test_a_damaged_database_is_named(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """One sentence names the file and says what to do."""
    path = tmp_path / "twilio.sqlite"
    damage(path)
    with pytest.raises(UnusableDatabaseError, match=r"twilio\.sqlite (is damaged|can't be used)"):
        LocalTwilio(path, PARENT_SID)


def test_a_database_that_breaks_while_it_is_open(twilio: LocalTwilio) -> None:
    """Calls are answered with 20500 and the same sentence; nothing is raised into the client."""
    with twilio._store.transaction() as store:
        store.execute("DROP TABLE objects")
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    session.auth = (twilio.account_sid, twilio.auth_token)
    answer = session.get("https://messaging.twilio.com/v1/Services")
    assert (answer.status_code, answer.json()["code"]) == (500, 20500)
    assert str(twilio.path) in answer.json()["message"]
    assert [(call["status"], call["code"]) for call in twilio.control.journal()] == [(500, 20500)]


def test_the_missing_is_made(tmp_path: Path) -> None:
    """A missing file, and a missing folder, are created."""
    Store(tmp_path / "a" / "b" / "twilio.sqlite").close()
    assert (tmp_path / "a" / "b" / "twilio.sqlite").exists()
