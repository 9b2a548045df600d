"""Looking at stacks for drift, one after the other: what can't be looked at is told, and the others are looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from owl.drift.findings import NotSeen, StackDrift
from owl.drift.orphans import Orphans
from owl.drift.shown import LONGEST_REASON, shown
from owl.drift.stack_drift import stack_drift
from owl.failure import Failure
from owl.previews import run_preview
from owl.stacks.deployed import DeployedStack
from owl.stacks.parent_account import parent_account, parent_of, state_of
from owl.stacks.tenants import read_tenants
from owl.twilio_failure import told_without_secrets
from project import project_directory
from tenants.model import Tenants


@dataclass(frozen=True)
class _Stack:
    """A stack that can be read."""

    deployed: DeployedStack
    tenants: Tenants


@dataclass(frozen=True)
class _Below:
    """What nobody declared below a parent account, or why nobody knows."""

    orphans: Orphans = field(default_factory=Orphans)
    not_compared: tuple[str, ...] = ()
    failure: str = ""


def look(names: Sequence[str]) -> list[StackDrift]:
    """Look at these stacks, in their order.

    Raises:
        Failure: There is no such stack.
    """
    parents = {name: parent_of(name) for name in names}
    readings = {name: _read(name) for name in names}
    stacks = {name: each for name, each in readings.items() if isinstance(each, _Stack)}
    below = {
        where: _below([each for name, each in stacks.items() if parents[name] == where])
        for where in dict.fromkeys(parents[name] for name in stacks)
    }
    return [
        _look(name, each, below[parents[name]]) if isinstance(each, _Stack) else StackDrift(name, not_seen=(each,))
        for name, each in readings.items()
    ]


def _read(name: str) -> _Stack | NotSeen:
    try:
        stack = _Stack(DeployedStack(name), read_tenants(name))
        state_of(stack.deployed)
    except Failure as failure:
        return _not_seen(str(failure))
    return stack


def _below(stacks: Sequence[_Stack]) -> _Below:
    """Find what nobody declared below the parent account of these stacks."""
    try:
        parent = parent_account([each.deployed for each in stacks])
    except Failure as failure:
        return _Below(failure=str(failure))
    try:
        with told_without_secrets(parent.twilio):
            return _Below(parent.orphans(stacks[0].tenants.price_book), parent.not_compared)
    except Failure as failure:
        return _Below(failure=f"what nobody declared was not found out: {failure}")


def _look(name: str, stack: _Stack, below: _Below) -> StackDrift:
    preview = run_preview(name, project_directory(), refresh=True)
    found = stack_drift(name, preview, stack.tenants, below.orphans, below.not_compared)
    return _with(found, [_not_seen(below.failure)]) if below.failure else found


def _with(found: StackDrift, not_seen: Iterable[NotSeen]) -> StackDrift:
    return replace(found, not_seen=tuple(sorted({*found.not_seen, *not_seen})))


def _not_seen(reason: str) -> NotSeen:
    return NotSeen("", shown(reason, LONGEST_REASON))
