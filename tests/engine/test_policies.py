"""The rules as the engine runs them: what breaks one is never deployed."""

from collections.abc import Callable

from tests.engine.project import Project

PACK = ("--policy-pack", "policies/pack")
OWN_NAME = "Breakwater Boards: Hi Alice"


def _shops(project: Callable[..., Project]) -> Project:
    """Two tenants, one of which has samples of its own."""
    made = project()
    made.add_tenants("breakwater-boards", "dawn-patrol-surf")
    made.keep_tenants("breakwater-boards", "dawn-patrol-surf")
    return made


def test_a_violation_stops_everything_before_any_call(project: Callable[..., Project]) -> None:
    """Whether or not the engine previews first, one tenant's fault keeps every tenant from being deployed."""
    shops = _shops(project)
    shops.edit("breakwater-boards", OWN_NAME, "Hi Alice")

    preview = shops.preview(*PACK)
    assert preview.code != 0
    assert "[mandatory] [severity: high]  sample-names-business" in preview.text
    assert "tenants/breakwater-boards.yaml:" in preview.text

    without_preview = shops.up(*PACK)
    assert without_preview.code != 0
    assert shops.local.control.journal() == []
    assert shops.resources() == []


def test_what_keeps_the_rules_is_deployed(project: Callable[..., Project]) -> None:
    """The same tenants, right: every rule has been asked, on what it could see."""
    shops = _shops(project)

    preview = shops.preview(*PACK)
    assert preview.code == 0
    assert "can't run policy" not in preview.text

    up = shops.up(*PACK)
    assert up.code == 0
    assert "can't run policy" not in up.text
    assert shops.resources()
