"""What the rules judge: plain values, from the files or from the engine."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.model import Tenants
from tenants.model.yaml_files.finding import shown_location
from tenants.model.yaml_files.positions import Positions

OURS = "owl:"
"""How the names of the project's own settings begin in a stack's file."""


@dataclass(frozen=True)
class Stack:
    """A stack's settings, as `Pulumi.<name>.yaml` or the engine gives them.

    Attributes:
        name: The stack's name.
        settings: Its `owl:` settings by name without the prefix, such as `accountSid`.
        positions: Where in its file they stand.
    """

    name: str
    settings: Mapping[str, Any]
    positions: Positions


def setting(name: str) -> str:
    """Give the path of one of a stack's settings in its file, such as `config['owl:accountSid']`."""
    return shown_location(("config", f"{OURS}{name}"))


def is_encrypted(value: Any) -> bool:
    """Whether a setting was set with `--secret`: its file holds `secure: ...`, and nobody can judge it."""
    return isinstance(value, Mapping) and "secure" in value


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
