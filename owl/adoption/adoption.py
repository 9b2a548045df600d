"""What adopting an orphan takes: words in a tenant's file, and at Twilio the name by which it will be found."""

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


class NotExpressible(Exception):  # noqa: N818 - it says what it is
    """A tenant's file can't say this of an orphan. The message says why, and what to do instead."""


@dataclass(frozen=True)
class Edit:
    """A value for a tenant's file.

    Attributes:
        path: The keys that lead to it.
        value: The value; of a list, one more entry.
        is_entry: Whether it is one more entry of a list that is there.
    """

    path: tuple[str, ...]
    value: Any
    is_entry: bool = False

    @property
    def words(self) -> str:
        """Where it goes."""
        return ".".join(self.path)

    def applied(self, text: str) -> str:
        """Give the file's text with it."""
        return with_entry(text, self.path, self.value) if self.is_entry else with_value(text, self.path, self.value)


@dataclass(frozen=True)
class Write:
    """A change at Twilio.

    Attributes:
        words: What is changed.
        carry_out: Changes it.
    """

    words: str
    carry_out: Callable[[Connection], object] = field(repr=False)


@dataclass(frozen=True)
class Adoption:
    """What it takes.

    Attributes:
        edits: What is written into the tenant's file.
        writes: What is changed at Twilio, so that `pulumi up` finds it as declared.
        notes: What else follows.
    """

    edits: tuple[Edit, ...]
    writes: tuple[Write, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Into:
    """Where an orphan goes.

    Attributes:
        tenant: The tenant, as it is in the stack's environment.
        tenants: What its file refers to.
        state: The stack.
        twilio: A connection to the stack's parent.
        file: What stands in the tenant's file.
    """

    tenant: Tenant
    tenants: Tenants
    state: StackState
    twilio: Connection
    file: Mapping[str, Any]

    def outputs(self, kind: str) -> Mapping[str, Any]:
        """Give the outputs of the tenant's resource of a kind that is called like the tenant; none if there is none."""
        return self.state.of_kind(kind).get(self.tenant.id, {})

    def here(self, *path: str) -> tuple[str, ...]:
        """Give the path of what holds in this stack's environment only: another one has another Twilio account."""
        if len(self.tenants.isv.environments) == 1 or self.tenants.environment is None:
            return path
        return (ENVIRONMENTS, self.tenants.environment, *path)


def as_declared(content: Content, declared: Mapping[str, Any]) -> tuple[Write, ...]:
    """Give the change after which an object is what a program will declare.

    Raises:
        NotExpressible: It differs in what can't be changed.
    """
    provider = content.provider
    inputs = provider.inputs.model_validate({**content.container, **declared})
    unseen = provider.inputs.marked(WRITE_ONLY) | provider.inputs.marked(OURS) | set(provider.container)
    changed, fixed = (each - unseen for each in provider.differences(content.fields, inputs.declared()))
    if fixed:
        raise NotExpressible(f"its {', '.join(sorted(fixed))} can't be changed, and is not what would be declared")
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
