"""The stacks below one parent account at Twilio: those that are looked at, and those whose objects are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from owl.failure import Failure
from owl.stacks.config import read_config, twilio_of
from owl.stacks.files import stack_names
from owl.stacks.outputs import DeployedStack
from owl.stacks.state import StackState
from providers.core.connection import Connection

Where = tuple[str, str]
"""A parent account, and which Twilio it is at."""


def parent_of(name: str) -> Where:
    """Return which parent account a stack is pinned to, without an engine.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    stack = read_config(name)
    return str(stack.settings.get("accountSid")), twilio_of(stack)


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


def parent_account(looked_at: Sequence[DeployedStack]) -> ParentAccount:
    """Put together what is known of the parent account of these stacks, which is the same for all of them.

    Raises:
        Failure: Credentials are missing.
    """
    where = parent_of(looked_at[0].name)
    names = {each.name for each in looked_at}
    others, not_compared = [], []
    for name in sorted({*stack_names()} - names):
        try:
            if parent_of(name) == where:
                others.append(DeployedStack(name).state)
        except Failure:
            not_compared.append(name)
    states = tuple(each.state for each in looked_at)
    return ParentAccount(looked_at[0].connect(), states, tuple(others), tuple(not_compared))
