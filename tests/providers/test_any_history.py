"""Any events in any order leave a resource with one object, and a state that agrees with Twilio."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from providers.core.errors import ResourceError
from providers.core.inputs import OURS
from tests.providers.contract import Killed, ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.trouble import trouble_in_process
from tests.providers.world import World

for test_file in Path(__file__).parent.glob("test_*.py"):
    if test_file != Path(__file__):
        importlib.import_module(f"tests.providers.{test_file.stem}")


def contracts(base: type[ResourceContract]) -> Iterator[type[ResourceContract]]:
    """Return the tests of all resources whose histories can end well."""
    for each in base.__subclasses__():
        if hasattr(each, "resource") and each.has_histories:
            yield each
        yield from contracts(each)


CONTRACTS = {each.resource.__name__: each for each in contracts(ResourceContract)}

HISTORIES = settings(
    derandomize=True,
    max_examples=settings().max_examples // 16,
    stateful_step_count=12,
    phases=[Phase.generate],  # a dozen steps are faster to read than to shrink
)
"""The number of histories and their steps, always the same ones; `--hypothesis-profile` can raise it."""

FAULTS = st.none() | st.fixed_dictionaries(
    {
        "action": st.sampled_from(["drop", "status", "kill"]),
        "phase": st.sampled_from(["before", "after"]),
        "nth": st.integers(1, 4),
        "times": st.integers(1, 2),
    }
)


class History(RuleBasedStateMachine):
    """One resource in a stack, and the events that happen to it.

    Its model is small: `stack` is the state, `declared` what the program says, `drifted` whether a field may differ
    from the state, and `unknown` are the objects at Twilio that no state has: lost, or never written.
    """

    def __init__(self, contract: ResourceContract, world: World) -> None:
        super().__init__()
        world.local.control.reset()
        world.local.control.skip_waits(True)
        world.brand = None
        self.world = world
        self.contract = contract
        self.console = world.twilio
        self.provider = contract.resource.provider_class()
        self.usual = contract.declared(world)
        self.stack = Stack(contract.resource, world.config)
        self.declared = self.usual
        self.drifted = False
        self.unknown: set[str] = set()

    def there(self) -> dict[str, Any]:
        """Return the objects at Twilio, by SID."""
        inputs = self.provider.inputs.model_validate(self.usual)
        listed = self.provider.collection(self.console, inputs).list()
        return {each.sid: each for each in listed if self.provider.exists(each)}

    def meant(self) -> set[str]:
        """Return the SIDs of the objects at Twilio with the declared natural key."""
        inputs = self.provider.inputs.model_validate(self.declared)
        return {sid for sid, each in self.there().items() if self.provider.matches(inputs, each)}

    def attempt(self, operation: Callable[[], Any], fault: dict[str, Any] | None) -> Any:
        """Run an engine operation while something fails; None if it was killed."""
        if fault:
            self.world.local.control.inject(**fault)
        try:
            return operation()
        except Killed:
            return None
        finally:
            self.world.local.control.clear_faults()

    def values(self, data: st.DataObject, of: dict[str, Any]) -> dict[str, Any]:
        """Draw new values for some inputs."""
        names = data.draw(st.sets(st.sampled_from(sorted(of))) if of else st.just(set()), "changed")
        return {name: of[name] for name in sorted(names)}

    @rule(data=st.data(), fault=FAULTS)
    def up(self, data: st.DataObject, fault: dict[str, Any] | None) -> None:
        """The program declares some values, and is run."""
        self.declared = self.usual | self.values(data, self.contract.changes | self.contract.fixed)
        self.run(fault)

    def run(self, fault: dict[str, Any] | None = None) -> None:
        """Run the program unchanged."""
        before = self.there()
        gone = self.stack.sid is not None and self.stack.sid not in before
        several = len(self.meant() & self.unknown) > 1
        try:
            done = self.attempt(lambda: self.stack.up(self.declared), fault)
        except ResourceError as error:
            unanswered = self.stack.resource.provider_class.paid and "no answer" in str(error)
            suspended = "is suspended" in str(error)  # only a person makes it active again
            assert gone or several or unanswered or suspended, "refused although nobody has anything to decide"
            assert self.there().keys() == before.keys()
            return
        others = self.there().keys() - {self.stack.sid}
        if done is None:
            self.drifted = True
            made = others - before.keys()
            assert len(made) <= 1
            assert made <= self.meant(), "nobody will find again what was made"
        else:
            assert others <= self.unknown, "made twice"
            self.see_nothing_to_do()
        if done in {"create", "replace"}:
            assert self.meant() == {self.stack.sid}
        self.unknown = set(others)

    def see_nothing_to_do(self) -> None:
        """After a run the preview is empty, unless the run itself found a change that no refresh had shown."""
        if self.drifted and self.stack.preview(self.declared).changes:
            assert self.stack.up(self.declared) == "update"
        assert not self.stack.preview(self.declared).changes

    @precondition(lambda self: self.stack.sid)
    @rule(fault=FAULTS)
    def refresh(self, fault: dict[str, Any] | None) -> None:
        """The engine reads the object."""
        is_there = self.stack.sid in self.there()
        seen = self.attempt(self.stack.refresh, fault)
        assert seen in {None, is_there}
        self.drifted = self.drifted and seen is None

    @precondition(lambda self: self.stack.sid in self.there())
    @rule(data=st.data())
    def changed_by_hand(self, data: st.DataObject) -> None:
        """A person changes something at the console."""
        ours = self.provider.inputs.marked(OURS)
        changes = {name: value for name, value in self.contract.changes.items() if name not in ours}
        values = self.values(data, changes)
        if values:
            assert self.stack.sid
            inputs = self.provider.inputs.model_validate(self.usual | values)
            self.provider.change(self.console, inputs, self.stack.sid, set(values))
            self.drifted = True

    @precondition(lambda self: self.stack.sid in self.there())
    @rule()
    def deleted_by_hand(self) -> None:
        """A person deletes the object at the console."""
        assert self.stack.sid
        inputs = self.provider.inputs.unchecked({**self.stack.outputs, "close_on_delete": True})
        self.provider.remove(self.console, inputs, self.stack.sid)

    @precondition(lambda self: self.stack.sid)
    @rule()
    def state_lost(self) -> None:
        """The state is lost."""
        self.unknown |= {str(self.stack.sid)} & self.there().keys()
        self.stack.forget()

    @rule()
    def settled(self) -> None:
        """A refresh and a run repair everything; repeated, they have nothing to do."""
        if self.stack.sid:
            self.refresh(None)
        if len(self.meant() & self.unknown) > 1:
            return
        self.run()
        assert self.stack.sid in self.meant()
        before = self.world.now
        assert self.stack.refresh()
        assert self.stack.up(self.declared) == "same"
        assert self.world.writes(before) == []

    def teardown(self) -> None:
        """Any history can be repaired."""
        self.settled()


@pytest.fixture(autouse=True)
def _trouble_in_process() -> Iterator[None]:
    with trouble_in_process():
        yield


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A local Twilio whose calls are not checked against Twilio's description: they repeat thousands of times."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return World(tmp_path)


@pytest.mark.parametrize("kind", CONTRACTS)
def test_any_history(kind: str, world: World) -> None:
    """Declared, changed by hand, deleted, forgotten, lost, killed in any order: one correct object remains."""

    class OfThisKind(History):
        def __init__(self) -> None:
            super().__init__(CONTRACTS[kind](), world)

    run_state_machine_as_test(OfThisKind, settings=HISTORIES)
