"""What a stack's config says beyond which Twilio it talks to: topology, rings, protection."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pulumi


class Topology(StrEnum):
    """How tenants are spread over subaccounts."""

    ISOLATED = "isolated"
    """A subaccount for each."""

    AGGREGATED = "aggregated"
    """One subaccount for all, a messaging service for each: for development."""


@dataclass(frozen=True)
class StackSettings:
    """The settings of a stack.

    Attributes:
        name: The stack's name.
        account_sid: The parent account it is pinned to.
        topology: How tenants are spread over subaccounts.
        rings: The rollout rings it deploys.
        protect: Whether subaccounts and numbers are protected; if not, deleting a subaccount closes it.
    """

    name: str
    account_sid: str
    topology: Topology
    rings: frozenset[str]
    protect: bool


def read_stack_settings(config: pulumi.Config, name: str) -> StackSettings:
    """Read a stack's settings from its config.

    Raises:
        pulumi.RunError: A setting is not one that is allowed.
    """
    topology = config.require("topology")
    if topology not in set(Topology):
        raise pulumi.RunError(f"owl:topology is {topology!r}: set it to {' or '.join(Topology)}")
    rings: Any = config.require_object("rings")
    return StackSettings(
        name=name,
        account_sid=config.require("accountSid"),
        topology=Topology(topology),
        rings=frozenset(rings),
        protect=config.require_bool("protect"),
    )
