"""Fixtures for tests of the local Twilio: a new one per test, and Twilio's own SDK connected to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.applicant import Applicant
from tests.emulator.receiver import Receiver
from tests.emulator.refusal import Refusal, refused

PARENT_SID = "AC" + "a" * 32


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[LocalTwilio]:
    """A local Twilio with only its parent account."""
    local = LocalTwilio(tmp_path / "twilio.sqlite", PARENT_SID)
    yield local
    local.close()


@pytest.fixture
def connect(twilio: LocalTwilio) -> Callable[..., Client]:
    """Return the SDK's Client, by default with the parent's credentials, connected to the local Twilio."""

    def client(
        user: str = PARENT_SID,
        password: str = twilio.auth_token,
        account_sid: str | None = None,
        *,
        region: str | None = None,
        timeout: float = 10,
    ) -> Client:
        http = TwilioHttpClient(timeout=timeout)
        assert http.session is not None
        http.session.mount("https://", twilio.adapter())
        return Client(user, password, account_sid, region=region, http_client=http)

    return client


@pytest.fixture
def parent(connect: Callable[..., Client]) -> Client:
    """The SDK with the parent account's SID and auth token."""
    return connect()


@pytest.fixture
def acme(parent: Client, connect: Callable[..., Client], twilio: LocalTwilio) -> Applicant:
    """A subaccount that applies for A2P messaging with its own credentials."""
    account = parent.api.accounts.create(friendly_name="acme")
    return Applicant(connect(account.sid, account.auth_token), twilio, twilio.account_sid)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server on loopback for webhooks."""
    server = Receiver()
    yield server
    server.close()


@pytest.fixture
def refusal() -> Refusal:
    """Returns the HTTP status and Twilio code of a call that must fail."""
    return refused
