"""What a receiver has kept is read, and nothing is created."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from owl.consent.database import receiver_database
from owl.failure import Failure
from owl.receiver.consent import require_no_opt_out
from owl.receiver.database import open_database
from owl.receiver.of_stack import NothingReceived, received


def read(stack: str = "dev") -> str:
    """Return why nothing can be read; empty if it can."""
    try:
        with received(stack) as connection:
            connection.execute(text("SELECT count(*) FROM messages"))
    except NothingReceived as failure:
        return str(failure)
    return ""


def test_without_a_receiver_nothing_is_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names the command that keeps what Twilio reports."""
    file = tmp_path / "below" / "receiver.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")

    assert "`owl serve`" in read()
    assert not file.parent.exists()


def test_a_database_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By URL."""
    url = f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    open_database(url).dispose()
    monkeypatch.setenv("DATABASE_URL", url)

    assert not read()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "DATABASE_URL is not a URL"),
        ("mysql://user:canary@localhost/owl", "DATABASE_URL begins with 'mysql'"),
        ("postgresql://user:canary@127.0.0.1:1/owl", "the receiver's database can't be read"),
    ],
)
def test_a_database_that_cannot_be_read_has_a_reason(url: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On one line, without the password."""
    monkeypatch.setenv("DATABASE_URL", url)

    found = read()

    assert found.startswith(reason)
    assert "canary" not in found
    assert len(found.splitlines()) == 1


def test_a_file_that_is_no_database_has_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither has one without tables."""
    file = tmp_path / "receiver.sqlite"
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")

    assert read().startswith("the receiver's database can't be read")


def test_only_the_receiver_makes_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a wrong DATABASE_URL, an empty database would say that nobody has opted out: opt-ins would be pushed."""
    file, other = tmp_path / "below" / "receiver.sqlite", tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE objects (sid TEXT)")

    for each, why in ((file, "there is no receiver's database"), (other, "no receiver has written the database")):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{each}")
        with pytest.raises(Failure, match=why), receiver_database("dev", "it is needed"):
            pass
    with pytest.raises(Failure, match=r"there is no receiver's database .*start `owl serve` once"):
        require_no_opt_out(f"sqlite:///{file}", "acme", "+14155550188")

    assert not file.parent.exists()
    with sqlite3.connect(other) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("objects",)]
