"""A project with Owl Inc.'s files, its local Twilio with the shared account, and its receiver."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator.embedded import LocalTwilio
from providers.core.connection import Connection
from providers.core.settings import Mode
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
    return Connection(twilio.account_sid, twilio.auth_token, twilio.adapter(), Mode.LOCAL)


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
