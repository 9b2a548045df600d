"""The input of the rules: plain values, from the files or from the engine."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.core.stack_files import Stack
from tenants.model import Tenants

Texts = tuple[tuple[str, str], ...]
"""Texts, each with its field."""


@dataclass(frozen=True)
class DeclaredResource:
    """A resource as a program declares it.

    Attributes:
        kind: The name of its class, such as `UsageTrigger`.
        name: Its name.
        urn: Its URN.
        inputs: Its inputs, in a preview only those already known.
        protect: Whether the engine refuses to delete it.
        references: For each input that is an output of another resource, its kind and name: `Subaccount prod-acme`.
    """

    kind: str
    name: str
    urn: str
    inputs: Mapping[str, Any]
    protect: bool = False
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """The resources that a stack's program declares.

    Attributes:
        stack: The stack, with the settings it is deployed with.
        resources: The resources in the order of declaration.
    """

    stack: Stack
    resources: tuple[DeclaredResource, ...]


@dataclass(frozen=True)
class PolicyInput:
    """Everything that rules can check.

    Attributes:
        tenants: All tenants and the catalogue.
        today: Today's date in UTC.
        stacks: The stacks by name.
        program: The resources that a stack's program declares; None without the engine.
        samples: The samples that rules have asked for, by tenant: filling in templates takes time.
        messages: The samples and the examples of the other templates, likewise.
    """

    tenants: Tenants
    today: dt.date
    stacks: Mapping[str, Stack] = field(default_factory=dict)
    program: Program | None = None
    samples: dict[str, Texts] = field(default_factory=dict, init=False, repr=False, compare=False)
    messages: dict[str, Texts] = field(default_factory=dict, init=False, repr=False, compare=False)
