"""The countries that a parent account may text, through their whole life."""

from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.geo_permissions import GeoPermissions
from tests.providers.lifecycle import Stack
from tests.providers.world import World


def set_by_hand(world: World, code: str, *, enabled: bool) -> None:
    """Open or close a country, as a person at a console might."""
    items: list[object] = [{"country_code": code, "type": "country", "enabled": enabled}]
    world.twilio.account(world.settings.account_sid).accounts.v1.messaging_geopermissions.update(items)


def opened(world: World) -> list[str]:
    """Return the countries that are open."""
    permissions = world.twilio.account(world.settings.account_sid).accounts.v1.messaging_geopermissions
    return sorted(each["country_code"] for each in permissions.fetch().permissions if each["enabled"])


@pytest.fixture
def stack(world: World) -> Stack:
    """A stack without resources."""
    return Stack(GeoPermissions, world.config)


def of(world: World, *countries: str) -> dict[str, Any]:
    """Return the inputs for some countries."""
    return {"account_sid": world.settings.account_sid, "countries": list(countries)}


def test_countries_are_opened_and_closed_as_declared(world: World, stack: Stack) -> None:
    """Each change is shown and made; without one nothing is called; the end leaves the US and Canada open."""
    assert stack.up(of(world, "US", "CA", "GB")) == "create"
    assert opened(world) == ["CA", "GB", "US"]
    before = world.now
    assert stack.up(of(world, "GB", "CA", "US")) == "same"
    assert world.calls(before) == []
    assert stack.preview(of(world, "CA", "DE", "US")).changes
    assert stack.up(of(world, "CA", "DE", "US")) == "update"
    assert opened(world) == ["CA", "DE", "US"]
    stack.refresh()
    assert stack.up(of(world, "CA", "DE", "US")) == "same"
    stack.destroy()
    assert opened(world) == ["CA", "US"]


def test_the_first_run_closes_nothing_unseen(world: World, stack: Stack) -> None:
    """What was open before is a change that the next preview shows."""
    set_by_hand(world, "FR", enabled=True)
    assert stack.up(of(world, "US", "GB")) == "create"
    assert opened(world) == ["CA", "FR", "GB", "US"]
    assert stack.preview(of(world, "US", "GB")).changes
    assert stack.up(of(world, "US", "GB")) == "update"
    assert opened(world) == ["GB", "US"]


def test_what_a_person_opens_is_seen_and_closed(world: World, stack: Stack) -> None:
    """So is what a person closes, which is opened again."""
    stack.up(of(world, "CA", "US", "GB"))
    set_by_hand(world, "FR", enabled=True)
    set_by_hand(world, "GB", enabled=False)
    stack.refresh()
    assert stack.inputs["countries"] == ["CA", "FR", "US"]
    assert stack.preview(of(world, "CA", "US", "GB")).changes
    assert stack.up(of(world, "CA", "US", "GB")) == "update"
    assert opened(world) == ["CA", "GB", "US"]


def test_a_country_of_high_risk_is_opened_in_the_console(world: World, stack: Stack) -> None:
    """The error says where; the others of the same run are open."""
    with pytest.raises(ResourceError, match=r"NG \(30649: .*Console"):
        stack.up(of(world, "US", "GB", "NG"))
    assert "GB" in opened(world)


@pytest.mark.parametrize("countries", [[], ["UK1"], ["gb"]])
def test_wrong_countries_are_refused_before_any_call(world: World, stack: Stack, countries: list[str]) -> None:
    """Codes are two capitals, and there is at least one."""
    before = world.now
    assert stack.provider().check({}, of(world, *countries)).failures
    assert world.calls(before) == []
