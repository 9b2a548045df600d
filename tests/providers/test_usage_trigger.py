"""Usage triggers through their whole life."""

from typing import Any

from providers.usage_trigger import UsageTrigger
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestUsageTrigger(ResourceContract):
    """The usage that it measures cannot be changed."""

    resource = UsageTrigger
    changes = {
        "friendly_name": "falcons",
        "callback_url": "https://hooks.owl.example/elsewhere",
        "callback_method": "GET",
    }
    fixed = {
        "usage_category": "sms",
        "trigger_value": "1000",
        "trigger_by": "usage",
        "recurring": "monthly",
    }
    invalid = {
        "account_sid": "AC1",
        "friendly_name": "",
        "trigger_value": "+5",
        "trigger_by": "messages",
        "recurring": "weekly",
        "callback_url": "http://hooks.owl.example",
        "callback_method": "PUT",
    }

    def declared(self, world: World) -> dict[str, Any]:
        """The alert at the 250th message of the day."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons daily messages",
            "usage_category": "sms-outbound",
            "trigger_value": "250",
            "trigger_by": "count",
            "recurring": "daily",
            "callback_url": "https://hooks.owl.example/usage",
        }

    def test_a_new_value_is_guarded_before_the_old_one_goes(self, world: World, stack: Stack) -> None:
        """The trigger with the new value is created before the old one is deleted, so no message goes uncounted."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        stack.up(declared | {"trigger_value": "1000"})

        assert [write.partition(" ")[0] for write in world.writes(before)] == ["POST", "DELETE"]
