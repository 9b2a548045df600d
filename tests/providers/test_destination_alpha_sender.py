"""Alphanumeric sender IDs through their whole life."""

from typing import Any

from providers.destination_alpha_sender import DestinationAlphaSender
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestDestinationAlphaSender(ResourceContract):
    """A name in a service, for one country: there once or not at all."""

    resource = DestinationAlphaSender
    fixed = {"alpha_sender": "BMX", "iso_country_code": "DE"}
    invalid = {
        "account_sid": "AC1",
        "service_sid": "PN1",
        "alpha_sender": "far too long a name",
        "iso_country_code": "UK1",
    }

    def declared(self, world: World) -> dict[str, Any]:
        """The shop's name in the United Kingdom."""
        account_sid = world.subaccount()
        services = world.twilio.account(account_sid).messaging.v1.services
        service = next(iter(services.list()), None) or services.create(friendly_name="falcons")
        return {
            "account_sid": account_sid,
            "service_sid": service.sid,
            "alpha_sender": "FALCONS",
            "iso_country_code": "GB",
        }

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: another name for the country, which no state knows, makes way for the declared one."""
        declared = self.declared(world)
        stack.up(declared)
        stack.forget()

        stack.up(declared | {"alpha_sender": "BMX"})

        assert self.count(world, declared) == 1
        assert stack.outputs["alpha_sender"] == "BMX"
