"""Fixtures for the tests of drift: a local Twilio for each test."""

from pathlib import Path

import pytest

from tests.providers.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A local Twilio for one test."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return World(tmp_path)
