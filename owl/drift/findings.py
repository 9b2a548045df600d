"""The findings of a drift check: drift, status changes, changes not deployed yet, and what could not be read."""

from dataclasses import dataclass, field
from enum import IntEnum

from owl.drift.orphans import Orphan
from owl.exit_codes import ExitCode
from owl.registration.progress import Stage


class DriftOutcome(IntEnum):
    """The outcome of a drift check, as an exit code.

    `NOT_SEEN` comes first, because an incomplete check proves nothing; then `NEEDS_PERSON`, because no deployment
    helps.
    """

    NO_DRIFT = ExitCode.DONE
    NOT_SEEN = ExitCode.FAILED
    DRIFT = ExitCode.DRIFT
    NEEDS_PERSON = ExitCode.NEEDS_PERSON


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
    """A reviewer changed a status, and the registration goes on. This is not drift.

    Attributes:
        resource: The resource.
        field: Twilio's name of the status.
        before: The status when the stack was last deployed or refreshed.
        now: The status now.
    """

    resource: Resource
    field: str
    before: str
    now: str


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
class NeedsPerson:
    """A tenant can't send, or soon can't, until a person does something. This is not drift, and not nothing.

    Attributes:
        tenant: The tenant; empty for the ISV's own customer profile, which all tenants depend on.
        stage: Its status in one word.
        reason: What is missing, and what to do.
        since: The day since when, in ISO 8601; empty if that is not known.
        number_is_shut_out: Whether no deployment can put the tenant's number back into its messaging service.
    """

    tenant: str
    stage: Stage
    reason: str
    since: str = ""
    number_is_shut_out: bool = False

    @property
    def impact(self) -> str:
        """Who can't do what, and since when."""
        if not self.tenant:
            return "no other tenant can be registered"
        if self.stage is Stage.APPROVED:
            return f"{self.tenant} can't send from all its numbers, or soon can't"
        if self.stage is Stage.OVERDUE:
            return f"{self.tenant} can't send yet"
        return f"{self.tenant} can't send{f' since {self.since}' if self.since else ''}"


@dataclass(frozen=True)
class Accepted:
    """Drift that is known and accepted, with who answers for it.

    Attributes:
        finding: The finding.
        reason: Why it is accepted.
        owner: Who is responsible.
        expires: The last day it is accepted, in ISO 8601.
        where: File and line of the entry.
    """

    finding: Edited | Vanished | Orphan
    reason: str
    owner: str
    expires: str
    where: str


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
        needs_person: Tenants that can't send until a person does something. They are not drift.
        edited: Fields that were edited at Twilio.
        vanished: Objects that no longer exist.
        orphans: Objects that no stack declares.
        left: Objects that are no longer declared and that Twilio has no way to delete. They are not drift, because
            nothing can be done about them.
        accepted: Drift that is accepted. It does not count.
        acceptance: Notes on entries of accepted drift: those that have expired, or that nothing matches.
        not_deployed: Changes that are not deployed yet. They are not drift.
        news: Statuses that reviewers changed.
        not_seen: What could not be read.
        suspended: Suspended accounts, whose contents can't be read: SID and name.
        not_compared: Stacks below the same parent account whose state can't be read: what they declare may be listed
            as an orphan.
    """

    stack: str
    needs_person: tuple[NeedsPerson, ...] = ()
    edited: tuple[Edited, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    left: tuple[Orphan, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    acceptance: tuple[str, ...] = ()
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
        if self.needs_person:
            return DriftOutcome.NEEDS_PERSON
        return DriftOutcome.DRIFT if self.drifted else DriftOutcome.NO_DRIFT


def outcome(found: "tuple[StackDrift, ...] | list[StackDrift]") -> DriftOutcome:
    """Return the outcome of checking several stacks."""
    outcomes = {each.outcome for each in found}
    worst_first = (DriftOutcome.NOT_SEEN, DriftOutcome.NEEDS_PERSON, DriftOutcome.DRIFT)
    return next((each for each in worst_first if each in outcomes), DriftOutcome.NO_DRIFT)
