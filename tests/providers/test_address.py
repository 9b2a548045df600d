"""Addresses through their whole life."""

from typing import Any

from providers.address import Address
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestAddress(ResourceContract):
    """An address is kept as it is written."""

    resource = Address
    changes = {
        "friendly_name": "falcons",
        "customer_name": "Freestyle Falcons, Inc.",
        "street": "2 Valencia Street",
        "street_secondary": "Suite 4",
        "city": "Oakland",
        "region": "NV",
        "postal_code": "94601",
        "emergency_enabled": True,
    }
    fixed = {"iso_country": "CA"}
    invalid = {"iso_country": "usa", "street": "", "friendly_name": ""}

    def declared(self, world: World) -> dict[str, Any]:
        """A shop in San Francisco."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons",
            "customer_name": "Freestyle Falcons LLC",
            "street": "1 Valencia Street",
            "city": "San Francisco",
            "region": "CA",
            "postal_code": "94103",
            "iso_country": "US",
        }

    def test_it_is_kept_as_it_is_written(self, world: World, stack: Stack) -> None:
        """Twilio would correct it, and every run would find a change."""
        declared = self.declared(world)
        stack.up(declared)
        stack.up(declared | {"street": "3 valencia street"})

        assert self.by_hand(world, stack).fetch().street == "3 valencia street"

    def test_calls_outside_2010_are_made_as_the_account_itself(self, world: World, stack: Stack) -> None:
        """The parent makes all its calls, on the subaccount's behalf."""
        before = world.now
        stack.up(self.declared(world))

        assert {call["caller_sid"] for call in world.calls(before)} == {world.settings.account_sid}
