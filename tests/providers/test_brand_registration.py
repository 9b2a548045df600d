"""Brands through their whole life: paid once, submitted again at no cost, never ended."""

from typing import Any

import pytest

from providers.brand_registration import BrandRegistration
from providers.core.errors import ResourceError
from providers.core.resource import UNKNOWN
from providers.end_user import noted_brand
from tests.providers.bundles import Bundles
from tests.providers.gated_contract import OPEN, SHUT, GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestBrandRegistration(GatedContract):
    """A brand: a business that the carriers know."""

    resource = BrandRegistration
    has_histories = False
    fixed = {"skip_automatic_sec_vet": True, "mock": True}
    invalid = {"account_sid": "AC1", "customer_profile_bundle_sid": "IT1", "brand_type": "STARTER"}

    def declared(self, world: World) -> dict[str, Any]:
        """The brand of two approved bundles."""
        bundles = Bundles(world, world.subaccount())
        bundles.approve_all()
        return {
            "account_sid": bundles.account_sid,
            "customer_profile_bundle_sid": bundles.customer_profile(),
            "a2p_profile_bundle_sid": bundles.trust_product(),
            "facts": "as they are",
        }

    def paid(self, world: World) -> list[str]:
        """Return what was paid for brands."""
        return [each["once_usd"] for each in world.local.control.ledger() if each["kind"] == "brand_registration"]

    def test_all_inputs_are_covered(self, world: World) -> None:
        """None of its inputs can be changed except the facts, which have their own tests."""
        inputs = self.resource.provider_class.inputs
        others = {"awaits", "brand_type", "brand_registration_sid"}

        assert self.declared(world).keys() | self.fixed.keys() | others == inputs.model_fields.keys()

    def test_what_cannot_be_changed_is_replaced(self, world: World, stack: Stack) -> None:
        """Another type of brand is a new brand, with a new fee; the old one stays."""
        declared = self.declared(world)
        stack.up(declared)
        old = stack.sid

        assert stack.preview(declared | {"skip_automatic_sec_vet": True}).replaces == ["skip_automatic_sec_vet"]
        assert stack.up(declared | {"skip_automatic_sec_vet": True}) == "replace"
        assert stack.sid != old
        assert self.paid(world) == ["46", "4.50"]

    def test_an_object_that_vanished_is_created_again(self, world: World, stack: Stack) -> None:
        """A mock brand expires after 30 days, and is created again at no cost."""
        declared = self.declared(world) | {"mock": True}
        stack.up(declared)
        world.local.control.advance(31 * 86_400)

        assert not stack.refresh()
        assert stack.up(declared) == "create"
        assert set(self.paid(world)) <= {"0"}

    def test_a_failed_brand_is_submitted_again_with_new_facts(self, world: World, stack: Stack) -> None:
        """Three resubmissions are free and are counted; then Twilio refuses."""
        declared = self.declared(world)
        world.local.control.script_review("brand_registration", "reject", [30795], times=5)
        stack.up(declared)
        assert (stack.outputs["status"], stack.up(declared)) == ("FAILED", "same")
        for number in range(1, 4):
            assert stack.up(declared | {"facts": f"correction {number}"}) == "update"
            assert stack.outputs["resubmissions"] == number
            stack.refresh()
            assert stack.outputs["resubmissions"] == number
            assert stack.up(declared | {"facts": f"correction {number}"}) == "same"

        with pytest.raises(ResourceError, match="21724"):
            stack.up(declared | {"facts": "correction 4"})
        assert self.paid(world) == ["46"]

    def test_new_facts_wait_for_the_bundles_that_hold_them(self, world: World, stack: Stack) -> None:
        """A failed brand is not submitted again while its profile is under review."""
        declared = self.declared(world)
        world.local.control.script_review("brand_registration", "reject")
        stack.up(declared | OPEN)
        before = world.now

        assert stack.up(declared | SHUT | {"facts": "corrected"}) == "same"
        assert world.calls(before) == []
        assert stack.up(declared | OPEN | {"facts": "corrected"}) == "update"
        assert stack.outputs["status"] == "APPROVED"

    def test_a_preview_says_that_it_is_submitted_again(self, world: World, stack: Stack) -> None:
        """The preview does not know the bundles' statuses while they get the same facts: they stay approved."""
        declared, unknown = self.declared(world), {"awaits": {"something": UNKNOWN}}
        world.local.control.script_review("brand_registration", "reject")
        stack.up(declared | OPEN)

        assert stack.preview(declared | unknown | {"facts": "corrected"}).changes
        assert not stack.preview(declared | unknown).changes

    @pytest.mark.parametrize("phase", ["before", "after"])
    def test_a_lost_resubmission_is_not_repeated_blindly(self, world: World, stack: Stack, phase: str) -> None:
        """Three resubmissions are free: a lost answer uses up none."""
        declared = self.declared(world)
        world.local.control.script_review("brand_registration", "reject")
        stack.up(declared)
        before = world.now
        world.local.control.inject("drop", phase=phase, method="POST")

        if phase == "before":
            with pytest.raises(ResourceError, match="run again"):
                stack.up(declared | {"facts": "corrected"})
            assert stack.up(declared | {"facts": "corrected"}) == "update"
        else:
            assert stack.up(declared | {"facts": "corrected"}) == "update"

        assert stack.outputs["status"] == "APPROVED"
        done = [call for call in world.calls(before) if call["method"] == "POST" and call["status"]]
        assert len(done) == 1

    def test_a_vetted_brand_that_the_list_leaves_out_is_found(self, world: World, stack: Stack) -> None:
        """The campaign that names it finds it, although Twilio's list omits it."""
        declared = self.declared(world)
        stack.up(declared)
        sid = stack.sid
        account = world.twilio.account(declared["account_sid"])
        account.messaging.v1.brand_registrations(sid).brand_vettings.create("aegis")
        assert account.messaging.v1.brand_registrations.list() == []
        service = account.messaging.v1.services.create("falcons")
        service.us_app_to_person.create(
            brand_registration_sid=sid,
            description="Tells customers when their order or repair is done.",
            message_flow="Customers tick a box beside their number at the till of the shop.",
            message_samples=["Freestyle Falcons: your order is ready. Reply STOP to opt out."] * 2,
            us_app_to_person_usecase="LOW_VOLUME",
            has_embedded_links=False,
            has_embedded_phone=False,
            privacy_policy_url="https://freestyle-falcons.example/privacy",
            terms_and_conditions_url="https://freestyle-falcons.example/terms",
        )
        self.forget_notes(world, declared)
        stack.forget()

        stack.up(declared)

        assert stack.sid == sid
        assert self.paid(world) == ["46"]

    def forget_notes(self, world: World, declared: dict[str, Any]) -> None:
        """Remove the notes that brands have left."""
        for each in world.twilio.account(declared["account_sid"]).trusthub.v1.end_users.list():
            if noted_brand(each.friendly_name):
                each.delete()

    def test_a_vetted_brand_without_a_campaign_is_found_by_its_note(self, world: World, stack: Stack) -> None:
        """No list and no campaign shows it: its own note finds it."""
        declared = self.declared(world)
        stack.up(declared)
        sid = stack.sid
        brands = world.twilio.account(declared["account_sid"]).messaging.v1.brand_registrations
        brands(sid).brand_vettings.create("aegis")
        assert brands.list() == []
        stack.forget()

        stack.up(declared)

        assert stack.sid == sid
        assert self.paid(world) == ["46"]

    def test_an_end_user_that_is_called_like_a_note_is_none(self, world: World, stack: Stack) -> None:
        """A tenant with the id `brand` has end users such as `brand business`."""
        declared = self.declared(world)
        end_users = world.twilio.account(declared["account_sid"]).trusthub.v1.end_users
        end_users.create(
            "brand business", "us_a2p_messaging_profile_information", attributes={"company_type": "private"}
        )

        stack.up(declared)

        assert self.paid(world) == ["46"]

    def test_an_existing_brand_can_be_named(self, world: World, stack: Stack) -> None:
        """Where nothing shows it, the file can name it; a brand of other bundles is refused."""
        declared = self.declared(world)
        stack.up(declared)
        sid = stack.sid
        brands = world.twilio.account(declared["account_sid"]).messaging.v1.brand_registrations
        brands(sid).brand_vettings.create("aegis")
        self.forget_notes(world, declared)
        stack.forget()

        stack.up(declared | {"brand_registration_sid": sid})

        assert stack.sid == sid
        assert self.paid(world) == ["46"]

    def test_deleting_leaves_the_brand(self, world: World, stack: Stack) -> None:
        """Twilio has no way to delete a brand."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        stack.destroy()

        assert world.writes(before) == []
        assert self.count(world, declared) == 1
