"""What the rules judge: plain values, from the files or from the engine."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.core.stack_files import Stack
from tenants.model import Tenants


@dataclass(frozen=True)
class DeclaredResource:
    """A resource as a program declares it.

    Attributes:
        kind: The name of its class, such as `UsageTrigger`.
        name: Its name.
        urn: What the engine calls it.
        inputs: Those of its inputs that are known already in a preview.
        protect: Whether the engine refuses to delete it.
        references: By input, the resource that it is an output of, as kind and name: `Subaccount prod-acme`.
    """

    kind: str
    name: str
    urn: str
    inputs: Mapping[str, Any]
    protect: bool = False
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """What a stack's program declares.

    Attributes:
        stack: The stack, with the settings it is deployed with.
        resources: In the order they were declared.
    """

    stack: Stack
    resources: tuple[DeclaredResource, ...]


@dataclass(frozen=True)
class PolicyInput:
    """All that can be judged.

    Attributes:
        tenants: All tenants and the catalogue.
        today: The day, in UTC.
        stacks: By name.
        program: What the program of a stack declares; None where no engine runs.
    """

    tenants: Tenants
    today: dt.date
    stacks: Mapping[str, Stack] = field(default_factory=dict)
    program: Program | None = None
