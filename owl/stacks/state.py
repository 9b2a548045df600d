"""The states of stacks: the objects at Twilio that stacks declare."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from providers.core.gate import is_waiting
from providers.core.pending_creates import key_of
from providers.core.registry import resources
from tenants.model.naming import Urn, twilio_kind


@dataclass(frozen=True)
class StackState:
    """A stack's state.

    Attributes:
        name: The stack's name.
        resources: Its resources as in `pulumi stack export`; secrets are encrypted.
    """

    name: str
    resources: tuple[Mapping[str, Any], ...]

    def of_kind(self, kind: str) -> dict[str, Mapping[str, Any]]:
        """Return the outputs of the resources of a kind that are at Twilio, by their names in the stack."""
        return {name: outputs for name, outputs in self._declared(kind) if not is_waiting(outputs)}

    def waiting(self, kind: str) -> list[Mapping[str, Any]]:
        """Return the outputs of the resources of a kind that are not at Twilio yet."""
        return [outputs for _, outputs in self._declared(kind) if is_waiting(outputs)]

    def _declared(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for each in self.resources:
            if twilio_kind(each["type"]) == kind:
                yield Urn.parse(each["urn"]).name, each.get("outputs") or {}

    @cached_property
    def accounts(self) -> dict[str, str]:
        """The stack's accounts: SID to name."""
        return {outputs["sid"]: name for name, outputs in self.of_kind("Subaccount").items()}


@dataclass(frozen=True)
class InState:
    """The objects in the states of several stacks.

    Attributes:
        keys: The objects' unique keys.
        sids: Their SIDs.
        awaited: The natural keys of resources that are declared and not at Twilio yet.
        accounts: The names of the stacks that have an account, by its SID.
    """

    keys: frozenset[tuple[str, ...]]
    sids: frozenset[str]
    awaited: frozenset[tuple[str, ...]]
    accounts: Mapping[str, tuple[str, ...]]


def in_state(states: Iterable[StackState]) -> InState:
    """Return the objects in the states of these stacks."""
    states = list(states)
    accounts: dict[str, tuple[str, ...]] = {}
    for state in states:
        for sid in state.accounts:
            accounts[sid] = (*accounts.get(sid, ()), state.name)
    pairs = [pair for state in states for pair in _keys(state)]
    awaited = frozenset(key for state in states for key in _awaited(state))
    return InState(frozenset(key for key, _ in pairs), frozenset(sid for _, sid in pairs), awaited, accounts)


def kept_creates(state: StackState) -> frozenset[tuple[str, str]]:
    """Return the creates whose objects a state has: the key of each one's note, and the SID that the note has then."""
    return frozenset(
        (key_of(provider.natural_key_of(outputs)), str(outputs["sid"]))
        for provider in (each.provider_class() for each in resources())
        for outputs in state.of_kind(provider.kind).values()
    )


def _keys(state: StackState) -> Iterator[tuple[tuple[str, ...], str]]:
    for kind in resources():
        provider = kind.provider_class()
        for outputs in state.of_kind(provider.kind).values():
            yield provider.object_key(outputs, outputs["sid"]), outputs["sid"]


def _awaited(state: StackState) -> Iterator[tuple[str, ...]]:
    for kind in resources():
        provider = kind.provider_class()
        for outputs in state.waiting(provider.kind):
            if {*provider.container, *provider.natural_key} <= outputs.keys():  # else its key is not known yet
                yield provider.natural_key_of(outputs)
