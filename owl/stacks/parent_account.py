"""The stacks below one parent account at Twilio: those that are checked, and others whose objects are no orphans."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from owl.failure import Failure
from owl.stacks.config import read_config, twilio_of
from owl.stacks.files import stack_names
from owl.stacks.outputs import DeployedStack
from owl.stacks.state import StackState
from providers.core.connection import Connection

Where = tuple[str, str]
"""A parent account, and which Twilio it is at."""


def parent_of(name: str) -> Where:
    """Return the parent account that a stack is pinned to, without the engine.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    stack = read_config(name)
    return str(stack.settings.get("accountSid")), twilio_of(stack)


@dataclass(frozen=True)
class ParentAccount:
    """A parent account and the states of its stacks.

    Attributes:
        twilio: A connection to it.
        looked_at: The stacks that are checked.
        others: Other stacks below it, whose objects are not orphans.
        not_compared: Other stacks below it whose state can't be read: what they declare may look like an orphan.
    """

    twilio: Connection
    looked_at: tuple[StackState, ...]
    others: tuple[StackState, ...]
    not_compared: tuple[str, ...]

    @property
    def states(self) -> tuple[StackState, ...]:
        """The states that were read."""
        return (*self.looked_at, *self.others)

    def with_state_of(self, name: str) -> Self:
        """Return it with the state of one more of its stacks."""
        others, not_compared = _read([name], parent_of(self.looked_at[0].name))
        return replace(self, others=(*self.others, *others), not_compared=(*self.not_compared, *not_compared))


def parent_account(looked_at: Sequence[DeployedStack], *, without: Collection[str] = ()) -> ParentAccount:
    """Return the parent account of these stacks, which must be the same for all of them.

    Args:
        looked_at: The stacks that are checked.
        without: Other stacks below it whose states are not read.

    Raises:
        Failure: Credentials are missing.
    """
    where = parent_of(looked_at[0].name)
    names = {each.name for each in looked_at}
    others, not_compared = _read(sorted({*stack_names()} - names - {*without}), where)
    states = tuple(each.state for each in looked_at)
    return ParentAccount(looked_at[0].connect(), states, others, not_compared)


def _read(names: Iterable[str], where: Where) -> tuple[tuple[StackState, ...], tuple[str, ...]]:
    """Return the states of those stacks that are below a parent account, and the names of those that can't be read."""
    states, unread = [], []
    for name in names:
        try:
            if parent_of(name) == where:
                states.append(DeployedStack(name).state)
        except Failure:
            unread.append(name)
    return tuple(states), tuple(unread)
