"""Tests for every Twilio resource. A resource's own test says how it is declared, changed and broken."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from providers.core import run
from providers.core.errors import ResourceError
from providers.core.inputs import IMMUTABLE, OURS, SERVER_FILLED, WRITE_ONLY
from providers.core.resource import TwilioResource
from tests.profiles import thorough
from tests.providers.lifecycle import Stack, over_the_wire
from tests.providers.world import World


class Killed(BaseException):
    """The process ends here."""


class ResourceContract:
    """Subclass it once for each resource."""

    resource: ClassVar[type[TwilioResource]]

    has_histories: ClassVar[bool] = True
    """Whether every history of it can end well: not if Twilio has no way to end one, nor if one that the state
    has lost blocks another."""

    changes: ClassVar[dict[str, Any]] = {}
    """A new value for each input that can be changed."""

    fixed: ClassVar[dict[str, Any]] = {}
    """A new value for inputs that cannot be changed."""

    left_as_found: ClassVar[frozenset[str]] = frozenset()
    """Inputs that a run leaves as a person has set them; the resource's own test says when."""

    invalid: ClassVar[dict[str, Any]] = {}
    """A value that must be refused, by input."""

    def declared(self, world: World) -> dict[str, Any]:
        """Return the inputs of a typical object."""
        raise NotImplementedError  # every resource's test has its own

    @pytest.fixture
    def stack(self, world: World) -> Stack:
        """A stack without resources."""
        return Stack(self.resource, world.config)

    def by_hand(self, world: World, stack: Stack) -> Any:
        """Return the object as the SDK's context, for a person at a console."""
        provider = self.resource.provider_class()
        return provider.collection(world.twilio, provider.inputs.unchecked(stack.outputs))(stack.sid)

    def count(self, world: World, declared: dict[str, Any]) -> int:
        """Return the number of objects with the declared natural key."""
        provider = self.resource.provider_class()
        inputs = provider.inputs.model_validate(declared)
        listed = provider.collection(world.twilio, inputs).list()
        return sum(provider.exists(each) and provider.matches(inputs, each) for each in listed)

    def twin(self, world: World, declared: dict[str, Any]) -> None:
        """Create another object with the same natural key, as a person at a console might."""
        provider = self.resource.provider_class()
        provider.make(world.twilio, provider.inputs.model_validate(declared))

    def test_created_as_declared_and_then_nothing_to_do(self, world: World, stack: Stack) -> None:
        """After a create there is nothing to do, with and without a refresh.

        A refresh returns inputs if anything differs, such as an output that this version no longer has.
        """
        declared = self.declared(world)

        assert stack.up(declared) == "create"
        assert not stack.preview(declared).changes
        inputs, outputs = stack.inputs, stack.outputs
        for left_over in ({}, {"of_an_earlier_version": "1"}):
            stack.inputs, stack.outputs = inputs if not left_over else {}, outputs | left_over
            assert stack.refresh()
            assert over_the_wire(stack.inputs) == over_the_wire(inputs)
            assert over_the_wire(stack.outputs) == over_the_wire(outputs)
        assert stack.up(declared) == "same"

    def test_nothing_changed_means_no_call(self, world: World, stack: Stack) -> None:
        """A run without changes makes no call."""
        declared = self.declared(world)
        stack.up(declared)
        before = world.now

        stack.preview(declared)
        stack.up(declared)

        assert world.calls(before) == []

    def test_every_change_is_made_and_shown_by_the_preview(self, world: World, stack: Stack) -> None:
        """Each change is one call with only that input; then there is nothing to do."""
        declared = self.declared(world)
        stack.up(declared)
        for name, value in self.changes.items():
            declared = declared | {name: value}
            before = world.now

            preview = stack.preview(declared)

            assert preview.changes, name
            assert not preview.replaces, name
            assert stack.up(declared) == "update", name
            assert stack.up(declared) == "same", name
            stack.refresh()
            assert stack.up(declared) == "same", name
            if name not in self.resource.provider_class.inputs.marked(OURS):
                assert world.writes(before), name

    def test_all_inputs_are_covered(self, world: World) -> None:
        """The changes and fixed inputs of this test name every input, except those that Twilio would choose."""
        inputs = self.resource.provider_class.inputs
        optional = inputs.marked(SERVER_FILLED) | inputs.marked(WRITE_ONLY)
        container = set(self.resource.provider_class.container) | {"owner_account_sid", "twilio", "awaits"}

        assert set(inputs.model_fields) - optional - container <= self.changes.keys() | self.fixed.keys()
        assert self.fixed.keys() <= inputs.marked(IMMUTABLE)
        assert not self.changes.keys() & inputs.marked(IMMUTABLE)
        assert self.declared(world).keys() <= set(inputs.model_fields)

    def test_what_cannot_be_changed_is_replaced(self, world: World, stack: Stack) -> None:
        """A change of an immutable input creates a new object; the old one is never adopted, and is deleted."""
        for name, value in self.fixed.items():
            declared = self.declared(world)
            stack.up(declared)
            old = stack.sid

            assert stack.preview(declared | {name: value}).replaces == [name]
            assert stack.up(declared | {name: value}) == "replace"
            assert stack.sid != old
            stack.destroy()
            assert self.count(world, declared) == 0

    def test_drift_of_every_input_is_seen_and_repaired(self, world: World, stack: Stack) -> None:
        """A refresh sees a person's change behind the engine's back, and the next run undoes it."""
        declared = self.declared(world)
        stack.up(declared)
        provider = self.resource.provider_class()
        ours = provider.inputs.marked(OURS)
        for name, value in self.changes.items():
            if name in ours | self.left_as_found:
                continue
            changed = provider.inputs.model_validate(declared | {name: value})
            assert stack.sid is not None
            provider.change(world.twilio, changed, stack.sid, {name})

            stack.refresh()

            assert over_the_wire(stack.inputs.get(name)) == over_the_wire(value)
            assert stack.preview(declared).changes, name
            assert stack.up(declared) == "update", name
            stack.refresh()
            assert stack.up(declared) == "same", name

    def test_an_object_that_vanished_is_created_again(self, world: World, stack: Stack) -> None:
        """A refresh sees that somebody deleted an object; it can be deleted again, and the next run creates it."""
        declared = self.declared(world)
        stack.up(declared)
        provider = self.resource.provider_class()
        assert stack.sid is not None
        inputs = provider.inputs.unchecked({**stack.outputs, "close_on_delete": True})
        provider.remove(world.twilio, inputs, stack.sid)

        again = Stack(self.resource, world.config, stack.sid, dict(stack.inputs), dict(stack.outputs))
        again.destroy()

        assert not stack.refresh()
        assert stack.up(declared) == "create"
        assert self.count(world, declared) == 1

    def test_an_existing_object_is_adopted(self, world: World, stack: Stack) -> None:
        """With an empty state and one matching object, that object is adopted."""
        declared = self.declared(world)
        stack.up(declared)
        sid = stack.sid
        stack.forget()
        before = world.now

        assert stack.up(declared) == "create"
        assert self.adopts(stack, sid)
        assert self.count(world, declared) == 1
        if stack.sid == sid:
            assert world.writes(before) == []

    def adopts(self, stack: Stack, sid: str | None) -> bool:
        """Return whether the object is the one that existed before."""
        return stack.sid == sid

    def test_two_matching_objects_are_refused(self, world: World, stack: Stack) -> None:
        """With two matching objects nothing is created, and both are named."""
        declared = self.declared(world)
        stack.up(declared)
        first = stack.sid
        self.twin(world, declared)
        stack.forget()

        with pytest.raises(ResourceError, match=f"2 exist with the same .*{first}"):
            stack.up(declared)

        assert self.count(world, declared) == 2

    @pytest.mark.parametrize("phase", ["before", "after"])
    def test_a_lost_answer_makes_no_second_object(self, world: World, stack: Stack, phase: str) -> None:
        """A connection that breaks before or after Twilio's commit leaves one object."""
        declared = self.declared(world)
        world.local.control.inject("drop", phase=phase, method="POST")

        self.up_after_a_lost_answer(stack, declared, carried_out=phase == "after")

        assert self.count(world, declared) == 1
        assert stack.up(declared) == "same"

    def up_after_a_lost_answer(self, stack: Stack, declared: dict[str, Any], *, carried_out: bool) -> None:
        """Deploy; a purchase that the provider could not confirm is not repeated before somebody has looked."""
        self.refused_until_discarded(lambda: stack.up(declared), carried_out=carried_out)
        assert stack.up(declared) == "create"

    def refused_until_discarded(self, up: Callable[[], object], *, carried_out: bool) -> None:
        """A purchase that Twilio would carry out twice is refused until a person says that it was not carried out."""
        provider = self.resource.provider_class
        if carried_out or not provider.paid or provider.carried_out_once:
            return
        with pytest.raises(ResourceError, match=r"no answer from Twilio .* run again"):
            up()
        with pytest.raises(ResourceError, match=r"Nothing was created|nothing was created.*owl pending --discard"):
            up()
        pending = run.current().pending_creates
        (note,) = (each for each in pending.all().values() if not each.sid)
        pending.forget(note.key)

    @pytest.mark.parametrize("phase", [pytest.param("before", marks=thorough), "after"])
    def test_a_server_error_makes_no_second_object(self, world: World, stack: Stack, phase: str) -> None:
        """After an error 500 the provider looks up whether the call was done."""
        declared = self.declared(world)
        world.local.control.inject("status", status=500, phase=phase, method="POST")

        self.up_after_a_lost_answer(stack, declared, carried_out=phase == "after")

        assert self.count(world, declared) == 1

    def test_a_busy_twilio_is_waited_for(self, world: World, stack: Stack) -> None:
        """429 is tried again, no sooner than Twilio asks."""
        declared = self.declared(world)
        world.local.control.inject("status", status=429, code=20429, retry_after=1, method="POST")

        assert stack.up(declared) == "create"
        assert self.count(world, declared) == 1

    def test_invalid_inputs_are_refused_before_any_call(self, world: World, stack: Stack) -> None:
        """All wrong inputs are named together, and no call is made."""
        declared = self.declared(world) | self.invalid | {"unheard_of": 1}
        before = world.now

        checked = stack.provider().check({}, over_the_wire(declared))

        assert {failure.property.partition(".")[0] for failure in checked.failures} == {*self.invalid, "unheard_of"}
        assert world.calls(before) == []

    def test_no_auth_token_is_kept(self, world: World, stack: Stack) -> None:
        """No account's token is in what the engine stores."""
        declared = self.declared(world)
        stack.up(declared)
        stack.refresh()

        kept = repr((stack.inputs, stack.outputs))
        for account in world.twilio.accounts.list():
            assert account.auth_token not in kept

    def test_calls_outside_2010_are_made_as_the_account_itself(self, world: World, stack: Stack) -> None:
        """The parent's credentials are used for no other host on a subaccount's behalf."""
        declared = self.declared(world)
        before = world.now
        stack.up(declared)
        stack.refresh()
        stack.destroy()

        for call in world.calls(before):
            if not call["path"].startswith("/2010-04-01"):
                assert call["caller_sid"] == declared["account_sid"] != world.settings.account_sid
