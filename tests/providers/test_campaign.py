"""Campaigns through their whole life: paid once, edited at no cost, ended only on purpose."""

from typing import Any

import pytest

from providers.campaign import Campaign
from providers.core.inputs import SERVER_FILLED
from tests.providers.bundles import Bundles
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestCampaign(GatedContract):
    """A campaign: the messages that a service may send."""

    resource = Campaign
    has_histories = False
    changes = {
        "description": "Tells customers when their order, their repair or their rental is done.",
        "message_flow": "Customers tick a box beside their number on the web site or at the till.",
        "message_samples": ["Freestyle Falcons: your repair is done. Reply STOP to opt out."] * 3,
        "has_embedded_links": True,
        "has_embedded_phone": True,
        "age_gated": True,
        "direct_lending": True,
        "privacy_policy_url": "https://freestyle-falcons.example/privacy-policy",
        "terms_and_conditions_url": "https://freestyle-falcons.example/text-messages",
    }
    fixed = {"us_app_to_person_usecase": "CUSTOMER_CARE"}
    invalid = {
        "account_sid": "AC1",
        "description": "short",
        "message_samples": ["one sample is not enough, and two are"],
        "privacy_policy_url": "http://freestyle-falcons.example/privacy",
        "opt_in_keywords": ["not one word"],
    }

    def declared(self, world: World) -> dict[str, Any]:
        """A campaign of an approved brand."""
        bundles = Bundles(world, world.subaccount())
        bundles.approve_all()
        messaging = world.twilio.account(bundles.account_sid).messaging.v1
        profile, product = bundles.customer_profile(), bundles.trust_product()
        world.brand = world.brand or messaging.brand_registrations.create(profile, product).sid
        service = next(iter(messaging.services.list()), None) or messaging.services.create("falcons")
        return {
            "account_sid": bundles.account_sid,
            "messaging_service_sid": service.sid,
            "brand_registration_sid": world.brand,
            "us_app_to_person_usecase": "LOW_VOLUME",
            "description": "Tells customers when their order or repair is done.",
            "message_flow": "Customers tick a box beside their number at the till of the shop.",
            "message_samples": ["Freestyle Falcons: your order is ready. Reply STOP to opt out."] * 2,
            "has_embedded_links": False,
            "has_embedded_phone": False,
            "privacy_policy_url": "https://freestyle-falcons.example/privacy",
            "terms_and_conditions_url": "https://freestyle-falcons.example/terms",
        }

    def fees(self, world: World) -> list[dict[str, Any]]:
        """Return what was paid for campaigns."""
        return [each for each in world.local.control.ledger() if each["kind"] == "us_app_to_person"]

    def test_all_inputs_are_covered(self, world: World) -> None:  # noqa: ARG002 - as all contracts have it
        """Service and brand identify it; fields that Twilio fills in can be declared."""
        inputs = self.resource.provider_class.inputs
        others = {"awaits", "resubmitted_on", "account_sid", "messaging_service_sid", "brand_registration_sid"}

        covered = self.changes.keys() | self.fixed.keys() | others | inputs.marked(SERVER_FILLED)
        assert covered == inputs.model_fields.keys()

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: Twilio refuses the second."""
        declared = self.declared(world)
        stack.up(declared)

        with pytest.raises(Exception, match="Unable to create record"):
            self.twin(world, declared)

    def test_what_cannot_be_changed_is_replaced(self, world: World, stack: Stack) -> None:
        """A service has one campaign: the old one ends before the new one is created. All have the same SID."""
        declared = self.declared(world)
        stack.up(declared)

        assert stack.preview(declared | self.fixed).replaces == ["us_app_to_person_usecase"]
        assert stack.up(declared | self.fixed) == "replace"
        assert self.by_hand(world, stack).fetch().us_app_to_person_usecase == "CUSTOMER_CARE"
        assert [each["closed"] is None for each in self.fees(world)] == [False, True]

    def test_a_rejected_campaign_is_corrected_not_bought_again(self, world: World, stack: Stack) -> None:
        """The reason is shown with its field; a correction is a new review, not a new fee."""
        declared = self.declared(world)
        world.local.control.script_review("us_app_to_person", "reject", [30909])
        stack.up(declared)
        assert stack.outputs["campaign_status"] == "FAILED"
        assert stack.outputs["errors"][0]["error_code"] == 30909
        assert stack.up(declared) == "same"

        assert stack.up(declared | {"message_flow": self.changes["message_flow"]}) == "update"

        assert stack.outputs["campaign_status"] == "VERIFIED"
        assert len(self.fees(world)) == 1

    def test_what_was_corrected_elsewhere_is_submitted_again_once(self, world: World, stack: Stack) -> None:
        """A day on or after the rejection counts, each day once; an earlier one, or of what is approved, does not."""
        declared = self.declared(world)
        stack.up(declared | {"resubmitted_on": "2026-01-01"})
        assert stack.up(declared | {"resubmitted_on": "2026-01-02"}) == "same"
        world.local.control.script_review("us_app_to_person", "reject", [30882])
        stack.up(declared | {"message_flow": self.changes["message_flow"]})
        declared |= {"message_flow": self.changes["message_flow"]}
        assert stack.outputs["campaign_status"] == "FAILED"
        assert stack.up(declared | {"resubmitted_on": "2026-01-03"}) == "same"
        today = {"resubmitted_on": str(stack.outputs["date_updated"])[:10]}
        world.local.control.script_review("us_app_to_person", "reject", [30882])

        assert stack.up(declared | today) == "update"
        assert stack.outputs["campaign_status"] == "FAILED"
        assert stack.up(declared | today) == "same"

        assert stack.up(declared | {"resubmitted_on": "2999-01-01"}) == "update"
        assert stack.outputs["campaign_status"] == "VERIFIED"
        assert stack.up(declared | {"resubmitted_on": "2999-01-02"}) == "same"
        assert len(self.fees(world)) == 1

    def test_all_fields_are_read_after_a_lost_answer_and_after_a_wait(self, world: World, stack: Stack) -> None:
        """Without the policies' URLs it would look changed, and each update begins another review."""
        declared = self.declared(world)
        world.local.control.set_behaviour("us_app_to_person", "seconds", 86_400)
        world.local.control.inject("drop", phase="after", method="POST", path="/Compliance/Usa2p$")
        assert stack.up(declared) == "create"
        assert stack.outputs["privacy_policy_url"] == declared["privacy_policy_url"]
        stack.destroy()

        world.local.control.set_behaviour("us_app_to_person", "at_once")
        stack.config["wait"] = "20m"
        assert stack.up(declared) == "create"
        assert stack.up(declared) == "same"

    def test_what_twilio_fills_in_is_no_drift(self, world: World, stack: Stack) -> None:
        """Twilio chooses keywords and replies that were not declared."""
        declared = self.declared(world)
        stack.up(declared)
        stack.refresh()

        assert self.by_hand(world, stack).fetch().opt_out_keywords
        assert "opt_out_keywords" not in stack.inputs
        assert stack.up(declared) == "same"
