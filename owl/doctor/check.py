"""What a check is. Each is a file in `owl/doctor/checks/`; nothing else lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from owl.doctor.facts import NotReadError, StackFacts, TenantFacts

F = TypeVar("F", StackFacts, TenantFacts)


class Verdict(StrEnum):
    """The verdict of a check, the worst first."""

    STOPS = "stops sending"
    """Without it nothing is sent. Exactly the obstacles of `owl.registration.may_send` have this verdict."""

    PROBLEM = "problem"
    """Messages are lost, or nobody notices when they are. A person has to do something."""

    WARNING = "warning"
    """It works, but something will go wrong, or affects few messages."""

    NOT_CHECKED = "not checked"
    """The facts could not be read."""

    OK = "ok"


class Likelihood(IntEnum):
    """How often this is the cause when a tenant's messages do not arrive: the order among causes of one verdict."""

    OFTEN = 0
    SOMETIMES = 1
    RARELY = 2


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        verdict: The verdict.
        evidence: What was seen, with numbers, dates and codes.
        remedy: What to do; empty if nothing is wrong.
    """

    verdict: Verdict
    evidence: str
    remedy: str = ""


@dataclass(frozen=True)
class Result:
    """A check with what it found.

    Attributes:
        check: The check's name.
        likelihood: How often it is the cause.
        finding: What it found.
    """

    check: str
    likelihood: Likelihood
    finding: Finding


@dataclass(frozen=True)
class _Check(Generic[F]):
    module: str
    likelihood: Likelihood
    judge: Callable[[F], Finding]

    @property
    def name(self) -> str:
        """The check's name: its file's."""
        return self.module.rpartition(".")[2].replace("_", "-")

    def run(self, facts: F) -> Result:
        """Return what it finds. Without a fact that it needs, that is `not checked`."""
        try:
            finding = self.judge(facts)
        except NotReadError as error:
            finding = Finding(Verdict.NOT_CHECKED, str(error))
        return Result(self.name, self.likelihood, finding)


class TenantCheck(_Check[TenantFacts]):
    """A check of one tenant.

    Args:
        module: The file's `__name__`.
        likelihood: How often it is the cause.
        judge: Returns what is found. It may use any fact: one that was not read ends it.
    """


class StackCheck(_Check[StackFacts]):
    """A check of what all tenants of a stack share. See `TenantCheck`."""
