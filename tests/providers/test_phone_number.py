"""Phone numbers through their whole life."""

from typing import Any

import pytest

from providers.core import run
from providers.core.errors import ATTEMPTS, ResourceError
from providers.phone_number import PhoneNumber
from tests.providers.british import BritishBundle
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestPhoneNumber(ResourceContract):
    """A number costs money: it is bought once, whatever happens."""

    resource = PhoneNumber
    changes = {
        "friendly_name": "falcons",
        "sms_url": "https://hooks.owl.example/sms",
        "sms_method": "GET",
        "sms_fallback_url": "https://hooks.owl.example/fallback",
        "sms_fallback_method": "GET",
        "sms_application_sid": "AP" + "0" * 32,
        "status_callback": "https://hooks.owl.example/status",
        "status_callback_method": "GET",
        "voice_url": "https://hooks.owl.example/voice",
        "voice_method": "GET",
        "voice_fallback_url": "https://hooks.owl.example/voice-fallback",
        "voice_fallback_method": "GET",
        "voice_caller_id_lookup": True,
    }
    fixed = {"area_code": "888"}  # a toll-free one is found by another search
    invalid = {"area_code": "15", "sms_url": "http://hooks.owl.example", "friendly_name": ""}

    def declared(self, world: World) -> dict[str, Any]:
        """A number in San Francisco."""
        return {"account_sid": world.subaccount(), "friendly_name": "freestyle-falcons", "area_code": "415"}

    def test_drift_of_every_input_is_seen_and_repaired(self, world: World, stack: Stack) -> None:
        """Twilio chooses undeclared inputs; drift of declared ones is seen and repaired."""
        declared = self.declared(world) | self.changes
        stack.up(declared)
        self.by_hand(world, stack).update(sms_url="https://elsewhere.example/", voice_method="POST")

        stack.refresh()

        assert stack.inputs["sms_url"] == "https://elsewhere.example/"
        assert stack.up(declared) == "update"
        stack.refresh()
        assert stack.up(declared) == "same"

    def test_what_twilio_chose_is_no_drift(self, world: World, stack: Stack) -> None:
        """An undeclared setting may have any value."""
        declared = self.declared(world)
        stack.up(declared)
        self.by_hand(world, stack).update(voice_url="https://elsewhere.example/")

        stack.refresh()

        assert stack.up(declared) == "same"

    def test_a_number_is_adopted_by_its_value(self, world: World, stack: Stack) -> None:
        """A requested number that the account already has is adopted, whatever its name."""
        account_sid = world.subaccount()
        owned = world.twilio.v2010(account_sid).incoming_phone_numbers.create(phone_number="+14155550107")

        stack.up({"account_sid": account_sid, "friendly_name": "falcons", "phone_number": "+14155550107"})

        assert stack.sid == owned.sid
        assert stack.outputs["friendly_name"] == "falcons"

    def test_a_number_of_another_account_cannot_be_bought(self, world: World, stack: Stack) -> None:
        """Twilio's refusal is passed on, with its code and a link."""
        world.twilio.v2010(world.subaccount("other")).incoming_phone_numbers.create(phone_number="+14155550107")

        with pytest.raises(ResourceError, match=r"could not create PhoneNumber 'falcons'.*error 21422: https://"):
            stack.up({"account_sid": world.subaccount(), "friendly_name": "falcons", "phone_number": "+14155550107"})

    def test_somebody_else_may_buy_all_that_the_list_shows(self, world: World, stack: Stack) -> None:
        """Runs side by side see the same list: another number is chosen from a new one, and one is bought."""
        provider = stack.provider()
        provider.create(self.declared(world) | {"friendly_name": "first"})
        other = world.twilio.v2010(world.subaccount("other"))
        offered = other.available_phone_numbers("US").local.list(area_code="415", sms_enabled=True, limit=50)
        for each in offered[: 2 * ATTEMPTS]:
            other.incoming_phone_numbers.create(phone_number=each.phone_number)

        second = provider.create(self.declared(world))

        assert second.outs is not None
        assert second.outs["phone_number"] not in {each.phone_number for each in offered[: 2 * ATTEMPTS]}
        assert len(world.twilio.v2010(world.subaccount()).incoming_phone_numbers.list()) == 2

    @pytest.mark.parametrize(("status", "code"), [(401, 20003), (403, 20005), (400, 21452)])
    def test_a_refusal_says_nothing_of_the_call_before_it(
        self, world: World, stack: Stack, status: int, code: int
    ) -> None:
        """A purchase whose answer got lost, then a refusal, and a list that lags: run again, the number is found."""
        declared, control = self.declared(world), world.local.control
        control.set_lag(120)
        control.skip_waits(True)
        control.inject("drop", phase="after", method="POST")
        control.inject("status", method="POST", nth=2, status=status, code=code)
        with pytest.raises(ResourceError, match=str(code)):
            stack.up(declared)

        stack.up(declared)

        assert len(control.ledger()) == 1

    def test_what_to_type_names_the_stack(self, world: World, stack: Stack) -> None:
        """A number that was asked for has an owner by now, and is in no list: somebody has to look, then type this."""
        declared, control = self.declared(world) | {"stack": "prod"}, world.local.control
        control.skip_waits(True)
        control.inject("drop", method="POST", times=None)
        with pytest.raises(ResourceError, match="no answer"):
            stack.up(declared)
        control.clear_faults()
        (note,) = run.current().pending_creates.all().values()
        other = world.twilio.v2010(world.subaccount("other"))
        other.incoming_phone_numbers.create(phone_number=note.phone_number)

        with pytest.raises(ResourceError, match=f"run `owl pending --discard {note.key} --stack prod` and then run"):
            stack.up(declared)

    def test_one_abroad_waits_for_its_bundle(self, world: World, stack: Stack) -> None:
        """Any number of the country and type is bought, once, with bundle and address; it needs no gate any more."""
        british = BritishBundle(world, world.subaccount())
        declared = {
            "account_sid": british.account_sid,
            "friendly_name": "falcons.gb-mobile",
            "iso_country": "GB",
            "number_type": "mobile",
            "address_sid": british.address(),
            "bundle_sid": british.approved(),
        }
        assert stack.up(declared | {"awaits": {"bundle": "in-review"}}) == "create"
        assert world.local.control.ledger() == []

        world.local.control.inject("drop", phase="after", method="POST")
        assert stack.up(declared | {"awaits": {"bundle": "twilio-approved"}}) == "update"

        assert stack.outputs["phone_number"].startswith("+447700900")
        assert stack.refresh()
        assert stack.up(declared | {"awaits": {"bundle": "twilio-rejected"}}) == "same"
        assert len(world.local.control.ledger()) == 1
        sid = stack.sid
        stack.forget()
        assert stack.up(declared) == "create"
        assert stack.sid == sid

    def test_one_way_to_choose(self, world: World, stack: Stack) -> None:
        """Both a number and an area, or neither, is refused."""
        inputs = self.declared(world)

        for wrong in (inputs | {"phone_number": "+14155550107"}, {**inputs, "area_code": None}):
            failures = stack.provider().check({}, {k: v for k, v in wrong.items() if v}).failures
            assert [failure.reason for failure in failures] == ["set either phone_number or area_code"]

    def test_the_ledger_knows_one_number_and_then_none(self, world: World, stack: Stack) -> None:
        """A number costs once, and nothing after its release."""
        declared = self.declared(world)
        world.local.control.inject("drop", phase="after", method="POST", times=2)
        stack.up(declared)

        assert [entry["kind"] for entry in world.local.control.ledger(open_only=True)] == ["phone_number"]
        stack.destroy()
        assert world.local.control.ledger(open_only=True) == []
