"""What came of looking at a stack: what drifted, what is news, what is not deployed yet, what nobody could see."""

from dataclasses import dataclass, field
from enum import IntEnum

from owl.drift.orphans import Orphan
from owl.exit_codes import ExitCode


class DriftOutcome(IntEnum):
    """What a look came to, as an exit code. One that could not look says nothing of drift: it counts first."""

    NO_DRIFT = ExitCode.DONE
    NOT_SEEN = ExitCode.FAILED
    DRIFT = ExitCode.DRIFT


@dataclass(frozen=True, order=True)
class Resource:
    """A resource of a stack.

    Attributes:
        tenant: Whose it is; empty for what is nobody's own.
        kind: Its kind, such as `Campaign`.
        name: Its name in the stack.
    """

    tenant: str
    kind: str
    name: str

    def __str__(self) -> str:
        """Give its kind and name."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, order=True)
class News:
    """A reviewer moved a status: nothing to put right at Twilio.

    Attributes:
        resource: Of what.
        field: The status, by Twilio's name.
        before: What it was when the stack was last deployed or refreshed.
        now: What it is.
        causes: Why it was rejected, and what to do.
    """

    resource: Resource
    field: str
    before: str
    now: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Edited:
    """Somebody edited a field at Twilio.

    Attributes:
        resource: Of what.
        field: The field.
        declared: What is declared.
        at_twilio: What it is.
        where: File and line of what declares it; empty where no file says it.
        replaces: Whether putting it right makes the object anew.
    """

    resource: Resource
    field: str
    declared: str
    at_twilio: str
    where: str = ""
    replaces: bool = False


@dataclass(frozen=True, order=True)
class Vanished:
    """An object of the stack's is gone at Twilio.

    Attributes:
        resource: What.
        sid: The SID it had.
        where: File and line of what declares it; empty where no file says it.
        price: What another one costs; empty where nothing.
    """

    resource: Resource
    sid: str
    where: str = ""
    price: str = ""


@dataclass(frozen=True, order=True)
class NotDeployed:
    """The next `pulumi up` would change something that nobody edited: that is no drift.

    Attributes:
        resource: What.
        action: What it would do.
        fields: The fields that differ, of what stays.
        exists: The SID of the object at Twilio that it would take over.
    """

    resource: Resource
    action: str
    fields: tuple[str, ...] = ()
    exists: str = ""


@dataclass(frozen=True, order=True)
class NotSeen:
    """Something could not be looked at.

    Attributes:
        tenant: Whose; empty where it is not one tenant's.
        reason: Why.
    """

    tenant: str
    reason: str


@dataclass(frozen=True)
class StackDrift:
    """All that was found of a stack.

    Attributes:
        stack: The stack.
        edited: What somebody edited.
        vanished: What is gone.
        orphans: What exists and nobody declared.
        left: What nobody declares any more and Twilio has no way to end: no drift, for nothing can be done about it.
        not_deployed: What is pending, and no drift.
        news: What reviewers decided.
        not_seen: What could not be looked at.
        suspended: Accounts that are suspended, in which nothing can be looked at: SID and name.
        not_compared: Stacks below the same parent account whose state can't be read: what they declare may be shown as
            an orphan.
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
        """How many things drifted."""
        return len(self.edited) + len(self.vanished) + len(self.orphans)

    @property
    def outcome(self) -> DriftOutcome:
        """What the look came to."""
        if self.not_seen:
            return DriftOutcome.NOT_SEEN
        return DriftOutcome.DRIFT if self.drifted else DriftOutcome.NO_DRIFT


def outcome(found: "tuple[StackDrift, ...] | list[StackDrift]") -> DriftOutcome:
    """Say what the looks at several stacks came to together."""
    outcomes = {each.outcome for each in found}
    return next(
        (each for each in (DriftOutcome.NOT_SEEN, DriftOutcome.DRIFT) if each in outcomes), DriftOutcome.NO_DRIFT
    )
