"""A stack's settings besides the connection to Twilio: environment, topology, rings, protection."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pulumi

from policies.core.cells import Cells, cells_of
from policies.core.stack_files import CELL_OF, Stack, read_stacks
from providers.core.settings import Mode
from tenants.model import Ring, Tenant
from tenants.model.yaml_files.positions import Positions


class Topology(StrEnum):
    """How tenants are distributed over subaccounts."""

    ISOLATED = "isolated"
    """A subaccount for each tenant."""

    AGGREGATED = "aggregated"
    """One subaccount for all tenants, with a messaging service for each. For development."""


@dataclass(frozen=True)
class StackSettings:
    """The settings of a stack.

    Attributes:
        name: The stack's name.
        account_sid: The parent account it is pinned to.
        twilio: Which Twilio it is deployed to.
        topology: How tenants are distributed over subaccounts.
        rings: The rollout rings it deploys.
        primary_customer_profile_sid: The ISV's own customer profile, approved at Twilio.
        protect: Whether subaccounts and numbers are protected; if not, deleting a subaccount closes it.
        environment: Its environment in the catalogue. Default: the one with the stack's name, or of a cell the divided
            stack's.
        cells: The cells that it is one of; None for the stack alone.
        left: The tenants that this run leaves to other cells, whose states have them.
        only_ring: The one ring that this run deploys; None for all rings of the stack.
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
    cells: Cells | None = None
    left: frozenset[str] = frozenset()

    @property
    def named_after(self) -> str:
        """The stack that its accounts are named after: itself, or of a cell the divided stack."""
        return self.cells.divided if self.cells else self.name

    @property
    def is_divided(self) -> bool:
        """Whether other cells have a share of the tenants."""
        return self.cells is not None and self.cells.is_divided

    def has(self, tenant: Tenant) -> bool:
        """Return whether a tenant's file puts it into this stack, and no other cell still has it."""
        return tenant.id not in self.left and (self.cells is None or self.cells.of(tenant) == self.name)

    def for_rules(self) -> dict[str, Any]:
        """Return what the rules see of it: settings by their names in the stack's file."""
        cell = {CELL_OF: self.named_after} if self.named_after != self.name else {}
        return cell | {
            "accountSid": self.account_sid,
            "twilio": self.twilio.value,
            "topology": self.topology.value,
            "rings": sorted(self.rings),
            "protect": self.protect,
        }


def read_stack_settings(config: pulumi.Config, name: str, twilio: Mode, directory: Path) -> StackSettings:
    """Return a stack's settings from its config, and the ring of this run from `OWL_RING` (`make up RING=...`).

    Args:
        config: The stack's config.
        name: The stack's name.
        twilio: Which Twilio it is deployed to.
        directory: The project's directory, with the files of the other stacks.

    Raises:
        pulumi.RunError: A setting has a value that is not allowed.
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
    divided = config.get(CELL_OF)
    here = Stack(name, {CELL_OF: divided} if divided else {}, Positions(Path(), {}))
    return StackSettings(
        name=name,
        account_sid=config.require("accountSid"),
        twilio=twilio,
        topology=Topology(topology),
        rings=frozenset(rings),
        primary_customer_profile_sid=config.require("primaryCustomerProfileSid"),
        protect=config.get("protect") is None or config.require_bool("protect"),
        environment=config.get("environment") or here.named_after,
        only_ring=only_ring,
        cells=cells_of(here, read_stacks(directory)[0]),
    )
