"""Customer profiles, trust products, their assignments and their submissions, through their whole lives."""

from typing import Any

import pytest

from emulator.trusthub import bundle_review
from providers.core.errors import ResourceError
from providers.core.twilio_object import IF_NEW
from providers.customer_profile import CustomerProfile
from providers.customer_profile_entity_assignment import CustomerProfileEntityAssignment
from providers.customer_profile_submission import CustomerProfileSubmission
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.trust_product import TrustProduct
from providers.trust_product_entity_assignment import TrustProductEntityAssignment
from providers.trust_product_submission import TrustProductSubmission
from tests.providers.bundle_contract import AssignmentContract, SubmissionContract
from tests.providers.bundles import Bundles
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World

BUSINESS = "Secondary Customer Profile of type Business"
A2P = "A2P Messaging: Local - Business"


class BundleContract(ResourceContract):
    """Tests for both kinds of bundle."""

    changes = {
        "friendly_name": "falcons",
        "email": "reviews@owl.example",
        "status_callback": "https://hooks.owl.example/reviews",
    }
    invalid = {"account_sid": "AC1", "friendly_name": "", "email": "owl", "policy": "any"}
    policy: str

    def declared(self, world: World) -> dict[str, Any]:
        """A bundle of a tenant."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons",
            "email": "compliance@owl.example",
            "policy": self.policy,
        }

    def test_a_new_one_reports_to_the_new_host(self, world: World, stack: Stack) -> None:
        """What Twilio keeps as it is stays; one that is created instead of it gets other inputs."""
        old, new = "https://hooks.owl.example/reviews", "https://hooks2.owl.example/reviews"
        kept = {**self.declared(world), "status_callback": old}
        stack.up(kept)
        declared = {**kept, IF_NEW: {"status_callback": new}}
        assert stack.up(declared) == "same"
        assert self.by_hand(world, stack).delete()

        gone = Stack(stack.resource, stack.config)

        assert gone.up(declared) == "create"
        assert self.by_hand(world, gone).fetch().status_callback == new

    def test_the_policy_is_looked_up_by_its_name(self, world: World, stack: Stack) -> None:
        """Twilio's list has the policy's SID."""
        stack.up(self.declared(world))

        made = self.by_hand(world, stack).fetch()
        policies = world.twilio.account(made.account_sid).trusthub.v1.policies
        assert policies(made.policy_sid).fetch().friendly_name == self.policy


class TestCustomerProfile(BundleContract):
    """A tenant's identity."""

    resource = CustomerProfile
    policy = BUSINESS
    fixed = {"policy": "Starter Customer Profile of type Business"}


class TestTrustProduct(BundleContract):
    """A tenant's permission to send A2P messages."""

    resource = TrustProduct
    policy = A2P
    fixed = {"policy": "Sole Proprietor TrustProduct"}


class EntityAssignmentContract(AssignmentContract):
    """Tests for assignments to both kinds."""

    def test_out_of_an_approved_bundle_it_goes_with_the_bundle(self, world: World, stack: Stack) -> None:
        """Twilio refuses to remove anything: the deletion succeeds anyway."""
        declared = self.declared(world)
        stack.up(declared)
        Bundles(world, declared["account_sid"]).approve_all()
        before = world.now

        stack.destroy()

        assert world.calls(before)[-1]["code"] == 60711


class TestCustomerProfileEntityAssignment(EntityAssignmentContract):
    """The ISV's profile in a tenant's."""

    resource = CustomerProfileEntityAssignment
    invalid = {"account_sid": "AC1", "object_sid": "AD1", "customer_profile_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Assign an entity of its account."""
        bundles = Bundles(world, world.subaccount())
        return {
            "account_sid": bundles.account_sid,
            "customer_profile_sid": bundles.customer_profile(complete=False),
            "object_sid": bundles.end_user("authorized_representative_2"),
        }


class TestTrustProductEntityAssignment(EntityAssignmentContract):
    """A tenant's profile in its trust product."""

    resource = TrustProductEntityAssignment
    invalid = {"account_sid": "AC1", "object_sid": "AD1", "trust_product_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Assign an entity of its account."""
        bundles = Bundles(world, world.subaccount())
        return {
            "account_sid": bundles.account_sid,
            "trust_product_sid": bundles.trust_product(complete=False),
            "object_sid": bundles.end_user("us_a2p_messaging_profile_information"),
        }


class TrustHubSubmissionContract(SubmissionContract):
    """Tests for the submissions of both kinds."""

    kind: str

    def delete_bundle(self, world: World, declared: dict[str, Any]) -> None:
        """The trust product holds the customer profile, so both are deleted."""
        for bundle in Bundles(world, declared["account_sid"]).both():
            bundle.delete()

    def test_all_inputs_are_covered(self, world: World) -> None:
        """Only the facts can change; they have their own tests."""
        inputs = self.resource.provider_class.inputs

        assert self.declared(world).keys() | {"awaits"} == inputs.model_fields.keys()

    def test_deleting_it_changes_nothing_at_twilio(self, world: World, stack: Stack) -> None:
        """A submitted bundle stays submitted."""
        stack.up(self.declared(world))
        before = world.now

        stack.destroy()

        assert world.writes(before) == []

    def test_a_rejected_bundle_is_submitted_again_with_new_facts(self, world: World, stack: Stack) -> None:
        """Its reasons are shown; unchanged facts are not submitted twice."""
        declared = self.declared(world)
        world.local.control.script_review(self.kind, "reject", [18601])
        stack.up(declared)
        assert (stack.outputs["status"], stack.outputs["errors"][0]["code"]) == ("twilio-rejected", 18601)
        before = world.now
        assert stack.up(declared) == "same"
        assert world.calls(before) == []

        assert stack.up(declared | {"facts": "corrected"}) == "update"

        assert stack.outputs["status"] == "twilio-approved"
        assert stack.up(declared | {"facts": "corrected"}) == "same"

    def test_new_facts_of_an_approved_bundle_are_noted_only(self, world: World, stack: Stack) -> None:
        """An approved bundle is never submitted again."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        assert stack.up(declared | {"facts": "others"}) == "update"

        assert world.writes(before) == []
        assert stack.up(declared | {"facts": "others"}) == "same"

    def test_what_is_incomplete_is_not_submitted(self, world: World, stack: Stack) -> None:
        """The evaluation's faults are shown by field; new facts are evaluated again."""
        declared = self.declared(world)
        bundles = Bundles(world, declared["account_sid"])
        bundles.spoil(self.kind)
        stack.up(declared)
        assert stack.outputs["status"] == "noncompliant"
        assert stack.outputs["errors"]
        assert stack.refresh()
        assert stack.outputs["status"] == "noncompliant"
        assert stack.up(declared) == "same"

        bundles.mend(self.kind)

        assert stack.up(declared | {"facts": "corrected"}) == "update"
        assert stack.outputs["status"] == "twilio-approved"

    @pytest.mark.parametrize("number", ["98-7654321", "987654321"])
    def test_a_number_that_twilio_repeats_is_not_kept(
        self, world: World, stack: Stack, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Reasons are in the state in plain text: a registration number in them is redacted."""
        monkeypatch.setitem(bundle_review.REASONS, 18602, f"The number {number} could not be verified")
        world.local.control.script_review(self.kind, "reject", [18602])

        stack.up(self.declared(world))

        assert stack.outputs["errors"][0]["message"] == "The number [number withheld] could not be verified"
        assert number not in repr(stack.outputs)

    def test_a_review_of_weeks_shows_where_it_is(self, world: World, stack: Stack) -> None:
        """Each refresh shows Twilio's status; no run changes anything meanwhile."""
        declared = self.declared(world)
        world.local.control.set_behaviour(self.kind, "seconds", 86_400)
        stack.up(declared)
        seen = [stack.outputs["status"]]
        for _ in range(2):
            world.local.control.advance(86_400)
            stack.refresh()
            assert stack.up(declared) == "same"
            seen.append(stack.outputs["status"])

        assert seen == ["pending-review", "in-review", "twilio-approved"]

    def test_a_declared_wait_waits_for_the_decision(self, world: World, stack: Stack) -> None:
        """With `owl:wait` a run waits for the end of the review."""
        stack.config["wait"] = "20m"
        world.local.control.set_behaviour(self.kind, "reads", 2)

        stack.up(self.declared(world))

        assert stack.outputs["status"] == "twilio-approved"


class TestCustomerProfileSubmission(TrustHubSubmissionContract):
    """A tenant's profile, reviewed."""

    resource = CustomerProfileSubmission
    kind = "customer_profile"
    invalid = {"account_sid": "AC1", "customer_profile_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Submit a complete profile."""
        bundles = Bundles(world, world.subaccount())
        return {
            "account_sid": bundles.account_sid,
            "customer_profile_sid": bundles.customer_profile(),
            "policy": BUSINESS,
            "facts": "as they are",
        }


class TestTrustProductSubmission(TrustHubSubmissionContract):
    """A tenant's trust product, reviewed."""

    resource = TrustProductSubmission
    kind = "trust_product"
    invalid = {"account_sid": "AC1", "trust_product_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Submit a complete trust product, after the profile in it."""
        bundles = Bundles(world, world.subaccount())
        product = bundles.trust_product()
        profile = bundles.trusthub.customer_profiles(bundles.customer_profile())
        if profile.fetch().status == "draft":
            profile.update(status="pending-review")
        return {
            "account_sid": bundles.account_sid,
            "trust_product_sid": product,
            "policy": A2P,
            "facts": "as they are",
        }


class TestPrimaryCustomerProfile:
    """The ISV's own profile: read, never created or deleted."""

    def test_it_is_looked_at(self, world: World) -> None:
        """Its status is an output, and changes with it; no run writes anything."""
        stack = Stack(PrimaryCustomerProfile, world.config)
        declared = {
            "account_sid": world.settings.account_sid,
            "customer_profile_sid": Bundles(world, world.subaccount()).primary(),
        }
        before = world.now
        stack.up(declared)
        assert stack.outputs["status"] == "twilio-approved"
        world.local.control.set_primary_profile("in-review")
        stack.refresh()
        assert stack.outputs["status"] == "in-review"
        assert stack.up(declared) == "same"
        stack.destroy()

        assert world.writes(before) == []

    def test_one_that_is_not_there_says_where_it_is_made(self, world: World) -> None:
        """The message names the Console and the setting."""
        stack = Stack(PrimaryCustomerProfile, world.config)
        declared = {"account_sid": world.settings.account_sid, "customer_profile_sid": "BU" + "0" * 32}

        with pytest.raises(ResourceError, match=r"Console .* owl:primaryCustomerProfileSid"):
            stack.up(declared)
