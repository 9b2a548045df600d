"""A preview, as plain values that nobody has to ask the engine for again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from owl.previews.changes import Change
from owl.records import AnyRecord, ProgramRefused
from providers.core.records import ResourceFailed
from tenants.model.naming import twilio_kind

Properties = Mapping[str, Any]
"""Properties of a resource. A secret among them is `[secret]`, and one not known before deployment `[unknown]`."""


class Op(StrEnum):
    """What would be done, in the engine's words. The parts of a replacement are one step here.

    See https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/.
    """

    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    REFRESH = "refresh"
    """Read from the provider: what the state holds against what is there."""

    READ = "read"
    IMPORT = "import"
    DISCARD = "discard"


class DiagnosticSeverity(StrEnum):
    """How bad a message of the engine is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class PreviewStep:
    """What would be done with one resource.

    Attributes:
        op: What.
        urn: The resource's name in the state.
        type: Its type token, such as `pulumi-python:dynamic/twilio:Campaign`.
        name: Its name in the program.
        tenant: Whose it is, by its name; None for what belongs to none or to many.
        old_inputs: What was declared before; none of what is created.
        new_inputs: What is declared now; none of what is deleted.
        old_outputs: What the state holds.
        new_outputs: What would be there afterwards, as far as that is known.
        changes: What differs: of what was read the outputs, of all else the inputs.
        failed: Whether the engine reported an error for it: then nothing else here is to be relied on.
    """

    op: Op
    urn: str
    type: str
    name: str
    tenant: str | None
    old_inputs: Properties = field(default_factory=dict, repr=False)
    new_inputs: Properties = field(default_factory=dict, repr=False)
    old_outputs: Properties = field(default_factory=dict, repr=False)
    new_outputs: Properties = field(default_factory=dict, repr=False)
    changes: tuple[Change, ...] = ()
    failed: bool = False

    @property
    def kind(self) -> str:
        """The last part of its type, such as `Campaign`."""
        return self.type.rpartition(":")[2]

    @property
    def is_at_provider(self) -> bool:
        """Whether it stands for something at a provider, not for a component of the program."""
        return twilio_kind(self.type) is not None

    @property
    def changes_something(self) -> bool:
        """Whether it is more than a look."""
        return self.op not in {Op.SAME, Op.READ, Op.REFRESH} or (self.op is Op.REFRESH and bool(self.changes))


@dataclass(frozen=True)
class PolicyViolation:
    """A policy that something declared violates.

    Attributes:
        policy: The policy's name.
        level: Its enforcement level in the engine's words; only `mandatory` stops a deployment.
        severity: How bad it is, if the policy says so.
        urn: What violates it; empty where it is about all together.
        message: What the policy says.
    """

    policy: str
    level: str
    severity: str
    urn: str
    message: str

    @property
    def is_mandatory(self) -> bool:
        """Whether it stops a deployment."""
        return self.level == "mandatory"


@dataclass(frozen=True)
class Diagnostic:
    """A message of the engine, of a provider or of the program.

    Attributes:
        severity: How bad it is.
        urn: The resource it is about, if it is about one.
        tenants: Whom it is about: whose the resource is, else whom the record names.
        message: The text, for people.
        record: The same as values; None of what the engine says itself, and of what was recorded without any.
    """

    severity: DiagnosticSeverity
    urn: str
    tenants: tuple[str, ...]
    message: str
    record: AnyRecord | None = None

    @property
    def reason(self) -> str:
        """Why something failed, without what and where, if that is known; else the whole text."""
        return self.record.reason if isinstance(self.record, ResourceFailed | ProgramRefused) else self.message


@dataclass(frozen=True)
class Preview:
    """What the engine says it would do with a stack.

    Attributes:
        stack: The stack.
        steps: Sorted by tenant, kind and name; what is read before anything else.
        violations: What policies found.
        diagnostics: Messages, without those for debugging.
        failure: Why it failed, in a line; empty where it did not. A violation of a mandatory policy is a failure too.
        complete: Whether it saw all. If not, what no step names may change as well: never read that as "no changes".
    """

    stack: str
    steps: tuple[PreviewStep, ...] = ()
    violations: tuple[PolicyViolation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: str = ""
    complete: bool = True

    @property
    def failed(self) -> bool:
        """Whether a deployment would have failed, too, or nobody knows."""
        return bool(self.failure)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What the engine reported as errors."""
        return tuple(each for each in self.diagnostics if each.severity is DiagnosticSeverity.ERROR)

    @property
    def failed_tenants(self) -> tuple[str, ...]:
        """Whom errors are about, sorted."""
        return tuple(sorted({tenant for error in self.errors for tenant in error.tenants}))
