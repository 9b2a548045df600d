"""Today's code on a state of an earlier version: it changes nothing, refreshes it and destroys it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.project import Project

STATE = Path(__file__).parent / "states" / "2026-11-29-dev"


@pytest.fixture
def earlier(tmp_path: Path) -> Project:
    """The stack and its local Twilio, as the earlier version left them."""
    project = Project(tmp_path, warm=False)
    shutil.rmtree(project.directory / "tenants")
    shutil.copytree(STATE / "tenants", project.directory / "tenants")
    with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(project.local.path)) as live:
        kept.executescript((STATE / "twilio.sql").read_text("utf-8"))
        kept.backup(live)
    imported = project.pulumi("stack", "import", "--stack", "dev", "--file", str(STATE / "state.json"))
    assert imported.code == 0, imported.text
    return project


def test_nothing_to_do_then_refresh_then_destroy(earlier: Project) -> None:
    """No resource is changed, replaced or recreated; a refresh finds all of them; destroy leaves nothing behind."""
    held = {each["urn"]: each["id"] for each in earlier.resources()}
    assert len(held) == 30

    preview = earlier.preview("--expect-no-changes", "--diff")
    drift = earlier.drift()
    refresh = earlier.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev")
    up = earlier.up("--expect-no-changes")

    for outcome in (preview, drift, refresh, up):
        assert outcome.code == 0, outcome.text
        assert set(outcome.counts) == {"unchanged"}
    assert {each["urn"]: each["id"] for each in earlier.resources()} == held
    assert {call["method"] for call in earlier.local.control.journal()} == {"GET"}, "nobody changed anything at Twilio"
    assert "may send" in earlier.outputs()["registration_status"]["breakwater-boards"]

    destroyed = earlier.destroy()
    assert destroyed.code == 0, destroyed.text
    assert earlier.resources() == []
    assert earlier.open_ledger() == []
