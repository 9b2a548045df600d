"""Run the rules: each finding gets its position in a file and its level, unless it is waived."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policies.core.noted_input import NotedInput
from policies.core.policy_input import PolicyInput
from policies.core.rule import (
    AllTenantsCase,
    Correction,
    Level,
    Parameters,
    ResourcesCase,
    Rule,
    Severity,
    StackCase,
    Subject,
    TenantCase,
    Violation,
    WaiversCase,
)
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from redaction.redact import redact_text
from tenants.model import Tenant, Tenants
from tenants.model.yaml_files.finding import shown_file
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.scalar_place import place_in_scalar
from tenants.model.yaml_files.yaml_document import decode

if TYPE_CHECKING:
    from policies.core.finding_cache import FindingCache


@dataclass(frozen=True, order=True)
class Judgement:
    """A finding of a rule. Lines and columns count from 1.

    Attributes:
        file: The file to change.
        line: The line in it.
        column: The column, in characters.
        path: The field, such as `campaign.samples[0]`; empty for the whole file.
        message: What was found and what is allowed.
        fix: What to do about it.
        rule: The rule's id.
        level: The consequence of the finding.
        severity: How serious it is.
        tenant: The id of the tenant it belongs to, if any.
        quote: The words of the file that it is about, if it is about words. They stand at line and column.
        correction: What puts it right, if no fact has to be invented.
        corrected: What the field then says, at the words that change.
    """

    file: Path
    line: int
    column: int
    path: str
    message: str
    fix: str
    rule: str
    level: Level
    severity: Severity
    tenant: str | None
    quote: str | None = field(default=None, compare=False)
    correction: Correction | None = field(default=None, compare=False)
    corrected: str | None = field(default=None, compare=False)

    @property
    def is_fatal(self) -> bool:
        """Whether it blocks the deployment."""
        return self.level is Level.MANDATORY

    @property
    def text(self) -> str:
        """The finding as a line with its position: `tenants/acme.yaml:14:5: campaign.description: ...`."""
        subject = f"{self.path}: " if self.path else ""
        return f"{self.place}: {subject}{self.message}"

    @property
    def place(self) -> str:
        """Where it is: `tenants/acme.yaml:14:5`."""
        return f"{shown_file(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Part:
    """A policy input, and the tenants in it to check one by one.

    Attributes:
        policy_input: The policy input.
        only: The ids of these tenants; None for all. Rules on all tenants together always see all of them.
    """

    policy_input: PolicyInput
    only: Collection[str] | None = None


def judge(
    rules: Iterable[Rule[Any]],
    settings: RuleSettings,
    waivers: Waivers,
    *parts: Part,
    cache: "FindingCache | None" = None,
) -> list[Judgement]:
    """Run the rules and return their findings, each once, sorted by file and line.

    Args:
        rules: The rules to run, except disabled ones and those whose subject is not available here.
        settings: The levels and parameters of the rules.
        waivers: The waivers.
        parts: The inputs to check: the tenants as in their files, then with the overrides of each environment.
        cache: What rules on one tenant found earlier, and where to keep what they find now.
    """
    chosen = [rule for rule in rules if settings.level(rule) is not Level.DISABLED]
    judged: dict[Judgement, list[str | None]] = {}
    used: dict[int, dict[str, None]] = {}
    for part in parts:
        environment = part.policy_input.tenants.environment if part is not parts[0] else None
        for judgement in _judged(chosen, part, settings, cache):
            index = waivers.index(judgement.rule, judgement.tenant, part.policy_input.today)
            if index is None:
                judged.setdefault(judgement, []).append(environment)
            else:
                used.setdefault(index, {})[judgement.text] = None
    kept = {index: tuple(findings) for index, findings in sorted(used.items())}
    not_evaluated = frozenset(_not_evaluated(waivers, chosen, parts))
    for rule in chosen:
        if rule.subject in {Subject.WAIVERS, Subject.WAIVED}:
            case = WaiversCase(waivers.entries, kept, not_evaluated, parts[0].policy_input, settings.of(rule))
            judged |= {_placed(each, rule, settings, waivers.positions, None): [None] for each in rule.check(case)}
    return in_order(_in_environment(judgement, names) for judgement, names in judged.items())


def _in_environment(judgement: Judgement, names: Iterable[str | None]) -> Judgement:
    """Add the environments to a finding that only their overrides cause."""
    known = sorted({name for name in names if name})
    if not known or None in names:
        return judgement
    return replace(judgement, message=f"{judgement.message} (in environment {', '.join(known)})")


def _not_evaluated(waivers: Waivers, rules: Iterable[Rule[Any]], parts: Iterable[Part]) -> Iterator[int]:
    """Yield the positions of the waivers whose rule was not evaluated."""
    subjects = {rule.id: rule.subject for rule in rules}
    for index, waiver in enumerate(waivers.entries):
        is_known = waiver.tenant is None or any(waiver.tenant in _one_by_one(part) for part in parts)
        is_asked = waiver.rule in subjects and (
            subjects[waiver.rule] is not Subject.RESOURCES or any(part.policy_input.program for part in parts)
        )
        if not (is_known and is_asked):
            yield index


def _one_by_one(part: Part) -> Collection[str]:
    return part.policy_input.tenants.by_id if part.only is None else part.only


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Sort findings by file and line."""
    return sorted(judgements, key=_order)


def _order(judgement: Judgement) -> tuple[Any, ...]:
    return (str(judgement.file), judgement.line, judgement.column, judgement.rule, judgement.message)


def _judged(
    rules: Iterable[Rule[Any]], part: Part, settings: RuleSettings, cache: "FindingCache | None"
) -> Iterator[Judgement]:
    policy_input = part.policy_input
    of_tenants = {rule.id: rule for rule in rules if rule.subject is Subject.TENANT}
    for rule in rules:
        parameters = settings.of(rule)
        if rule.subject is Subject.STACK:
            for stack in policy_input.stacks.values():
                for violation in rule.check(StackCase(stack, policy_input, parameters)):
                    yield _placed(violation, rule, settings, stack.positions, None)
        elif (case := _whole(rule, policy_input, parameters)) is not None:
            for violation in rule.check(case):
                yield _of_all_tenants(violation, rule, settings, policy_input)
    tenants = [each for each in policy_input.tenants if part.only is None or each.id in part.only]
    for first in range(0, len(tenants), _TOGETHER):
        some = tenants[first : first + _TOGETHER]
        if cache is None:
            yield from _of_tenants(of_tenants.values(), some, policy_input, settings)
        else:
            yield from _of_tenants_cached(of_tenants, some, policy_input, settings, cache)


_TOGETHER = 200
"""Tenants that each rule judges before the next rule does.

Of more, the texts that a rule has read would be forgotten before the next needs them: see `read`.
"""


def _of_tenants(
    rules: Iterable[Rule[Any]], tenants: Iterable[Tenant], policy_input: PolicyInput, settings: RuleSettings
) -> Iterator[Judgement]:
    cases = _Cases(policy_input)
    for rule in rules:
        parameters = settings.of(rule)
        for case in cases.of(tenants, rule, parameters):
            yield from _of_tenant(rule, case, policy_input.tenants, settings)


def _of_tenants_cached(
    rules: Mapping[str, Rule[Any]],
    tenants: Iterable[Tenant],
    policy_input: PolicyInput,
    settings: RuleSettings,
    cache: "FindingCache",
) -> Iterator[Judgement]:
    """Yield what is known of each tenant, and what rules find that are run every time; run all where nothing is known.

    One rule judges all tenants before the next does, which takes a fifth less than one tenant after the other.
    """
    every, noted = policy_input.tenants, NotedInput.of(policy_input)
    asked: dict[str, list[Tenant]] = {name: [] for name in rules}
    kept: dict[str, list[Judgement]] = {}
    asked_again: dict[str, list[str]] = {}
    known = cache.read([tenant.id for tenant in tenants], every)
    for tenant in tenants:
        of_tenant = known.get(tenant.id)
        if of_tenant is None:
            kept[tenant.id], asked_again[tenant.id] = [], []
        else:
            yield from of_tenant.judgements
        for name in rules if of_tenant is None else of_tenant.asked_again:
            asked[name].append(tenant)
    cases, looked_at = _Cases(noted), noted.looked_at
    for name, of_rule in asked.items():
        rule, parameters = rules[name], settings.of(rules[name])
        is_own = name in cache.own
        for case in cases.of(of_rule, rule, parameters):
            looked_at.clear()
            found = _of_tenant(rule, case, every, settings)
            yield from found
            tenant_id = case.tenant.id
            if looked_at or is_own:
                if tenant_id in kept:
                    asked_again[tenant_id].append(name)
            elif found and tenant_id in kept:
                kept[tenant_id] += found
    for name, findings in kept.items():
        cache.keep(name, every, findings, asked_again[name])


class _Cases:
    """The cases of tenants: rules with the same parameters, which most lack, share a tenant's."""

    def __init__(self, policy_input: PolicyInput) -> None:
        self._policy_input = policy_input
        self._known: dict[int, dict[str, TenantCase[Any]]] = {}

    def of(self, tenants: Iterable[Tenant], rule: Rule[Any], parameters: Parameters) -> Iterator[TenantCase[Any]]:
        """Yield the cases of the tenants that have what a rule judges."""
        known = self._known.setdefault(id(parameters), {})
        section = rule.family if rule.family in _SECTIONS else None
        for tenant in tenants:
            if section and getattr(tenant, section) is None:
                continue
            case = known.get(tenant.id)
            if case is None:
                case = known[tenant.id] = TenantCase(tenant, self._policy_input, parameters)
            yield case


_SECTIONS = frozenset(["campaign", "toll_free"])
"""The families whose rules judge the tenants that have the section of that name."""


def _of_tenant(rule: Rule[Any], case: TenantCase[Any], every: Tenants, settings: RuleSettings) -> list[Judgement]:
    tenant, found = case.tenant, []
    for violation in rule.check(case):
        positions = every.positions[tenant.id]
        judgement = _placed(violation, rule, settings, positions, tenant.id)
        found.append(_at_words(judgement, violation, tenant, positions))
    return found


def _whole(
    rule: Rule[Any], policy_input: PolicyInput, parameters: Parameters
) -> AllTenantsCase[Any] | ResourcesCase[Any] | None:
    """Return the case of a rule on all tenants or on all resources, if it is one and the input is available."""
    if rule.subject is Subject.ALL_TENANTS:
        return AllTenantsCase(policy_input, parameters)
    if rule.subject is Subject.RESOURCES and policy_input.program is not None:
        return ResourcesCase(policy_input.program.stack, policy_input.program.resources, policy_input, parameters)
    return None


def _of_all_tenants(
    violation: Violation, rule: Rule[Any], settings: RuleSettings, policy_input: PolicyInput
) -> Judgement:
    """Position a finding in the file that its violation names."""
    positions = policy_input.tenants.positions
    name = violation.document
    if name is None or name not in positions:
        return _placed(violation, rule, settings, Positions(Path("tenants"), {}), None)
    return _placed(violation, rule, settings, positions[name], name if name in policy_input.tenants.by_id else None)


def _at_words(judgement: Judgement, violation: Violation, tenant: Tenant, positions: Positions) -> Judgement:
    """Move a finding from its field to the words in it, quote them, and say how they read once they are corrected."""
    text = _text(tenant, violation.path)
    correction = violation.correction
    if correction and not correction.path.startswith("templates"):
        said = redact_text(correction.sentence(_text(tenant, correction.path) or ""))
        judgement = replace(judgement, correction=correction, corrected=said)
    if violation.span is None or text is None:
        return judgement
    start, end = violation.span
    found = replace(judgement, quote=redact_text(text[start:end]))
    place = place_in_scalar(_source(positions.file), positions.place(violation.path), text, start)
    return replace(found, line=place[0], column=place[1]) if place else found


def _text(tenant: Tenant, path: str) -> str | None:
    """Return the text of a tenant's field; None for what comes from the catalogue."""
    value: Any = tenant
    for step in re.findall(r"\w+", path):
        value = value[int(step)] if step.isdigit() and isinstance(value, tuple | list) else getattr(value, step, None)
    return value if isinstance(value, str) and not path.startswith("templates") else None


def _source(file: Path) -> str:
    """Return the content of a file, or nothing if it has gone or was never on disk."""
    try:
        return decode(file.read_bytes())
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=4096)
def _redacted(text: str) -> str:
    """Return a text without secrets; many findings share their fields and remedies."""
    return redact_text(text)


def _placed(
    violation: Violation, rule: Rule[Any], settings: RuleSettings, positions: Positions, tenant: str | None
) -> Judgement:
    line, column = positions.place(violation.path)
    return Judgement(
        file=positions.file,
        line=line,
        column=column,
        path=_redacted(violation.path),
        message=_redacted(violation.message),
        fix=_redacted(violation.fix or rule.fix),
        rule=rule.id,
        level=settings.level(rule),
        severity=rule.severity,
        tenant=tenant,
    )
