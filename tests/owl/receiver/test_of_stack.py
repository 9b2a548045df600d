"""What a receiver has kept is read, and nothing is created."""

from pathlib import Path

import pytest
from sqlalchemy import text

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
