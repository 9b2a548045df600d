"""What a stack's config says beyond which Twilio it talks to: environment, topology, rings, protection."""

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pulumi

from providers.core.settings import Mode
from tenants.model import Ring


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
        twilio: Which Twilio it is deployed to.
        topology: How tenants are spread over subaccounts.
        rings: The rollout rings it deploys.
        primary_customer_profile_sid: The ISV's own customer profile, approved at Twilio.
        protect: Whether subaccounts and numbers are protected; if not, deleting a subaccount closes it.
        environment: Which of the catalogue's environments it is of: by default the one called like the stack.
        only_ring: The one ring that this run deploys; None for all of the stack's.
    """

    name: str
    account_sid: str
    twilio: Mode
    topology: Topology
    rings: frozenset[str]
    primary_customer_profile_sid: str
    protect: bool
    environment: str
    only_ring: str | None = None


def read_stack_settings(config: pulumi.Config, name: str, twilio: Mode) -> StackSettings:
    """Read a stack's settings from its config, and from `OWL_RING` what `make up RING=...` says of this run.

    Raises:
        pulumi.RunError: A setting is not one that is allowed.
    """
    topology = config.get("topology") or Topology.ISOLATED.value
    if topology not in set(Topology):
        raise pulumi.RunError(f"owl:topology is {topology!r}: set it to {' or '.join(Topology)}")
    rings: Any = config.require_object("rings")
    unknown = sorted(set(map(str, rings)) - set(Ring)) if isinstance(rings, list) else [rings]
    if unknown or not rings:
        raise pulumi.RunError(f"owl:rings names {unknown or 'none'}: list some of {', '.join(Ring)}")
    only_ring = os.environ.get("OWL_RING") or None
    if only_ring and only_ring not in rings:
        raise pulumi.RunError(f"OWL_RING is {only_ring!r}: this stack deploys {', '.join(sorted(rings))} (owl:rings)")
    return StackSettings(
        name=name,
        account_sid=config.require("accountSid"),
        twilio=twilio,
        topology=Topology(topology),
        rings=frozenset(rings),
        primary_customer_profile_sid=config.require("primaryCustomerProfileSid"),
        protect=config.get("protect") is None or config.require_bool("protect"),
        environment=config.get("environment") or name,
        only_ring=only_ring,
    )
