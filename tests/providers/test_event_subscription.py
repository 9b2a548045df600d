"""Event subscriptions through their whole life."""

from typing import Any

from providers.event_subscription import EventSubscription
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World

ERRORS = "com.twilio.error-logs.error.logged"
FAILED = "com.twilio.messaging.message.failed"
UNDELIVERED = "com.twilio.messaging.message.undelivered"


class TestEventSubscription(ResourceContract):
    """Its types are added and removed one by one."""

    resource = EventSubscription
    changes = {"description": "falcons errors", "types": {ERRORS: 1, UNDELIVERED: 2}}
    invalid = {"account_sid": "AC1", "sink_sid": "MG1", "types": {ERRORS: 0}}

    def declared(self, world: World) -> dict[str, Any]:
        """Errors and failed messages, to a webhook."""
        account_sid = world.subaccount()
        sinks = world.twilio.account(account_sid).events.v1.sinks
        sink = next(iter(sinks.list()), None) or sinks.create(
            description="errors",
            sink_type="webhook",
            sink_configuration={"destination": "https://hooks.owl.example/e", "method": "POST"},
        )
        return {
            "account_sid": account_sid,
            "description": "freestyle-falcons errors",
            "sink_sid": sink.sid,
            "types": {ERRORS: 1, FAILED: 2},
        }

    def test_all_inputs_are_covered(self, world: World) -> None:
        """Another sink means another subscription."""
        assert {*self.changes, "account_sid", "sink_sid"} == self.declared(world).keys()

    def test_only_types_that_differ_are_touched(self, world: World, stack: Stack) -> None:
        """Types that stay are not interrupted; new ones are added before old ones are removed."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        stack.up(declared | {"types": {ERRORS: 1, UNDELIVERED: 2}})

        assert [write.partition(" ")[0] for write in world.writes(before)] == ["POST", "DELETE"]

    def test_types_that_no_list_shows_yet_are_there(self, world: World, stack: Stack) -> None:
        """Created, read and changed while Twilio's list of types lags: nothing is missing, nothing added twice."""
        declared = self.declared(world)
        world.local.control.set_lag(120)

        stack.up(declared)
        assert stack.outputs["types"] == declared["types"]
        assert stack.refresh()
        assert stack.up(declared) == "same"
        assert stack.up(declared | {"types": {ERRORS: 1, UNDELIVERED: 2}}) == "update"
        assert stack.outputs["types"] == {ERRORS: 1, UNDELIVERED: 2}
