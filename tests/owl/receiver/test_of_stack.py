"""What a receiver has kept is read, for its own stack only, and nothing is created."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from owl.consent.database import receiver_database
from owl.failure import Failure
from owl.receiver.consent import require_active_number, require_no_opt_out
from owl.receiver.database import connect, open_database
from owl.receiver.of_stack import NothingReceived, received
from owl.receiver.received import statuses_received
from owl.stacks.receiver_database import ReceiverDatabase, database_of
from tests.owl_inc import owl_inc

DOCUMENT = Path(__file__).parents[3] / "docs" / "receiver.md"
ALICE = owl_inc().by_id["freestyle-falcons"].contacts["alice"]


def read(stack: str = "dev") -> str:
    """Return why nothing can be read; empty if it can."""
    try:
        with received(stack) as connection:
            connection.execute(text("SELECT count(*) FROM messages"))
    except NothingReceived as failure:
        return str(failure)
    return ""


def open_to_push(stack: str) -> None:
    """Open a stack's database as `owl consent push` does."""
    with receiver_database(stack, "it is needed"):
        pass


OPENED: dict[str, Callable[[str], object]] = {
    "owl serve": lambda stack: open_database(database_of(stack)).dispose(),
    "owl consent push and deactivated": open_to_push,
    "owl send, opt-outs": lambda stack: require_no_opt_out(database_of(stack), "acme", ALICE.phone_number),
    "owl send, deactivated numbers": lambda stack: require_active_number(database_of(stack), ALICE),
    "owl send, callbacks": lambda stack: statuses_received(database_of(stack), "SM1", "delivered", 0),
    "all reports": read,
}
"""How each command opens the database of a stack."""


def test_without_a_receiver_nothing_is_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names the command that keeps what Twilio reports."""
    file = tmp_path / "below" / "receiver.sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")

    assert "`owl serve --stack dev`" in read()
    assert not file.parent.exists()


def test_a_database_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By URL."""
    url = f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    open_database(ReceiverDatabase(url, "dev")).dispose()
    monkeypatch.setenv("DATABASE_URL", url)

    assert not read()


def test_the_database_of_another_stack_is_refused(
    project: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else people who replied STOP would be texted. The message names both stacks; each advice in it helps."""
    monkeypatch.setenv("DATABASE_URL", database)
    open_database(database_of("dev")).dispose()

    refusal = r"(postgresql|sqlite)\S+ belongs to stack 'dev', not to 'prod': correct DATABASE_URL, or use --stack dev$"
    for opened in OPENED.values():
        with pytest.raises(Failure, match=refusal):
            opened("prod")
        opened("dev")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{project / 'receiver-of-prod.sqlite'}")
    for opened in OPENED.values():
        opened("prod")


def test_a_wrong_name_can_be_corrected(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/receiver.md describes it, for a database that was first served for the wrong stack."""
    [statement] = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("UPDATE ")]
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{project / 'receiver.sqlite'}")
    open_database(database_of("dev")).dispose()
    engine = connect(database_of("dev").url, stack="dev")
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()

    assert not read("prod")
    with pytest.raises(Failure, match="belongs to stack 'prod', not to 'dev'"):
        read("dev")


def test_cells_have_the_database_of_their_divided_stack(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One receiver takes the requests of all of them: a message says the divided stack."""
    settings = (project / "Pulumi.prod.yaml").read_text("utf-8")
    (project / "Pulumi.prod-01.yaml").write_text(f"{settings}  owl:cellOf: prod\n", "utf-8")
    assert database_of("prod-01") == database_of("prod")
    open_database(database_of("prod-01")).dispose()

    assert not read("prod")
    assert not read("prod-01")
    monkeypatch.setenv("DATABASE_URL", database_of("prod").url)
    with pytest.raises(Failure, match="belongs to stack 'prod', not to 'dev'"):
        read("dev")


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
    with pytest.raises(Failure, match=r"there is no receiver's database .*start `owl serve --stack dev` once"):
        require_no_opt_out(ReceiverDatabase(f"sqlite:///{file}", "dev"), "acme", "+14155550188")

    assert not file.parent.exists()
    with sqlite3.connect(other) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("objects",)]
