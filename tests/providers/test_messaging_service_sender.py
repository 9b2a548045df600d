"""Senders through their whole life."""

from typing import Any

from providers.core.inputs import IMMUTABLE
from providers.messaging_service_sender import MessagingServiceSender
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestMessagingServiceSender(GatedContract):
    """A number is in a service once or not at all."""

    resource = MessagingServiceSender
    invalid = {"account_sid": "AC1", "service_sid": "PN1", "phone_number_sid": "MG1"}

    def declared(self, world: World) -> dict[str, Any]:
        """A number of the account in its service."""
        account_sid = world.subaccount()
        client = world.twilio.account(account_sid)
        services = client.messaging.v1.services
        numbers = client.api.v2010.accounts(account_sid).incoming_phone_numbers
        service = next(iter(services.list()), None) or services.create(friendly_name="falcons")
        number = next(iter(numbers.list()), None) or numbers.create(area_code="415")
        return {"account_sid": account_sid, "service_sid": service.sid, "phone_number_sid": number.sid}

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: Twilio refuses the second."""
        declared = self.declared(world)
        stack.up(declared)

        assert self.count(world, declared) == 1

    def test_all_inputs_are_covered(self, world: World) -> None:
        """None of its inputs can be changed."""
        inputs = self.resource.provider_class.inputs

        assert self.declared(world).keys() == inputs.model_fields.keys() - {"awaits"} == inputs.marked(IMMUTABLE)

    def test_moves_to_another_service(self, world: World, stack: Stack) -> None:
        """A number is in one service at a time: it leaves the old one before it joins the new one."""
        declared = self.declared(world)
        stack.up(declared)
        other = world.twilio.account(declared["account_sid"]).messaging.v1.services.create(friendly_name="other")

        assert stack.preview(declared | {"service_sid": other.sid}).replaces == ["service_sid"]
        assert stack.up(declared | {"service_sid": other.sid}) == "replace"
        assert self.count(world, declared) == 0
        assert self.count(world, declared | {"service_sid": other.sid}) == 1
