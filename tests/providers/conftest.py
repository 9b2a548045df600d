"""Fixtures of the resources' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from requests.adapters import BaseAdapter

from emulator.embedded import LocalTwilio
from tests.openapi.description import Descriptions
from tests.openapi.installation import install
from tests.openapi.validating_adapter import ValidatingAdapter
from tests.providers.world import World


@pytest.fixture(scope="session")
def descriptions() -> Descriptions:
    """Twilio's own description of its API."""
    install()
    return Descriptions()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, descriptions: Descriptions) -> Iterator[World]:
    """A local Twilio for one test; every request and answer must match Twilio's description."""
    unchecked = LocalTwilio.adapter

    def checked(local: LocalTwilio) -> BaseAdapter:
        return ValidatingAdapter(unchecked(local), descriptions)

    monkeypatch.setattr(LocalTwilio, "adapter", checked)
    monkeypatch.setattr(LocalTwilio, "lists_may_lag", True)  # as Twilio's may
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    with stamina.set_testing(True, attempts=1000, cap=True):  # as many attempts as in production, without the waits
        yield World(tmp_path)
