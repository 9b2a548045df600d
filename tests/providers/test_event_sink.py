"""Event sinks through their whole life."""

from typing import Any

from providers.event_sink import EventSink
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestEventSink(ResourceContract):
    """Only the description can be changed."""

    resource = EventSink
    changes = {"description": "falcons errors"}
    fixed = {"sink_configuration": {"destination": "https://hooks.owl.example/elsewhere"}}
    invalid = {
        "account_sid": "AC1",
        "sink_type": "carrier-pigeon",
        "sink_configuration": {"destination": "http://hooks.owl.example", "batch_events": "lots"},
    }

    def declared(self, world: World) -> dict[str, Any]:
        """A webhook."""
        return {
            "account_sid": world.subaccount(),
            "description": "freestyle-falcons errors",
            "sink_configuration": {"destination": "https://hooks.owl.example/errors"},
        }

    def test_all_inputs_are_covered(self, world: World) -> None:
        """There is only one type of sink, so it cannot be changed."""
        inputs = self.resource.provider_class.inputs

        assert {*self.changes, *self.declared(world), "sink_type"} == set(inputs.model_fields)

    def test_a_new_destination_gets_events_before_the_old_one_goes(self, world: World, stack: Stack) -> None:
        """A replacement has the same description, and does not adopt the old sink."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        assert stack.up(declared | self.fixed) == "replace"

        assert [write.partition(" ")[0] for write in world.writes(before)] == ["POST", "DELETE"]
        assert self.count(world, declared) == 0
        assert self.count(world, declared | self.fixed) == 1
