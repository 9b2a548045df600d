"""What a row of the checklist is. Each is a file in `owl/golive/rows/`; nothing else lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from owl.doctor.facts import NotReadError
from owl.golive.facts import StackGoLive, TenantGoLive
from owl.rendering.on_stack import on_stack

S = TypeVar("S", StackGoLive, TenantGoLive)


class Part(StrEnum):
    """The parts of the checklist, in order."""

    TECHNOLOGY = "technology"
    FINANCE = "finance"
    ENABLEMENT = "enablement"
    SECURITY = "security and compliance"
    BETA = "beta"
    GENERAL = "general availability"


class State(StrEnum):
    """The state of a row, the worst first."""

    MISSING = "missing"
    NOT_CHECKED = "not checked"
    """Something could not be read."""

    DONE = "done"


@dataclass(frozen=True)
class Outcome:
    """What a row came to.

    Attributes:
        state: Its state.
        evidence: What was seen.
        command: What to do; empty if it is done.
    """

    state: State
    evidence: str
    command: str = ""


def done(evidence: str) -> Outcome:
    """Return the outcome of a row that is done."""
    return Outcome(State.DONE, evidence)


def missing(evidence: str, command: str) -> Outcome:
    """Return the outcome of a row that is not done, with what to do."""
    return Outcome(State.MISSING, evidence, command)


@dataclass(frozen=True)
class _Row(Generic[S]):
    module: str
    part: Part
    judge: Callable[[S], Outcome]

    @property
    def name(self) -> str:
        """The row's name: its file's."""
        return self.module.rpartition(".")[2].replace("_", "-")

    def run(self, subject: S) -> Outcome:
        """Return what it comes to. Without a fact that it needs, that is `not checked`."""
        try:
            return self.judge(subject)
        except NotReadError as error:
            again = on_stack("owl golive", subject.stack)
            return Outcome(State.NOT_CHECKED, str(error), f"solve this first, then run `{again}` again")


class TenantRow(_Row[TenantGoLive]):
    """A row about each tenant.

    Args:
        module: The file's `__name__`.
        part: The part of the checklist.
        judge: Returns what it comes to. It may use any fact: one that was not read ends it.
    """


class StackRow(_Row[StackGoLive]):
    """A row about all tenants together. See `TenantRow`."""
