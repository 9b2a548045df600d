"""Today's code on a state of an earlier version: it changes what it must in place, refreshes it and destroys it."""

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
    project = Project(tmp_path)
    shutil.rmtree(project.directory / "tenants")
    shutil.copytree(STATE / "tenants", project.directory / "tenants")
    with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(project.local.path)) as live:
        kept.executescript((STATE / "twilio.sql").read_text("utf-8"))
        kept.backup(live)
    imported = project.pulumi("stack", "import", "--stack", "dev", "--file", str(STATE / "state.json"))
    assert imported.code == 0, imported.text
    return project


def test_one_update_in_place_then_refresh_then_destroy(earlier: Project) -> None:
    """The subscription takes more types; nothing is replaced or recreated; destroy leaves nothing behind."""
    held = {each["urn"]: each["id"] for each in earlier.resources()}
    assert len(held) == 30

    previewed = earlier.preview("--diff")
    updated = earlier.up()

    for outcome, change in ((previewed, "to"), (updated, "updated")):
        assert outcome.code == 0, outcome.text
        assert outcome.counts.pop(change) == 1
        assert outcome.counts.keys() == {change, "unchanged"}
    assert "~ pulumi-python:dynamic/twilio:EventSubscription: (update)" in previewed.text
    assert {each["urn"]: each["id"] for each in earlier.resources()} == held
    writes = [call for call in earlier.local.control.journal() if call["method"] != "GET"]
    assert {call["method"] for call in writes} == {"POST"}, "no type is taken away, so no event is missed"
    assert all(call["path"].endswith("/SubscribedEvents") for call in writes)
    seen = len(earlier.local.control.journal())

    drift = earlier.drift()
    refresh = earlier.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "dev")
    up = earlier.up("--expect-no-changes")

    for outcome in (drift, refresh, up):
        assert outcome.code == 0, outcome.text
        assert set(outcome.counts) == {"unchanged"}
    assert {each["urn"]: each["id"] for each in earlier.resources()} == held
    assert {call["method"] for call in earlier.local.control.journal()[seen:]} == {"GET"}, "nothing else is changed"
    assert "may send" in earlier.registration_status()["breakwater-boards"]

    destroyed = earlier.destroy()
    assert destroyed.code == 0, destroyed.text
    assert earlier.resources() == []
    assert earlier.open_ledger() == []
