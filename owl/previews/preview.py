"""A preview of the engine, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from owl.previews.changes import Change
from owl.records import AnyRecord, ProgramRefused
from providers.core.records import ResourceFailed
from redaction.redact import redact_text
from tenants.model.naming import twilio_kind

Properties = Mapping[str, Any]
"""Properties of a resource. A secret is `[secret]`, and a value known only after a deployment is `[unknown]`."""


class Op(StrEnum):
    """The engine's name of an operation. The parts of a replacement are one step here.

    See https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/.
    """

    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"
    REFRESH = "refresh"
    """The state is compared with what the provider reads."""

    READ = "read"
    IMPORT = "import"
    DISCARD = "discard"


class DiagnosticSeverity(StrEnum):
    """The severity of a message of the engine."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class PreviewStep:
    """What would be done with one resource.

    Attributes:
        op: The operation.
        urn: The resource's URN.
        type: Its type token, such as `pulumi-python:dynamic/twilio:Campaign`.
        name: Its name in the program.
        tenant: The tenant in its name; None for a resource of no tenant or of several.
        old_inputs: The inputs before; empty for a created resource.
        new_inputs: The inputs now; empty for a deleted resource.
        old_outputs: The outputs in the state.
        new_outputs: The outputs afterwards, as far as they are known.
        changes: The differences: of the outputs for a refresh, of the inputs for all other operations.
        failed: Whether the engine reported an error for it. Then the other values are not reliable.
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
        """Whether it is a provider's resource, not a component of the program."""
        return twilio_kind(self.type) is not None

    @property
    def changes_something(self) -> bool:
        """Whether it changes something, at Twilio or in the state."""
        return self.op not in {Op.SAME, Op.READ, Op.REFRESH} or (self.op is Op.REFRESH and bool(self.changes))


@dataclass(frozen=True)
class PolicyViolation:
    """A violation of a policy.

    Attributes:
        policy: The policy's name.
        level: Its enforcement level in the engine's words; only `mandatory` stops a deployment.
        severity: Its severity, if the policy sets one.
        urn: The resource that violates it; empty if it is about the whole stack.
        message: The policy's message.
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
        severity: Its severity.
        urn: The resource it is about, if any.
        tenants: The tenants it is about: the resource's tenant, else those that the record names.
        message: The text, for people.
        record: The same as values; None for the engine's own messages, and for events recorded without records.
    """

    severity: DiagnosticSeverity
    urn: str
    tenants: tuple[str, ...]
    message: str
    record: AnyRecord | None = None

    @property
    def reason(self) -> str:
        """The reason of a failure alone, if it is known; else the whole text."""
        if isinstance(self.record, ResourceFailed | ProgramRefused):
            return redact_text(self.record.reason)
        return self.message


@dataclass(frozen=True)
class Preview:
    """What the engine would do with a stack.

    Attributes:
        stack: The stack.
        steps: The steps, sorted by tenant, kind and name; the refresh of a resource comes before its other steps.
        violations: The violations of policies.
        diagnostics: The messages, without those for debugging.
        failure: Why it failed, in one line; empty if it succeeded. A violation of a mandatory policy is a failure too.
        complete: Whether all resources were evaluated. If not, resources without a step may change too: never treat
            that as "no changes".
    """

    stack: str
    steps: tuple[PreviewStep, ...] = ()
    violations: tuple[PolicyViolation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: str = ""
    complete: bool = True

    @property
    def failed(self) -> bool:
        """Whether a deployment would fail too, or may fail."""
        return bool(self.failure)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The messages that the engine reported as errors."""
        return tuple(each for each in self.diagnostics if each.severity is DiagnosticSeverity.ERROR)

    @property
    def failed_tenants(self) -> tuple[str, ...]:
        """The tenants that errors are about, sorted."""
        return tuple(sorted({tenant for error in self.errors for tenant in error.tenants}))
