"""Tests for what belongs to a bundle, of TrustHub or of regulatory compliance, besides those for all resources."""

from typing import Any

import pytest

from tests.providers.contract import ResourceContract
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class AssignmentContract(ResourceContract):
    """Subclass it once for each kind of assignment."""

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: Twilio refuses the second."""
        declared = self.declared(world)
        stack.up(declared)

        with pytest.raises(Exception, match="assigned"):
            self.twin(world, declared)

    def test_all_inputs_are_covered(self, world: World) -> None:
        """None of its inputs can be changed."""
        assert self.declared(world).keys() == self.resource.provider_class.inputs.model_fields.keys()


class SubmissionContract(GatedContract):
    """Subclass it once for each kind of submission."""

    has_histories = False

    def delete_bundle(self, world: World, declared: dict[str, Any]) -> None:
        """Delete the bundle at Twilio, as a person does."""
        raise NotImplementedError

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: it is the status of one bundle."""
        stack.up(self.declared(world))

        assert self.count(world, self.declared(world)) == 1

    def test_an_object_that_vanished_is_created_again(self, world: World, stack: Stack) -> None:
        """A submission disappears with a bundle that somebody deleted."""
        declared = self.declared(world)
        stack.up(declared)
        self.delete_bundle(world, declared)

        assert not stack.refresh()

    def test_an_existing_object_is_adopted(self, world: World, stack: Stack) -> None:
        """A submitted bundle is not submitted again."""
        declared = self.declared(world)
        stack.up(declared)
        stack.forget()
        before = world.now

        stack.up(declared)

        assert world.writes(before) == []
