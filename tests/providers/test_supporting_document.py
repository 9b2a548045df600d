"""Supporting documents through their whole life."""

from typing import Any

from providers.supporting_document import SupportingDocument
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestSupportingDocument(ResourceContract):
    """A document about the address of a business."""

    resource = SupportingDocument
    invalid = {"account_sid": "AC1", "friendly_name": "", "type": "passport", "address_sids": "BU1"}

    def declared(self, world: World) -> dict[str, Any]:
        """A document about an address."""
        account_sid = world.subaccount()
        return {
            "account_sid": account_sid,
            "friendly_name": "freestyle-falcons address",
            "address_sids": world.address(account_sid),
        }

    def test_all_inputs_are_covered(self, world: World) -> None:
        """There is one type; name and address have their own test."""
        assert self.declared(world).keys() | {"type"} == self.resource.provider_class.inputs.model_fields.keys()

    def test_name_and_address_can_be_changed(self, world: World, stack: Stack) -> None:
        """Another address changes an attribute of the same document."""
        declared = self.declared(world)
        stack.up(declared)
        other = world.address(declared["account_sid"], "another")
        for change in ({"friendly_name": "falcons"}, {"address_sids": other}):
            declared |= change
            assert stack.up(declared) == "update"
            stack.refresh()
            assert stack.up(declared) == "same"
