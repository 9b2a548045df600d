"""What it takes to adopt an orphan: edits of a tenant's file, and at Twilio the name by which the program finds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from owl.drift.account_contents import Content
from owl.stacks.state import StackState
from providers.core.connection import Connection
from providers.core.inputs import OURS, WRITE_ONLY
from tenants.model import Tenant, Tenants
from tenants.model.layers import ENVIRONMENTS
from tenants.model.yaml_files.file_edit import with_entry, with_value


class NotExpressible(Exception):  # noqa: N818 - a limit of the file format, not an error
    """A tenant's file can't express this orphan. The message says why, and what to do instead."""


@dataclass(frozen=True)
class Edit:
    """A value for a tenant's file.

    Attributes:
        path: The keys that lead to it.
        value: The value, or the new entry of a list.
        is_entry: Whether it is a new entry of an existing list.
    """

    path: tuple[str, ...]
    value: Any
    is_entry: bool = False

    @property
    def words(self) -> str:
        """The path of the value, as shown to people."""
        return ".".join(self.path)

    def applied(self, text: str) -> str:
        """Return the file's text with this edit."""
        return with_entry(text, self.path, self.value) if self.is_entry else with_value(text, self.path, self.value)


@dataclass(frozen=True)
class Write:
    """A change at Twilio.

    Attributes:
        words: The change, as shown to people.
        carry_out: Makes the change.
    """

    words: str
    carry_out: Callable[[Connection], object] = field(repr=False)


@dataclass(frozen=True)
class Adoption:
    """What it takes to adopt an orphan.

    Attributes:
        edits: The edits of the tenant's file.
        writes: The changes at Twilio, so that `pulumi up` finds the object as declared.
        notes: Further consequences.
    """

    edits: tuple[Edit, ...]
    writes: tuple[Write, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Into:
    """The target of an adoption.

    Attributes:
        tenant: The tenant, as it is in the stack's environment.
        tenants: All tenants and the catalogue.
        state: The stack's state.
        twilio: A connection to the stack's parent account.
        file: The contents of the tenant's file.
    """

    tenant: Tenant
    tenants: Tenants
    state: StackState
    twilio: Connection
    file: Mapping[str, Any]

    def outputs(self, kind: str) -> Mapping[str, Any]:
        """Return the outputs of the tenant's resource of a kind that has the tenant's name; empty if there is none."""
        return self.state.of_kind(kind).get(self.tenant.id, {})

    def here(self, *path: str) -> tuple[str, ...]:
        """Return a path limited to this stack's environment, because each environment has its own Twilio account."""
        if len(self.tenants.isv.environments) == 1 or self.tenants.environment is None:
            return path
        return (ENVIRONMENTS, self.tenants.environment, *path)


def as_declared(content: Content, declared: Mapping[str, Any]) -> tuple[Write, ...]:
    """Return the change that makes an object match what the program will declare.

    Raises:
        NotExpressible: It differs in a field that can't be changed.
    """
    provider = content.provider
    inputs = provider.inputs.model_validate({**content.container, **declared})
    unseen = provider.inputs.marked(WRITE_ONLY) | provider.inputs.marked(OURS) | set(provider.container)
    changed, fixed = (each - unseen for each in provider.differences(content.fields, inputs.declared()))
    if fixed:
        raise NotExpressible(f"its {', '.join(sorted(fixed))} can't be changed and differs from what would be declared")
    if not changed:
        return ()
    names = ", ".join(
        f"{name} {content.fields[name]!r} becomes {declared[name]!r}"
        if name == provider.natural_key[0]
        else f"{name} as in the file"
        for name in sorted(changed)
    )
    return (
        Write(
            f"{content.kind} {content.sid}: {names}",
            lambda twilio: provider.change(twilio, inputs, content.sid, changed),
        ),
    )
