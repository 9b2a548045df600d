"""What the tests of drift share: a local Twilio of a test's own."""

from pathlib import Path

import pytest

from tests.providers.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A local Twilio that nobody else uses."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return World(tmp_path)
