"""Subaccounts through their whole life."""

from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.subaccount import Subaccount
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import ACCOUNT_SID, World


class TestSubaccount(ResourceContract):
    """Closing is final, so it must be requested."""

    resource = Subaccount
    changes = {"friendly_name": "falcons", "status": "suspended", "close_on_delete": False}
    left_as_found = frozenset({"status"})
    invalid = {"twilio": "elsewhere", "owner_account_sid": "AC1", "friendly_name": "", "status": "closed"}

    def declared(self, world: World) -> dict[str, Any]:  # noqa: ARG002 - it lies in the parent
        """A subaccount that may be closed."""
        return {
            "owner_account_sid": ACCOUNT_SID,
            "friendly_name": "freestyle-falcons",
            "twilio": "local",
            "close_on_delete": True,
        }

    def test_is_not_closed_by_default(self, world: World, stack: Stack) -> None:
        """Without close_on_delete a delete is refused, and the subaccount stays open."""
        declared = self.declared(world) | {"close_on_delete": False}
        stack.up(declared)

        with pytest.raises(ResourceError, match="set close_on_delete"):
            stack.destroy()

        assert self.by_hand(world, stack).fetch().status == "active"

    def test_one_suspended_by_hand_stays_suspended(
        self, world: World, stack: Stack, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """No run makes it active again; every run reports it, until a person has."""
        declared = self.declared(world)
        stack.up(declared)
        self.by_hand(world, stack).update(status="suspended")

        for _ in range(2):
            stack.refresh()
            assert stack.up(declared) == "same"
            assert self.by_hand(world, stack).fetch().status == "suspended"
            assert "was suspended at Twilio and stays suspended" in capsys.readouterr().err
        assert stack.up(declared | {"friendly_name": "falcons"}) == "update"
        assert self.by_hand(world, stack).fetch().status == "suspended"

        capsys.readouterr()
        self.by_hand(world, stack).update(status="active")
        stack.refresh()
        assert stack.up(declared | {"friendly_name": "falcons"}) == "same"
        assert capsys.readouterr().err == ""

    def test_one_suspended_by_hand_and_then_declared_so_is_made_active_when_declared(
        self, world: World, stack: Stack
    ) -> None:
        """Once its file suspends it, its file can also end that."""
        declared = self.declared(world)
        stack.up(declared)
        self.by_hand(world, stack).update(status="suspended")
        stack.refresh()

        assert stack.up(declared | {"status": "suspended"}) == "update"
        assert stack.up(declared | {"status": "suspended"}) == "same"
        stack.refresh()
        assert stack.up(declared) == "update"

        assert self.by_hand(world, stack).fetch().status == "active"

    def test_a_suspended_one_is_not_adopted_as_active(self, world: World, stack: Stack) -> None:
        """A stack that lost its state finds it by its name, and does not make it active either."""
        declared = self.declared(world)
        stack.up(declared)
        self.by_hand(world, stack).update(status="suspended")
        sid = stack.sid
        stack.forget()

        with pytest.raises(ResourceError, match=f"account {sid} has this name and is suspended"):
            stack.up(declared)

        stack.up(declared | {"status": "suspended"})
        assert stack.sid == sid

    def test_another_parents_run_refuses_it(self, world: World, stack: Stack) -> None:
        """A resource that belongs to another parent account is not changed."""
        other = "AC" + "0" * 32

        with pytest.raises(ResourceError, match=f"it belongs to {other}, but this run to {ACCOUNT_SID}"):
            stack.up(self.declared(world) | {"owner_account_sid": other})

        assert world.calls() == []

    def test_the_other_twilios_run_refuses_it(self, world: World, stack: Stack) -> None:
        """The local Twilio is not asked about an object at twilio.com, so it does not count as deleted."""
        stack.up(self.declared(world))
        stack.outputs["twilio"] = "live"

        with pytest.raises(ResourceError, match="it is at the live Twilio, but this run uses local"):
            stack.refresh()

    def test_one_closed_by_hand_counts_as_gone(self, world: World, stack: Stack) -> None:
        """A closed subaccount never opens again: the next run creates a new one."""
        declared = self.declared(world)
        stack.up(declared)
        closed = stack.sid
        self.by_hand(world, stack).update(status="closed")

        assert not stack.refresh()
        assert stack.up(declared) == "create"
        assert stack.sid != closed
