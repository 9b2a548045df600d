"""How a rule is written: what it says of itself, and a pure function that finds what breaks it."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

import pydantic
from typing_extensions import TypeVar

from policies.core.policy_input import DeclaredResource, PolicyInput, Stack
from policies.core.waiver import Waiver
from tenants.model import Package, Template, Tenant


class Level(StrEnum):
    """What a finding leads to. The names are CrossGuard's."""

    ADVISORY = "advisory"
    """It is shown."""

    MANDATORY = "mandatory"
    """Nothing is deployed."""

    DISABLED = "disabled"
    """The rule does not run."""


class Severity(StrEnum):
    """How bad it is when the rule is broken. The names are CrossGuard's."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Parameters(pydantic.BaseModel):
    """What can be set of a rule in `policies/settings.json`; each with its default."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


NO_PARAMETERS = Parameters()

P = TypeVar("P", bound=Parameters, default=Parameters)


@dataclass(frozen=True)
class Violation:
    """Something that breaks a rule.

    Attributes:
        path: The field it is about, such as `campaign.samples[0]`; empty where the file as a whole is meant.
        message: What was found and what is allowed, in a sentence without a full stop.
        document: Whose file it stands in: a tenant's id, or a file of the catalogue such as `catalogue/packages`.
            Left out, it is the file of what is judged.
        fix: What to do here, where that is more than the rule's own `fix` says.
    """

    path: str
    message: str
    document: str | None = None
    fix: str | None = None


@dataclass(frozen=True)
class TenantCase(Generic[P]):
    """One tenant, to be judged."""

    tenant: Tenant
    policy_input: PolicyInput
    parameters: P

    @property
    def package(self) -> Package:
        """The package the tenant bought."""
        return self.policy_input.tenants.package_of(self.tenant)

    @property
    def templates(self) -> dict[str, Template]:
        """The templates the tenant chose, by id."""
        return self.policy_input.tenants.templates_of(self.tenant)

    @property
    def samples(self) -> tuple[tuple[str, str], ...]:
        """The messages carriers are shown, each with the field it stands in or comes from."""
        own = self.tenant.campaign.samples
        if own:
            return tuple((f"campaign.samples[{index}]", sample) for index, sample in enumerate(own))
        shown = self.policy_input.tenants.samples_of(self.tenant)
        return tuple((f"templates[{index}]", sample) for index, sample in enumerate(shown))


@dataclass(frozen=True)
class AllTenantsCase(Generic[P]):
    """All tenants and the catalogue, to be judged together."""

    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class StackCase(Generic[P]):
    """One stack's settings, to be judged."""

    stack: Stack
    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class ResourcesCase(Generic[P]):
    """All that a stack's program declares, to be judged: only the engine knows it."""

    stack: Stack
    resources: tuple[DeclaredResource, ...]
    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class WaiversCase(Generic[P]):
    """The waivers, to be judged when all else has been.

    Attributes:
        waivers: All there are.
        used: What each waiver that is in use keeps from being a finding, by the waiver's position.
        not_evaluated: The positions of those whose rule was not asked: it needs an engine, or a tenant's file is wrong.
        policy_input: What has been judged.
        parameters: The rule's parameters.
    """

    waivers: tuple[Waiver, ...]
    used: Mapping[int, Sequence[str]]
    not_evaluated: Collection[int]
    policy_input: PolicyInput
    parameters: P


class Subject(StrEnum):
    """What a rule judges, one at a time."""

    TENANT = "each tenant"
    ALL_TENANTS = "all tenants and the catalogue together"
    STACK = "each stack's settings"
    RESOURCES = "what a stack's program declares"
    WAIVERS = "the waivers"
    WAIVED = "what the waivers keep back"


Check = Callable[[Any], Iterable[Violation]]


class Rule(Generic[P]):
    """A rule. Its id is the name of its file, its family the name of its folder.

    Args:
        module: `__name__` of its file.
        docstring: `__doc__` of its file. The first line says what holds where the rule is kept; the rest says why.
        level: What a finding leads to, unless the settings say otherwise.
        severity: How bad it is.
        sources: Where it comes from: addresses of Twilio's pages and error codes, or of the carriers' rules.
        fix: What to do about a finding.
        parameters: What can be set of it.
        has_limit: Whether it compares with a number or a day, so that its cases must stand at the limit as well.
        needs_all: Whether it says that no tenant does something: it is not asked while a tenant's file is wrong.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that a rule's page says
        self,
        module: str,
        docstring: str | None,
        *,
        level: Level,
        severity: Severity,
        sources: tuple[str, ...],
        fix: str,
        parameters: P = NO_PARAMETERS,  # type: ignore[assignment] # P is Parameters then
        has_limit: bool = False,
        needs_all: bool = False,
    ) -> None:
        _, self.family, name = module.rsplit(".", 2)
        self.module = module
        self.id = name.replace("_", "-")
        title, _, why = inspect.cleandoc(docstring or "").partition("\n\n")
        self.title = " ".join(title.split()).removesuffix(".")
        self.why = why
        self.level = level
        self.severity = severity
        self.sources = sources
        self.fix = fix
        self.parameters = parameters
        self.has_limit = has_limit
        self.needs_all = needs_all
        self.subject = Subject.TENANT
        self.check: Check = _unwritten

    def for_tenant(self, check: Callable[[TenantCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges each tenant."""
        return self._with(Subject.TENANT, check)

    def for_all_tenants(self, check: Callable[[AllTenantsCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges all tenants and the catalogue together."""
        return self._with(Subject.ALL_TENANTS, check)

    def for_stack(self, check: Callable[[StackCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges each stack's settings."""
        return self._with(Subject.STACK, check)

    def for_resources(self, check: Callable[[ResourcesCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges all that a program declares."""
        return self._with(Subject.RESOURCES, check)

    def for_waivers(self, check: Callable[[WaiversCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges the waivers."""
        return self._with(Subject.WAIVERS, check)

    def for_waived(self, check: Callable[[WaiversCase[P]], Iterable[Violation]]) -> Check:
        """Take a function as what judges the use of the waivers: it is asked when all other rules have been."""
        return self._with(Subject.WAIVED, check)

    def _with(self, subject: Subject, check: Check) -> Check:
        self.subject, self.check = subject, check
        return check


def is_written(rule: Rule[Any]) -> bool:
    """Return whether the rule was given its check."""
    return rule.check is not _unwritten


def _unwritten(_case: Any) -> Iterable[Violation]:
    """Keep a file that registers no check from passing for a rule that finds nothing."""
    raise NotImplementedError("a rule is given its check by one of its for_ methods")
