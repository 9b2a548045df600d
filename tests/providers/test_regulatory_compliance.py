"""Regulatory bundles, what they hold, their submissions and their renewal, through their whole lives."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from providers.core.errors import ResourceError
from providers.regulatory_bundle import RegulatoryBundle
from providers.regulatory_bundle_replacement import RegulatoryBundleReplacement
from providers.regulatory_bundle_submission import RegulatoryBundleSubmission
from providers.regulatory_end_user import RegulatoryEndUser
from providers.regulatory_item_assignment import RegulatoryItemAssignment
from providers.regulatory_supporting_document import RegulatorySupportingDocument
from tests.providers.british import ATTRIBUTES, OWNER, BritishBundle
from tests.providers.bundle_contract import AssignmentContract, SubmissionContract
from tests.providers.contract import ResourceContract
from tests.providers.gated_contract import GatedContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestRegulatoryBundle(ResourceContract):
    """What shows who has a number abroad."""

    resource = RegulatoryBundle
    changes = {"email": "reviews@owl.example", "status_callback": "https://hooks.owl.example/reviews"}
    fixed = {"friendly_name": "others gb-mobile", "iso_country": "DE", "number_type": "local"}
    invalid = {"account_sid": "AC1", "friendly_name": "", "email": "owl", "iso_country": "gb", "number_type": "any"}

    def declared(self, world: World) -> dict[str, Any]:
        """A bundle for British mobile numbers."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": OWNER,
            "email": "compliance@owl.example",
            "iso_country": "GB",
            "number_type": "mobile",
            "end_user_type": "business",
        }

    def test_all_inputs_are_covered(self, world: World) -> None:  # noqa: ARG002 - as in every contract
        """A copy has a test of its own, and Britain's other regulations are as those of its mobile numbers."""
        inputs = self.resource.provider_class.inputs.model_fields.keys()

        assert inputs - {"copy_of", "end_user_type", "account_sid"} == self.changes.keys() | self.fixed.keys()

    def test_one_of_another_regulation_is_another_one(self, world: World, stack: Stack) -> None:
        """The name alone does not make it the same."""
        declared = self.declared(world)
        stack.up(declared)
        other = Stack(self.resource, world.config)

        assert other.up(declared | {"iso_country": "DE"}) == "create"
        assert other.sid != stack.sid

    def test_a_country_without_a_regulation_is_refused(self, world: World, stack: Stack) -> None:
        """The message says where to read what the country wants."""
        with pytest.raises(ResourceError, match=r"no regulation of IE .*guidelines/ie/regulatory"):
            stack.up(self.declared(world) | {"iso_country": "IE"})

    @pytest.mark.parametrize("phase", ["before", "after"])
    def test_a_copy_is_made_once(self, world: World, stack: Stack, phase: str) -> None:
        """It holds what the bundle holds, is a draft, and is found again by its name."""
        declared = self.declared(world)
        british = BritishBundle(world, declared["account_sid"])
        approved = british.approved()
        copy = declared | {"friendly_name": f"{OWNER} 20270110", "copy_of": approved}
        world.local.control.inject("drop", phase=phase, method="POST", path="/Copies$")

        stack.up(copy)

        assert stack.up(copy) == "same"
        assert stack.refresh()
        assert stack.up(copy) == "same"
        assert [each.status for each in british.compliance.bundles.list() if each.sid != approved] == ["draft"]
        assert len(british.held(str(stack.sid))) == 2


class TestRegulatoryEndUser(ResourceContract):
    """Who has the number."""

    resource = RegulatoryEndUser
    changes = {"attributes": {**ATTRIBUTES, "business_name": "Falcons Ltd"}}
    fixed = {"friendly_name": "others gb-mobile", "type": "individual"}
    invalid = {"account_sid": "AC1", "friendly_name": "", "type": "shop"}

    def declared(self, world: World) -> dict[str, Any]:
        """A business."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": OWNER,
            "type": "business",
            "attributes": ATTRIBUTES,
        }

    def test_what_is_approved_is_renewed_and_not_edited(self, world: World, stack: Stack) -> None:
        """The message names the field; a deletion leaves it to the bundle."""
        declared = self.declared(world)
        stack.up(declared)
        BritishBundle(world, declared["account_sid"]).approved()

        with pytest.raises(ResourceError, match="set renewed_on of the number in the tenant's file") as refusal:
            stack.up(declared | self.changes)
        assert "01234567" not in str(refusal.value)
        stack.destroy()
        assert self.count(world, declared) == 1


class TestRegulatorySupportingDocument(ResourceContract):
    """What proves it."""

    resource = RegulatorySupportingDocument
    fixed = {"friendly_name": "others gb-mobile", "type": "utility_bill"}
    invalid = {"account_sid": "AC1", "friendly_name": "", "type": "A bill", "address_sids": "BU1"}

    def declared(self, world: World) -> dict[str, Any]:
        """An address."""
        account_sid = world.subaccount()
        address = BritishBundle(world, account_sid).address()
        return {"account_sid": account_sid, "friendly_name": OWNER, "type": "address", "address_sids": address}

    def test_all_inputs_are_covered(self, world: World) -> None:
        """What it says and its file have tests of their own."""
        inputs = self.resource.provider_class.inputs.model_fields.keys()

        assert inputs - {"attributes", "file", "sha256"} == self.declared(world).keys()

    def test_address_and_attributes_can_be_changed(self, world: World, stack: Stack) -> None:
        """All attributes are sent in one call."""
        declared = self.declared(world)
        stack.up(declared)
        for change in (
            {"address_sids": world.address(declared["account_sid"], "another")},
            {"attributes": {"business_name": "Falcons Ltd"}},
        ):
            declared |= change
            assert stack.up(declared) == "update"
            stack.refresh()
            assert stack.up(declared) == "same"

    def test_its_file_is_sent_once(
        self, world: World, stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another content makes another document; what is in the file is kept nowhere."""
        (tmp_path / "Pulumi.yaml").write_text("name: owl")
        (tmp_path / "bill.pdf").write_bytes(b"%PDF-1 a bill of 17 pounds")
        monkeypatch.chdir(tmp_path)
        bill = {"type": "utility_bill", "file": "bill.pdf", "sha256": fingerprint(tmp_path / "bill.pdf")}
        declared = self.declared(world) | bill
        world.local.control.inject("drop", phase="after", method="POST")

        stack.up(declared)
        stack.refresh()

        assert stack.up(declared) == "same"
        [made] = BritishBundle(world, declared["account_sid"]).compliance.supporting_documents.list()
        assert made.mime_type == "application/pdf"
        assert "17 pounds" not in repr(stack.outputs)
        (tmp_path / "bill.pdf").write_bytes(b"%PDF-1 another bill")
        stack.forget()
        with pytest.raises(ResourceError, match=r"bill.pdf has changed since this run began"):
            stack.up(declared | {"friendly_name": "others"})
        (tmp_path / "bill.pdf").unlink()
        with pytest.raises(ResourceError, match=r"bill.pdf can't be read: No such file"):
            stack.up(declared | {"friendly_name": "others"})


def fingerprint(file: Path) -> str:
    """Return the fingerprint of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


class TestRegulatoryItemAssignment(AssignmentContract):
    """An end user in a bundle."""

    resource = RegulatoryItemAssignment
    invalid = {"account_sid": "AC1", "object_sid": "AD1", "bundle_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """An end user of the account, in an empty bundle."""
        british = BritishBundle(world, world.subaccount())
        return {
            "account_sid": british.account_sid,
            "bundle_sid": british.sid(complete=False),
            "object_sid": british.end_user(),
        }

    def test_what_an_approved_bundle_holds_is_left_alone(self, world: World, stack: Stack) -> None:
        """A renewal has replaced it: it counts as there, and its deletion changes nothing."""
        declared = self.declared(world)
        british = BritishBundle(world, declared["account_sid"])
        stack.up(declared)
        bundle = british.compliance.bundles(declared["bundle_sid"])
        bundle.item_assignments.create(british.document())
        bundle.update(status="pending-review")
        bundle.replace_items.create(british.approved_copy())
        assert declared["object_sid"] not in british.held(declared["bundle_sid"])

        assert stack.refresh()
        assert stack.up(declared) == "same"
        assert self.resource.provider_class().existing(world.twilio, declared) == {}
        stack.destroy()
        assert len(british.held(declared["bundle_sid"])) == 2


class TestRegulatoryBundleSubmission(SubmissionContract):
    """A bundle, reviewed."""

    resource = RegulatoryBundleSubmission
    invalid = {"account_sid": "AC1", "bundle_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Submit a complete bundle."""
        british = BritishBundle(world, world.subaccount())
        bundle = {"account_sid": british.account_sid, "bundle_sid": british.sid()}
        return {**bundle, "facts": "as they are", "owner": OWNER}

    def test_all_inputs_are_covered(self, world: World) -> None:
        """Only the facts can change, and what else it is to hold; they have their own tests."""
        inputs = self.resource.provider_class.inputs.model_fields.keys()

        assert self.declared(world).keys() | {"awaits", "object_sids"} == inputs

    def delete_bundle(self, world: World, declared: dict[str, Any]) -> None:
        """The British one."""
        BritishBundle(world, declared["account_sid"]).compliance.bundles(declared["bundle_sid"]).delete()

    def test_a_rejected_bundle_is_submitted_again_with_new_facts(self, world: World, stack: Stack) -> None:
        """Unchanged facts are not submitted twice, and its end is known once it is approved."""
        declared = self.declared(world)
        world.local.control.script_review("regulatory_bundle", "reject", [18001])
        stack.up(declared)
        assert stack.outputs["status"] == "twilio-rejected"
        assert stack.up(declared) == "same"

        assert stack.up(declared | {"facts": "corrected"}) == "update"

        assert stack.outputs["status"] == "twilio-approved"
        assert not stack.outputs.get("valid_until")
        world.local.control.change_regulation("GB", days=50)
        stack.refresh()
        assert stack.outputs["valid_until"]
        assert stack.up(declared | {"facts": "corrected"}) == "same"

    def test_what_is_incomplete_is_not_submitted(self, world: World, stack: Stack) -> None:
        """The evaluation's faults are shown by field."""
        declared = self.declared(world)
        british = BritishBundle(world, declared["account_sid"])
        british.compliance.end_users(british.end_user()).update(attributes={})

        stack.up(declared)

        assert stack.outputs["status"] == "noncompliant"
        assert {each["field"] for each in stack.outputs["errors"]} >= {"business_name", "business_website"}

    def test_what_is_not_declared_is_taken_out(self, world: World, stack: Stack) -> None:
        """What the program made before is deleted; what a person made stays in the account."""
        declared = self.declared(world)
        british = BritishBundle(world, declared["account_sid"])
        held = sorted(british.held(declared["bundle_sid"]))
        bundle = british.compliance.bundles(declared["bundle_sid"])
        old, other = british.end_user(f"{OWNER} 20260101"), british.end_user("by hand")
        for each in (old, other):
            bundle.item_assignments.create(each)

        stack.up(declared | {"object_sids": held})

        assert sorted(british.held(declared["bundle_sid"])) == held
        assert {each.sid for each in british.compliance.end_users.list()} == {other, british.end_user()}


class TestRegulatoryBundleReplacement(GatedContract):
    """A bundle that gets what its copy holds."""

    resource = RegulatoryBundleReplacement
    has_histories = False
    invalid = {"account_sid": "AC1", "bundle_sid": "IT1", "from_bundle_sid": "IT1"}

    def declared(self, world: World) -> dict[str, Any]:
        """Both are approved."""
        british = BritishBundle(world, world.subaccount())
        both = {"bundle_sid": british.approved(), "from_bundle_sid": british.approved_copy()}
        return {"account_sid": british.account_sid, **both}

    def test_all_inputs_are_covered(self, world: World) -> None:
        """None of its inputs can be changed."""
        assert self.declared(world).keys() | {"awaits"} == self.resource.provider_class.inputs.model_fields.keys()

    def count(self, world: World, declared: dict[str, Any]) -> int:
        """It is done once if both hold the same."""
        british = BritishBundle(world, declared["account_sid"])
        return int(british.held(declared["bundle_sid"]) == british.held(declared["from_bundle_sid"]))

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """There cannot be two: twice is as good as once."""
        declared = self.declared(world)
        stack.up(declared)

        self.twin(world, declared)

        assert self.count(world, declared) == 1

    def test_an_object_that_vanished_is_created_again(self, world: World, stack: Stack) -> None:
        """It is gone when the bundle is."""
        declared = self.declared(world)
        stack.up(declared)
        BritishBundle(world, declared["account_sid"]).compliance.bundles(declared["bundle_sid"]).delete()

        assert not stack.refresh()
