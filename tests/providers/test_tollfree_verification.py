"""Toll-free verifications through their whole life: submitted once, edited for a week, then deleted and submitted."""

from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.tollfree_verification import TollfreeVerification
from tests.openapi.scenarios.tollfree_verifications import BUSINESS
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World

KIND = "tollfree_verification"
DAY = 86_400.0


class TestTollfreeVerification(GatedContract):
    """A verification that reviewers reject: that is when its facts can be changed."""

    resource = TollfreeVerification
    has_histories = False
    changes = {
        "business_name": "Falcons Inc.",
        "doing_business_as": "Falcons",
        "business_website": "https://falcons.example",
        "notification_email": "reviews@owl.example",
        "business_street_address": "1 Valencia Street",
        "business_street_address2": "Suite 4",
        "business_city": "Oakland",
        "business_state_province_region": "NV",
        "business_postal_code": "94103",
        "business_country": "CA",
        "business_contact_first_name": "Ada",
        "business_contact_last_name": "Lovelace",
        "business_contact_email": "ada@falcons.example",
        "business_contact_phone": "+14155550135",
        "business_type": "NON_PROFIT",
        "business_registration_authority": "OTHER",
        "business_registration_country": "CA",
        "use_case_categories": ["EVENTS"],
        "use_case_summary": "A BMX shop tells customers when its races are.",
        "production_message_sample": "Freestyle Falcons: the race begins at 9. Reply STOP to opt out.",
        "opt_in_type": "PAPER_FORM",
        "opt_in_image_urls": ["https://falcons.example/form.png", "https://falcons.example/counter.png"],
        "opt_in_confirmation_message": "Freestyle Falcons: you are signed up. Reply STOP to opt out.",
        "opt_in_keywords": ["BMX"],
        "help_message_sample": "Freestyle Falcons: write to workshop@falcons.example.",
        "message_volume": "10,000",
        "privacy_policy_url": "https://falcons.example/privacy",
        "terms_and_conditions_url": "https://falcons.example/terms",
        "age_gated_content": True,
        "additional_information": "ISV: Owl sends for Freestyle Falcons.",
        "vetting_provider": "CAMPAIGN_VERIFY",
        "vetting_id": "cv|1",
    }
    fixed = {"external_reference_id": "owl:another"}
    invalid = {"account_sid": "AC1", "tollfree_phone_number_sid": "BU1", "opt_in_type": "IMPORT", "message_volume": "7"}

    def declared(self, world: World) -> dict[str, Any]:
        """The verification of a toll-free number."""
        account_sid = world.subaccount()
        numbers = world.twilio.v2010(account_sid).incoming_phone_numbers
        number = next(iter(numbers.list()), None) or numbers.create(phone_number="+18885550100")
        world.local.control.script_review(KIND, "reject", codes=[30842], times=1000)
        named = {"tollfree_phone_number_sid": number.sid, "external_reference_id": "owl:falcons:tollfree"}
        return {"account_sid": account_sid, **named, **BUSINESS}

    def test_all_inputs_are_covered(self, world: World) -> None:  # noqa: ARG002 - as all contracts have it
        """Its number identifies it; what is not returned is not compared."""
        others = {"awaits", "account_sid", "tollfree_phone_number_sid", "customer_profile_sid"}
        unseen = {"business_registration_number", "resubmitted_on"}

        covered = self.changes.keys() | self.fixed.keys() | others | unseen
        assert covered == self.resource.provider_class.inputs.model_fields.keys()

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: Twilio refuses the second."""
        declared = self.declared(world)
        stack.up(declared)

        with pytest.raises(Exception, match="Unable to create record"):
            self.twin(world, declared)

    @pytest.mark.parametrize("codes", [[30842], [30460]])
    def test_what_can_no_longer_be_edited_is_submitted_anew(self, world: World, stack: Stack, codes: list[int]) -> None:
        """After seven days, or where Twilio allows no edit, it is deleted; one stays, also after a kill in between."""
        declared = self.declared(world)
        world.local.control.script_review(KIND, "reject", codes=codes, times=1)
        stack.up(declared)
        old = stack.sid
        world.local.control.advance(8 * DAY)
        corrected = declared | {"opt_in_confirmation_message": "Freestyle Falcons: you are signed up."}
        world.local.control.clear_reviews()
        world.local.control.inject("drop", phase="before", method="POST", times=100)

        with pytest.raises(ResourceError):
            stack.up(corrected)
        world.local.control.clear_faults()

        assert stack.up(corrected) == "update"
        assert stack.outputs["sid"] != old
        assert stack.outputs["status"] == "TWILIO_APPROVED"
        assert self.count(world, declared) == 1
        assert stack.refresh()
        assert stack.up(corrected) == "same"

    def test_an_edit_keeps_it(self, world: World, stack: Stack) -> None:
        """Within seven days a corrected verification is the same one; a day alone submits it again."""
        declared = self.declared(world)
        stack.up(declared)
        first = stack.outputs["sid"]
        world.local.control.clear_reviews()

        assert stack.up(declared | {"resubmitted_on": "2000-01-01"}) == "same"
        assert stack.up(declared | {"resubmitted_on": "2099-01-01"}) == "update"
        assert (stack.outputs["sid"], stack.outputs["status"]) == (first, "TWILIO_APPROVED")

    def test_what_is_approved_changes_only_with_a_new_one(self, world: World, stack: Stack) -> None:
        """Twilio edits nothing that it has not rejected."""
        declared = self.declared(world)
        world.local.control.clear_reviews()
        stack.up(declared)

        assert stack.preview(declared | {"message_volume": "10,000"}).replaces == ["message_volume"]

    def test_one_that_a_person_made_is_adopted(self, world: World, stack: Stack) -> None:
        """It is found by its number: it has no reference of ours."""
        declared = self.declared(world)
        verifications = world.twilio.account(declared["account_sid"]).messaging.v1.tollfree_verifications
        sid = verifications.create(tollfree_phone_number_sid=declared["tollfree_phone_number_sid"], **BUSINESS).sid

        assert stack.up(declared) == "create"
        assert stack.outputs["sid"] == sid
        assert self.count(world, declared) == 1
