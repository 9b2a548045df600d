"""End users through their whole life."""

import json
from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.core.wire import is_secret
from providers.end_user import ATTRIBUTES, EndUser
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack, over_the_wire
from tests.providers.world import World

EIN = "12-3456789"
BUSINESS = {
    "business_name": "Freestyle Falcons LLC",
    "business_identity": "direct_customer",
    "business_type": "Limited Liability Corporation",
    "business_industry": "RETAIL",
    "business_registration_identifier": "EIN",
    "business_registration_number": EIN,
    "business_regions_of_operation": "USA_AND_CANADA",
    "website_url": "https://freestyle-falcons.example",
}


class TestEndUser(ResourceContract):
    """A business with a secret number."""

    resource = EndUser
    changes = {"friendly_name": "falcons", "attributes": BUSINESS | {"business_name": "Freestyle Falcons, Inc."}}
    invalid = {"account_sid": "AC1", "friendly_name": "", "attributes": BUSINESS | {"website_url": ""}}

    def declared(self, world: World) -> dict[str, Any]:
        """End users: here a business."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons business",
            "type": "customer_profile_business_information",
            "attributes": BUSINESS,
        }

    def test_all_inputs_are_covered(self, world: World) -> None:
        """The type has its own test: it needs other attributes."""
        inputs = self.resource.provider_class.inputs

        assert self.declared(world).keys() == inputs.model_fields.keys()
        assert self.changes.keys() | {"type", "account_sid"} == inputs.model_fields.keys()

    def test_another_type_is_another_end_user(self, world: World, stack: Stack) -> None:
        """An end user's type cannot be changed."""
        declared = self.declared(world)
        stack.up(declared)
        old = stack.sid
        company = declared | {
            "type": "us_a2p_messaging_profile_information",
            "attributes": {"company_type": "private"},
        }

        assert stack.preview(company).replaces == ["type"]
        assert stack.up(company) == "replace"
        assert stack.sid != old

    def test_its_attributes_are_a_secret_in_the_state(self, world: World, stack: Stack) -> None:
        """The engine is told to encrypt them after a create, a change and a read."""
        declared = self.declared(world)
        stack.up(declared)
        assert is_secret(stack.outputs["attributes"])
        stack.refresh()
        assert is_secret(stack.outputs["attributes"])
        stack.up(declared | {"friendly_name": "falcons"})
        assert is_secret(stack.outputs["attributes"])
        world.twilio.account(declared["account_sid"]).trusthub.v1.end_users(stack.sid).update(friendly_name="by hand")
        stack.refresh()
        assert is_secret(stack.outputs["attributes"])
        assert is_secret(stack.inputs["attributes"])

    def test_a_read_that_finds_no_difference_leaves_the_inputs_alone(self, world: World, stack: Stack) -> None:
        """Inputs whose secrets are marked in another place than in the program would look like a change."""
        stack.up(self.declared(world))
        before = stack.inputs

        stack.refresh()

        assert stack.inputs is before

    @pytest.mark.parametrize("code", [22215, 60711])
    def test_no_message_shows_the_number(self, world: World, stack: Stack, code: int) -> None:
        """Neither our own refusal shows it, nor Twilio's, which repeats what it was sent."""
        declared = self.declared(world)
        world.local.control.inject("status", status=400, code=code, method="POST")

        with pytest.raises(ResourceError) as refused:
            stack.up(declared)
        wrong = over_the_wire(declared | {"attributes": BUSINESS | {"website_url": "", "unheard_of": EIN}})
        failures = stack.provider().check({}, wrong).failures

        assert EIN not in str(refused.value)
        assert EIN not in json.dumps([failure.reason for failure in failures])

    @pytest.mark.parametrize("type_", sorted(ATTRIBUTES))
    def test_every_type_has_attributes_of_its_own(self, type_: str) -> None:
        """Attributes of another type are refused, each by its name."""
        inputs = {"account_sid": "AC" + "0" * 32, "friendly_name": "x", "type": type_, "attributes": {"hue": "magenta"}}

        failures = self.resource.provider_class().check({}, inputs).failures

        assert [failure.property for failure in failures] == ["attributes"]
        assert "hue: is not an input of this resource" in failures[0].reason
        assert "magenta" not in failures[0].reason
