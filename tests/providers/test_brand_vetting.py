"""Brand vettings through their whole life."""

from typing import Any

from providers.brand_vetting import BrandVetting
from tests.providers.bundles import Bundles
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestBrandVetting(GatedContract):
    """A third party's vetting of a brand."""

    resource = BrandVetting
    has_histories = False
    fixed = {"vetting_id": "cv-2"}
    invalid = {"account_sid": "AC1", "brand_registration_sid": "BU1", "vetting_provider": "me"}

    def declared(self, world: World) -> dict[str, Any]:
        """A vetting imported for an approved brand."""
        bundles = Bundles(world, world.subaccount())
        bundles.approve_all()
        brands = world.twilio.account(bundles.account_sid).messaging.v1.brand_registrations
        profile, product = bundles.customer_profile(), bundles.trust_product()
        world.brand = world.brand or brands.create(profile, product).sid
        return {
            "account_sid": bundles.account_sid,
            "brand_registration_sid": world.brand,
            "vetting_provider": "campaign-verify",
            "vetting_id": "cv-1",
        }

    def test_all_inputs_are_covered(self, world: World) -> None:
        """None of its inputs can be changed."""
        assert self.declared(world).keys() | {"awaits"} == self.resource.provider_class.inputs.model_fields.keys()

    def test_what_cannot_be_changed_is_replaced(self, world: World, stack: Stack) -> None:
        """A changed vetting is a new one; the old one stays at Twilio."""
        declared = self.declared(world)
        stack.up(declared)
        old = stack.sid

        assert stack.up(declared | self.fixed) == "replace"
        assert stack.sid != old
        assert self.count(world, declared) == 1

    def test_an_object_that_vanished_is_created_again(self, world: World, stack: Stack) -> None:
        """It disappears only with its brand: a mock brand has nothing to vet."""
        declared = self.declared(world)
        stack.up(declared)
        stack.destroy()

        assert self.count(world, declared) == 1
