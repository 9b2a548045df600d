"""Tests for every resource that waits for approvals, besides those for all resources."""

from typing import Any

import pytest
from pulumi.output import Unknown

from providers.core.gate import WAITING
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World

SHUT = {"awaits": {"something": "in-review"}}
OPEN = {"awaits": {"something": "twilio-approved"}}


class GatedContract(ResourceContract):
    """Subclass it once for each resource that waits."""

    def test_it_waits_without_anything_at_twilio(self, world: World, stack: Stack) -> None:
        """Before the approval the state has only a note; every run succeeds and makes no call."""
        declared = self.declared(world)
        before = world.now

        assert stack.up(declared | SHUT) == "create"
        assert stack.up(declared | SHUT) == "same"
        assert stack.refresh()
        assert stack.up(declared | {"awaits": {"something": "pending-review"}}) == "same"
        assert world.calls(before) == []
        assert "sid" not in stack.outputs
        status = getattr(self.resource.provider_class, "status_output", "")
        assert not status or stack.outputs[status] == WAITING
        stack.destroy()
        assert world.calls(before) == []

    def test_it_is_made_by_the_run_that_finds_the_gate_open(self, world: World, stack: Stack) -> None:
        """The preview announces it; afterwards the resource is as if it had never waited."""
        declared = self.declared(world)
        stack.up(declared | SHUT)

        assert stack.preview(declared | OPEN).changes
        assert not stack.preview(declared | OPEN).replaces
        assert stack.up(declared | OPEN) == "update"
        assert self.count(world, declared) == 1
        assert stack.up(declared | OPEN) == "same"
        assert stack.refresh()
        assert stack.up(declared | OPEN) == "same"
        assert stack.sid == stack.outputs["sid"]

    def test_what_is_made_stays_when_the_gate_closes(self, world: World, stack: Stack) -> None:
        """A withdrawn approval ends nothing, and is no change."""
        declared = self.declared(world)
        stack.up(declared | OPEN)
        before = world.now

        assert stack.up(declared | SHUT) == "same"
        assert world.calls(before) == []

    def test_an_unknown_status_opens_no_gate(self, world: World, stack: Stack) -> None:
        """The preview does not announce what it cannot know."""
        declared = self.declared(world)
        stack.up(declared | SHUT)

        assert not stack.preview(declared | {"awaits": {"something": Unknown()}}).changes  # type: ignore[no-untyped-call]

    @pytest.mark.parametrize("phase", ["before", "after"])
    def test_a_lost_answer_makes_no_second_object_after_waiting(self, world: World, stack: Stack, phase: str) -> None:
        """A resource that is created late is created once as well."""
        declared = self.declared(world)
        stack.up(declared | SHUT)
        world.local.control.inject("drop", phase=phase, method="POST")

        self.open_after_a_lost_answer(stack, declared | OPEN, carried_out=phase == "after")

        assert self.count(world, declared) == 1

    def open_after_a_lost_answer(self, stack: Stack, declared: dict[str, Any], *, carried_out: bool) -> None:
        """Deploy; see `up_after_a_lost_answer`."""
        self.refused_until_discarded(lambda: stack.up(declared), carried_out=carried_out)
        assert stack.up(declared) == "update"
