"""A project with Owl Inc.'s files, its local Twilio with the shared account, and its receiver."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from emulator.embedded import LocalTwilio
from owl.receiver.database import connect, open_database
from owl.stacks.receiver_database import ReceiverDatabase
from providers.core.connection import Connection, connect_to
from tests.owl.receiver.postgresql import programs, running_postgresql
from tests.owl.receiver.served import ServedReceiver
from tests.owl_inc import put_owl_inc

DEV_SID = "ACdec0de0000000000000000000000000d"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's directory, which is the current one."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def twilio(project: Path) -> Iterator[LocalTwilio]:
    """The local Twilio of the stack dev."""
    opened = LocalTwilio(project / f"twilio-{DEV_SID}.sqlite", DEV_SID)
    yield opened
    opened.close()


@pytest.fixture
def console(twilio: LocalTwilio) -> Connection:
    """A client with the parent's credentials."""
    return connect_to(twilio)


@pytest.fixture
def served(project: Path, console: Connection) -> Callable[..., ServedReceiver]:
    """Return a receiver that is not started yet; the arguments are its database and environment variables."""
    shared = console.accounts.create(friendly_name="dev-shared")

    def make(database: str | None = None, **environment: str) -> ServedReceiver:
        url = database or f"sqlite:///{project / 'receiver.sqlite'}"
        return ServedReceiver(project, url, shared.sid, shared.auth_token, **environment)

    return make


@pytest.fixture
def receiver(served: Callable[..., ServedReceiver]) -> Iterator[ServedReceiver]:
    """A receiver that is started."""
    with served() as started:
        yield started


@pytest.fixture(scope="session")
def _postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: run `make programs`")
    with running_postgresql(tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture
def postgresql(_postgresql_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    yield _postgresql_server
    engine = connect(_postgresql_server, stack="dev")
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    url: str = request.getfixturevalue("postgresql")
    return url


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An open database."""
    opened = open_database(ReceiverDatabase(database, "dev"))
    yield opened
    opened.dispose()
