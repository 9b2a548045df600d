"""`pulumi up`, by the real engine, from nothing to nothing."""

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
    assert len(dev.open_ledger()) == 2
    destroyed = dev.destroy()
    assert destroyed.code == 0, destroyed.text
    assert dev.open_ledger() == []
