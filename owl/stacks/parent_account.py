"""The stacks below one parent account at Twilio: those that are looked at, and those whose objects are theirs."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owl.drift.orphans import Orphans, orphans
from owl.failure import Failure
from owl.stacks.deployed import DeployedStack
from owl.stacks.state import StackState
from policies.core.policy_input import Stack
from policies.core.project import read_stacks, stack_files
from project import project_directory
from providers.core.connection import Connection
from providers.core.settings import Mode
from tenants.model import PriceBook

Where = tuple[str, str]
"""A parent account, and which Twilio it is at."""


def stack_names() -> list[str]:
    """Name the stacks of the project: those with a file of settings."""
    return sorted(stack_files(project_directory()))


def parent_of(stack: str, stacks: Mapping[str, Stack] | None = None) -> Where:
    """Say which parent account a stack is pinned to, without an engine.

    Raises:
        Failure: There is no such stack.
    """
    known = read_stacks(project_directory())[0] if stacks is None else stacks
    if stack not in known:
        raise Failure(f"there is no stack {stack!r}: there are {', '.join(sorted(known)) or 'none'}")
    settings = known[stack].settings
    mode = os.environ.get("OWL_TWILIO") or settings.get("twilio") or Mode.LIVE.value
    return str(settings.get("accountSid")), str(mode)


@dataclass(frozen=True)
class ParentAccount:
    """A parent account, as the states of its stacks know it.

    Attributes:
        twilio: A connection to it.
        looked_at: The stacks that are looked at.
        others: Further stacks below it, whose objects are no orphans.
        not_compared: Further stacks below it whose state can't be read: what they declare may look like an orphan.
    """

    twilio: Connection
    looked_at: tuple[StackState, ...]
    others: tuple[StackState, ...]
    not_compared: tuple[str, ...]

    def orphans(self, prices: PriceBook) -> Orphans:
        """Find what nobody declared."""
        return orphans(self.twilio, self.looked_at, self.others, prices)


def parent_account(looked_at: Sequence[DeployedStack]) -> ParentAccount:
    """Put together what is known of the parent account of these stacks, which is the same for all of them.

    Raises:
        Failure: Credentials are missing.
    """
    stacks = read_stacks(project_directory())[0]
    where = parent_of(looked_at[0].name, stacks)
    names = {each.name for each in looked_at}
    others, not_compared = [], []
    for name in sorted(stacks.keys() - names):
        if parent_of(name, stacks) == where:
            try:
                others.append(state_of(DeployedStack(name)))
            except Failure:
                not_compared.append(name)
    states = tuple(state_of(each) for each in looked_at)
    return ParentAccount(looked_at[0].connect(), states, tuple(others), tuple(not_compared))


def state_of(stack: DeployedStack) -> StackState:
    """Read a stack's state.

    Raises:
        Failure: It can't be read.
    """
    resources: Any = stack.state.get("resources") or ()
    return StackState(stack.name, tuple(resources))
