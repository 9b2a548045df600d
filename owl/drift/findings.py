"""The findings of a drift check: drift, status changes, changes not deployed yet, and what could not be read."""

from dataclasses import dataclass, field
from enum import IntEnum

from owl.drift.orphans import Orphan
from owl.exit_codes import ExitCode


class DriftOutcome(IntEnum):
    """The outcome of a drift check, as an exit code. `NOT_SEEN` comes first: an incomplete check proves nothing."""

    NO_DRIFT = ExitCode.DONE
    NOT_SEEN = ExitCode.FAILED
    DRIFT = ExitCode.DRIFT


@dataclass(frozen=True, order=True)
class Resource:
    """A resource of a stack.

    Attributes:
        tenant: The tenant that it belongs to; empty if it belongs to no single tenant.
        kind: Its kind, such as `Campaign`.
        name: Its name in the stack.
    """

    tenant: str
    kind: str
    name: str

    def __str__(self) -> str:
        """Return its kind and name."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, order=True)
class News:
    """A reviewer changed a status. This is not drift.

    Attributes:
        resource: The resource.
        field: Twilio's name of the status.
        before: The status when the stack was last deployed or refreshed.
        now: The status now.
        causes: Why it was rejected, and what to do.
    """

    resource: Resource
    field: str
    before: str
    now: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Edited:
    """A field was edited at Twilio.

    Attributes:
        resource: The resource.
        field: The field.
        declared: The declared value.
        at_twilio: The value at Twilio.
        where: File and line that declare it; empty if no file does.
        replaces: Whether fixing it replaces the object.
    """

    resource: Resource
    field: str
    declared: str
    at_twilio: str
    where: str = ""
    replaces: bool = False


@dataclass(frozen=True, order=True)
class Vanished:
    """An object of the stack no longer exists at Twilio.

    Attributes:
        resource: The resource.
        sid: The SID it had.
        where: File and line that declare it; empty if no file does.
        price: The price of a new one; empty if it is free.
        elsewhere: The SID of the service that a number is in instead; empty if it is in none.
    """

    resource: Resource
    sid: str
    where: str = ""
    price: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, order=True)
class NotDeployed:
    """The next `pulumi up` would change something that was not edited at Twilio. This is not drift.

    Attributes:
        resource: The resource.
        action: What `pulumi up` would do.
        fields: The fields that differ, if the resource is updated or replaced.
        exists: The SID of the existing object that it would take over.
        elsewhere: The SID of the service that a number is in instead; empty if it is in none.
    """

    resource: Resource
    action: str
    fields: tuple[str, ...] = ()
    exists: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, order=True)
class NotSeen:
    """Something could not be read.

    Attributes:
        tenant: The tenant that it belongs to; empty if it belongs to no single tenant.
        reason: Why it could not be read.
    """

    tenant: str
    reason: str


@dataclass(frozen=True)
class StackDrift:
    """All findings of a stack.

    Attributes:
        stack: The stack.
        edited: Fields that were edited at Twilio.
        vanished: Objects that no longer exist.
        orphans: Objects that no stack declares.
        left: Objects that are no longer declared and that Twilio has no way to delete. They are not drift, because
            nothing can be done about them.
        not_deployed: Changes that are not deployed yet. They are not drift.
        news: Statuses that reviewers changed.
        not_seen: What could not be read.
        suspended: Suspended accounts, whose contents can't be read: SID and name.
        not_compared: Stacks below the same parent account whose state can't be read: what they declare may be listed
            as an orphan.
    """

    stack: str
    edited: tuple[Edited, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    left: tuple[Orphan, ...] = ()
    not_deployed: tuple[NotDeployed, ...] = ()
    news: tuple[News, ...] = ()
    not_seen: tuple[NotSeen, ...] = ()
    suspended: tuple[tuple[str, str], ...] = field(default=())
    not_compared: tuple[str, ...] = field(default=())

    @property
    def drifted(self) -> int:
        """The number of drift findings."""
        return len(self.edited) + len(self.vanished) + len(self.orphans)

    @property
    def outcome(self) -> DriftOutcome:
        """The outcome of the check."""
        if self.not_seen:
            return DriftOutcome.NOT_SEEN
        return DriftOutcome.DRIFT if self.drifted else DriftOutcome.NO_DRIFT


def outcome(found: "tuple[StackDrift, ...] | list[StackDrift]") -> DriftOutcome:
    """Return the outcome of checking several stacks."""
    outcomes = {each.outcome for each in found}
    return next(
        (each for each in (DriftOutcome.NOT_SEEN, DriftOutcome.DRIFT) if each in outcomes), DriftOutcome.NO_DRIFT
    )
