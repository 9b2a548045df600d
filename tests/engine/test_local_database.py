"""Commands on a deployed stack whose local Twilio's database is missing or damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.project import ACCOUNTS, Project

COMMANDS = (
    ("status",),
    ("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready"),
    ("adopt", "AC" + "0" * 32),
)


@pytest.fixture
def database(dev: Project, tmp_path: Path) -> Iterator[Path]:
    """Where the deployed stack looks for its database: a file that is not there."""
    before = dev.environment["OWL_LOCAL"]
    dev.environment["OWL_LOCAL"] = str(tmp_path)
    yield tmp_path / f"twilio-{ACCOUNTS['dev']}.sqlite"
    dev.environment["OWL_LOCAL"] = before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_a_missing_database_is_named(dev: Project, database: Path, command: tuple[str, ...]) -> None:
    """One sentence names the file and the way on; no empty database takes its place."""
    ended = dev.owl(*command)
    assert ended.code == 1
    assert f"owl: the local Twilio's database {database} is missing" in ended.text
    assert "`pulumi stack rm dev --force --preserve-config`, then `make up STACK=dev`" in ended.text
    assert "Traceback" not in ended.text
    assert not database.exists()


@pytest.mark.parametrize("command", [*COMMANDS, ("emulator", "advance", "1s")], ids=lambda command: str(command[0]))
def test_a_damaged_database_is_named(dev: Project, database: Path, command: tuple[str, ...]) -> None:
    """One sentence names the file and what to do with it."""
    database.write_text("This is no database. " * 400, "utf-8")
    ended = dev.owl(*command)
    assert ended.code == 1
    assert f"owl: the local Twilio's database {database} is damaged (file is not a database): delete" in ended.text
    assert "Traceback" not in ended.text
