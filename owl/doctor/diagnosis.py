"""What all checks together find, the most likely cause first."""

from collections.abc import Sequence
from dataclasses import dataclass

from owl.doctor.check import Result, StackCheck, TenantCheck, Verdict
from owl.doctor.checks import checks
from owl.doctor.facts import StackFacts, TenantFacts
from owl.exit_codes import ExitCode
from owl.registration.may_send import SendingStatus

_WORST_FIRST = list(Verdict)


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with a tenant.

    Attributes:
        tenant_id: The tenant.
        status: Whether it may send.
        results: The results of all checks of tenants, the most likely cause first.
    """

    tenant_id: str
    status: SendingStatus
    results: tuple[Result, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict."""
        return self.results[0].finding.verdict

    @property
    def needs_person(self) -> bool:
        """Whether it works only after a person has done something."""
        has_problem = any(each.finding.verdict is Verdict.PROBLEM for each in self.results)
        return has_problem or self.status.needs_person


@dataclass(frozen=True)
class Report:
    """The diagnoses of a stack.

    Attributes:
        name: The stack's name.
        stack: The results of the checks of what all tenants share.
        diagnoses: The tenants, the worst first.
    """

    name: str
    stack: tuple[Result, ...]
    diagnoses: tuple[Diagnosis, ...]

    @property
    def exit_code(self) -> ExitCode:
        """The command's exit code."""
        if not all(each.status.was_read for each in self.diagnoses):
            return ExitCode.FAILED
        has_problem = any(each.finding.verdict is Verdict.PROBLEM for each in self.stack)
        needs_person = has_problem or any(each.needs_person for each in self.diagnoses)
        return ExitCode.NEEDS_PERSON if needs_person else ExitCode.DONE


def diagnose(stack: StackFacts, tenants: Sequence[TenantFacts]) -> Report:
    """Run all checks.

    Args:
        stack: What all tenants share.
        tenants: The facts of each tenant.
    """
    shared = by_likelihood([each.run(stack) for each in checks() if isinstance(each, StackCheck)])
    of_tenants = [each for each in checks() if isinstance(each, TenantCheck)]
    diagnoses = [
        Diagnosis(facts.tenant_id, facts.status, by_likelihood([each.run(facts) for each in of_tenants]))
        for facts in tenants
    ]
    return Report(stack.name, shared, tuple(sorted(diagnoses, key=_worst_first)))


def by_likelihood(results: Sequence[Result]) -> tuple[Result, ...]:
    """Return results, the worst first, and among equals the most likely cause first."""
    return tuple(sorted(results, key=lambda each: (*_rank(each), each.check)))


def _worst_first(diagnosis: Diagnosis) -> tuple[int, str]:
    is_well = diagnosis.verdict in {Verdict.NOT_CHECKED, Verdict.OK}
    return len(_WORST_FIRST) if is_well else _WORST_FIRST.index(diagnosis.verdict), diagnosis.tenant_id


def _rank(result: Result) -> tuple[int, int]:
    return _WORST_FIRST.index(result.finding.verdict), result.likelihood
