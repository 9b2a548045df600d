"""Fixtures of the conformance tests: Twilio's descriptions, and an SDK that checks every call."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.openapi.description import Descriptions
from tests.openapi.installation import install
from tests.openapi.validating_adapter import ValidatingAdapter

PARENT_SID = "AC" + "a" * 32


@pytest.fixture(scope="session")
def descriptions() -> Descriptions:
    """Twilio's own descriptions."""
    install()
    return Descriptions()


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[LocalTwilio]:
    """A local Twilio with only its parent account, where every status changes immediately and no campaign is needed."""
    local = LocalTwilio(tmp_path / "twilio.sqlite", PARENT_SID)
    local.control.set_behaviour("message", "at_once")
    local.control.require_campaign(False)
    yield local
    local.close()


@pytest.fixture
def adapter(twilio: LocalTwilio, descriptions: Descriptions) -> ValidatingAdapter:
    """Passes calls to the local Twilio and checks them."""
    return ValidatingAdapter(twilio.adapter(), descriptions)


@pytest.fixture
def parent(twilio: LocalTwilio, adapter: ValidatingAdapter) -> Client:
    """The SDK with the parent account's SID and auth token, checked."""
    http = TwilioHttpClient(timeout=600)
    assert http.session is not None
    http.session.mount("https://", adapter)
    return Client(PARENT_SID, twilio.auth_token, http_client=http)
