"""`pulumi up` with the real engine, from an empty account until destroy."""

from collections import Counter
from collections.abc import Callable

from tests.engine.project import Project


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
