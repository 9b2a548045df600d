"""The parts of a rule: its description, and a pure function that finds violations."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic

import pydantic
from typing_extensions import TypeVar

from policies.core.policy_input import DeclaredResource, PolicyInput
from policies.core.stack_files import Stack
from policies.core.waiver import Waiver
from tenants.model import Campaign, Package, Template, Tenant, TollFree


class Level(StrEnum):
    """The consequence of a finding. The names are CrossGuard's."""

    ADVISORY = "advisory"
    """The finding is shown."""

    MANDATORY = "mandatory"
    """The finding blocks the deployment."""

    DISABLED = "disabled"
    """The rule does not run."""


class Severity(StrEnum):
    """How serious a violation is. The names are CrossGuard's."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Parameters(pydantic.BaseModel):
    """Parameters of a rule in `policies/settings.json`, each with its default."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def schemas(cls) -> dict[str, Any]:
        """Return the JSON Schema of each parameter, with its docstring as description."""
        from tenants.model.yaml_files.described_schema import DescribedSchema  # noqa: PLC0415 - most runs need no schema

        schemas: dict[str, Any] = cls.model_json_schema(schema_generator=DescribedSchema).get("properties", {})
        return schemas


NO_PARAMETERS = Parameters()

P = TypeVar("P", bound=Parameters, default=Parameters)


@dataclass(frozen=True)
class Correction:
    """A change that puts a finding right and invents no fact: a disclosure's wording, or a flag that samples decide.

    Attributes:
        path: The field to change.
        text: What to insert, or the value of a flag.
        at: Where in the field's text to insert it, in characters; None for a flag.
    """

    path: str
    text: str | bool
    at: int | None = None

    def sentence(self, before: str) -> str:
        """Return what the corrected field says, from the sentence that changes to the end of what is inserted.

        Args:
            before: The field's text.
        """
        if self.at is None or isinstance(self.text, bool):
            return f"{self.path.rpartition('.')[2]}: {str(self.text).lower()}"
        start = max(before.rfind(mark, 0, max(0, self.at - 1)) for mark in (". ", "! ", "? ", '"', "\u201c"))
        return " ".join(f"{before[start + 1 : self.at]}{self.text}".split())


@dataclass(frozen=True)
class Violation:
    """A violation of a rule.

    Attributes:
        path: The field it is about, such as `campaign.samples[0]`; empty for the whole file.
        message: What was found and what is allowed, in one sentence without a period.
        document: The file it is in: a tenant's id, or a file of the catalogue such as `catalogue/packages`.
            By default it is the file of the checked subject.
        fix: What to do in this case, if it differs from the rule's `fix`.
        span: Where in the field's text the words begin and end that are found fault with, in characters.
        correction: What puts it right, if no fact has to be invented.
    """

    path: str
    message: str
    document: str | None = None
    fix: str | None = None
    span: tuple[int, int] | None = None
    correction: Correction | None = None


@dataclass(frozen=True)
class TenantCase(Generic[P]):
    """One tenant to check."""

    tenant: Tenant
    policy_input: PolicyInput
    parameters: P

    @cached_property
    def as_json(self) -> str:
        """All that the tenant's file says, as JSON: whether any text in it has some character is seen fastest here."""
        return self.tenant.model_dump_json()

    @property
    def package(self) -> Package:
        """The tenant's package."""
        return self.policy_input.tenants.package_of(self.tenant)

    @property
    def templates(self) -> dict[str, Template]:
        """The templates the tenant chose, by id."""
        return self.policy_input.tenants.templates_of(self.tenant)

    @property
    def campaign(self) -> Campaign:
        """The tenant's campaign. Rules of the family `campaign` are not run on a tenant without one.

        Raises:
            ValueError: It has none.
        """
        if self.tenant.campaign is None:
            raise ValueError(f"{self.tenant.id} has no campaign")
        return self.tenant.campaign

    @property
    def toll_free(self) -> TollFree:
        """The tenant's toll-free number. Rules of the family `toll_free` are not run on a tenant without one.

        Raises:
            ValueError: It has none.
        """
        if self.tenant.toll_free is None:
            raise ValueError(f"{self.tenant.id} has no toll-free number")
        return self.tenant.toll_free

    @property
    def samples(self) -> tuple[tuple[str, str], ...]:
        """The sample messages of the registration, each with its field."""
        known = self.policy_input.samples
        if self.tenant.id not in known:
            own = self.tenant.campaign.samples if self.tenant.campaign else ()
            shown = own or self.policy_input.tenants.samples_of(self.tenant)
            field = "campaign.samples" if own else "templates"
            known[self.tenant.id] = tuple((f"{field}[{index}]", sample) for index, sample in enumerate(shown))
        return known[self.tenant.id]


@dataclass(frozen=True)
class AllTenantsCase(Generic[P]):
    """All tenants and the catalogue, to check together."""

    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class StackCase(Generic[P]):
    """One stack's settings to check."""

    stack: Stack
    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class ResourcesCase(Generic[P]):
    """All resources that a stack's program declares, which only the engine knows."""

    stack: Stack
    resources: tuple[DeclaredResource, ...]
    policy_input: PolicyInput
    parameters: P


@dataclass(frozen=True)
class WaiversCase(Generic[P]):
    """The waivers, checked after everything else.

    Attributes:
        waivers: All waivers.
        used: The findings that each waiver covers, by the waiver's position.
        not_evaluated: The positions of those whose rule was not run: it needs the engine, or a file is invalid.
        policy_input: The input that has been checked.
        parameters: The rule's parameters.
    """

    waivers: tuple[Waiver, ...]
    used: Mapping[int, Sequence[str]]
    not_evaluated: Collection[int]
    policy_input: PolicyInput
    parameters: P


class Subject(StrEnum):
    """What a rule checks at a time."""

    TENANT = "each tenant"
    ALL_TENANTS = "all tenants and the catalogue together"
    STACK = "each stack's settings"
    RESOURCES = "the resources of a stack's program"
    WAIVERS = "the waivers"
    WAIVED = "the findings that waivers cover"


Check = Callable[[Any], Iterable[Violation]]


class Rule(Generic[P]):
    """A rule. Its file name is its id, and its folder its family.

    Args:
        module: `__name__` of its file.
        docstring: `__doc__` of its file. The first sentence states the rule; the rest says why.
        level: The consequence of a finding, unless the settings override it.
        severity: How serious a violation is.
        sources: Its sources: URLs of Twilio's pages, error codes, or carrier rules.
        fix: What to do about a finding.
        parameters: Its parameters with their defaults.
        has_limit: Whether it compares with a number or a date, so that its cases must test the limit.
        needs_all: Whether it needs every tenant: it does not run while a tenant's file is invalid.
    """

    def __init__(  # noqa: PLR0913 - one for each part of a rule's page
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
        """Register the check of each tenant."""
        return self._with(Subject.TENANT, check)

    def for_all_tenants(self, check: Callable[[AllTenantsCase[P]], Iterable[Violation]]) -> Check:
        """Register the check of all tenants and the catalogue together."""
        return self._with(Subject.ALL_TENANTS, check)

    def for_stack(self, check: Callable[[StackCase[P]], Iterable[Violation]]) -> Check:
        """Register the check of each stack's settings."""
        return self._with(Subject.STACK, check)

    def for_resources(self, check: Callable[[ResourcesCase[P]], Iterable[Violation]]) -> Check:
        """Register the check of all resources that a program declares."""
        return self._with(Subject.RESOURCES, check)

    def for_waivers(self, check: Callable[[WaiversCase[P]], Iterable[Violation]]) -> Check:
        """Register the check of the waivers."""
        return self._with(Subject.WAIVERS, check)

    def for_waived(self, check: Callable[[WaiversCase[P]], Iterable[Violation]]) -> Check:
        """Register the check of the findings that waivers cover; it runs after all other rules."""
        return self._with(Subject.WAIVED, check)

    def _with(self, subject: Subject, check: Check) -> Check:
        self.subject, self.check = subject, check
        return check


def is_written(rule: Rule[Any]) -> bool:
    """Return whether the rule was given its check."""
    return rule.check is not _unwritten


def _unwritten(_case: Any) -> Iterable[Violation]:
    """Fail for a rule without a check, which would otherwise look like one without findings."""
    raise NotImplementedError("register the rule's check with one of its for_ methods")
