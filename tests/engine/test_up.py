"""`pulumi up` with the real engine, from an empty account until destroy."""

from collections import Counter
from collections.abc import Callable

from tests.engine.project import Project
from tests.objects import what_there_is


def test_up_twice_then_destroy(project: Callable[..., Project]) -> None:
    """The first `up` creates everything, the second nothing; there is no drift; destroy leaves nothing that costs."""
    dev = project()

    first = dev.up()
    second = dev.up("--expect-no-changes")
    drift = dev.drift()

    assert first.code == 0, first.text
    assert second.code == 0, second.text
    assert drift.code == 0, drift.text
    assert Counter(each["kind"] for each in dev.open_ledger()) == {"phone_number": 2, "us_app_to_person": 2}
    made_in_parent = {
        call["path"]
        for call in dev.local.control.journal()
        if call["method"] != "GET" and call["account_sid"] == dev.local.account_sid
    }
    assert made_in_parent == {"/2010-04-01/Accounts.json"}, "nothing of a tenant's is in the parent, but its account"
    destroyed = dev.destroy()
    assert destroyed.code == 0, destroyed.text
    assert dev.open_ledger() == []


def test_webhooks_move_to_another_host_in_one_run(dev: Project) -> None:
    """What Twilio keeps as it is stays, and the preview names it; nothing is left behind at the old host."""
    catalogue = dev.directory / "tenants" / "catalogue" / "isv.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("https://hooks.owl", "https://hooks2.owl"), "utf-8")

    there_were = len(what_there_is(dev.console))
    previewed = dev.preview()
    moved = dev.up()

    assert "keeps its status_callback, such as https://hooks.owl.example/alpine-spokes/review-status" in previewed.text
    assert moved.code == 0, moved.text
    assert len(what_there_is(dev.console)) == there_were
    assert dev.drift().code == 0
