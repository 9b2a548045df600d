"""A policy input that notes whether a rule looked at more than one tenant and the catalogue."""

from dataclasses import dataclass, field, fields
from typing import Any, Self

from policies.core.policy_input import PolicyInput
from tenants.model import Tenants

_TENANTS = frozenset(each.name for each in fields(Tenants))
_INPUT = frozenset(each.name for each in fields(PolicyInput))
_OTHERS = frozenset(["by_id", "positions"])
_MORE = _INPUT - {"messages", "samples", "tenants"}


@dataclass(frozen=True)
class _NotedTenants(Tenants):
    """All tenants; who takes more than the catalogue from them is noted."""

    looked_at: set[str] = field(default_factory=set, repr=False, compare=False)

    def __getattribute__(self, name: str) -> Any:
        if name in _OTHERS:
            super().__getattribute__("looked_at").add(name)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class NotedInput(PolicyInput):
    """What a rule on one tenant gets while it is found out what its findings depend on.

    Attributes:
        looked_at: What it has looked at that is neither its tenant nor the catalogue, such as `today`.
    """

    looked_at: set[str] = field(default_factory=set, repr=False, compare=False)

    @classmethod
    def of(cls, policy_input: PolicyInput) -> Self:
        """Return the same input, noting."""
        looked_at: set[str] = set()
        tenants = {name: getattr(policy_input.tenants, name) for name in _TENANTS}
        given = {name: getattr(policy_input, name) for name in _MORE}
        return cls(tenants=_NotedTenants(**tenants, looked_at=looked_at), **given, looked_at=looked_at)

    def __getattribute__(self, name: str) -> Any:
        if name in _MORE:
            super().__getattribute__("looked_at").add(name)
        return super().__getattribute__(name)
