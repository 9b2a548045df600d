"""Read a project for the rules: its tenants, its stacks, the rules' settings and the waivers."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from policies.core.accepted_drift import read_accepted_drift
from policies.core.finding_cache import FindingCache
from policies.core.judgement import Judgement, Part, in_order, judge
from policies.core.policy_input import PolicyInput
from policies.core.registry import own_rules, rules
from policies.core.rule import Level, Severity, Subject
from policies.core.settings import RuleSettings, read_rule_settings
from policies.core.stack_files import read_stacks
from policies.core.waiver import Waivers, read_waivers
from tenants.model import Finding, Reading, Tenants, missing_files, read_tenants


@dataclass(frozen=True)
class RuleFiles:
    """The project's settings and waivers of the rules.

    Attributes:
        settings: The levels and parameters of the rules.
        waivers: The waivers.
        findings: Problems in these files.
    """

    settings: RuleSettings
    waivers: Waivers
    findings: tuple[Finding, ...]


def read_rule_files(directory: Path, tenants: Collection[str]) -> RuleFiles:
    """Read `policies/settings.json` and `policies/waivers.yaml` of a project with these tenants."""
    settings, wrong_settings = read_rule_settings(directory / "policies" / "settings.json", rules())
    waivers, wrong_waivers = read_waivers(directory / "policies" / "waivers.yaml", rules(), tenants)
    return RuleFiles(settings, waivers, (*wrong_settings, *wrong_waivers))


@dataclass(frozen=True)
class Checked:
    """The result of checking a project's files.

    Attributes:
        tenants: The number of tenant files.
        judgements: All findings, sorted by file and line. Problems that make a file unreadable are findings of the
            rule `VALID`.
        not_evaluated: The ids of the rules that only the engine can run.
        reading: The result of reading the tenants.
        waivers: The waivers.
    """

    tenants: int
    judgements: tuple[Judgement, ...]
    not_evaluated: tuple[str, ...]
    reading: Reading = field(repr=False)
    waivers: Waivers = field(repr=False)


VALID = "valid-files"
"""The rule that files are readable and match the model; the loader checks it, not `policies/`."""


def check_project(directory: Path, day: dt.date) -> Checked:
    """Check the files of a project: tenants, catalogue, stacks, the rules' settings and waivers, accepted drift.

    Tenants are checked as in their files, and with the overrides of each environment.

    Args:
        directory: The project's directory.
        day: The date to check against.
    """
    ids = sorted(file.stem for file in (directory / "tenants").glob("*.yaml"))
    reading = read_tenants(directory / "tenants")
    stacks, wrong_stacks = read_stacks(directory)
    files = read_rule_files(directory, ids)
    _, wrong_accepted = read_accepted_drift(directory)
    absent = missing_files(reading.tenants, directory / "tenants")
    wrong = (*reading.findings, *wrong_stacks, *files.findings, *wrong_accepted, *absent)
    judged = [_invalid(finding) for finding in wrong]
    if reading.tenants is not None:
        parts = [Part(PolicyInput(reading.tenants, day, stacks))]
        parts += _overridden(reading, reading.tenants, parts[0].policy_input)
        all_read = reading.tenants.by_id.keys() >= set(ids)
        asked = [rule for rule in rules().values() if all_read or not rule.needs_all]
        own = {rule.id for rule in own_rules()}
        cache = FindingCache(directory / "tenants", reading, asked, files.settings, own)
        judged += judge(asked, files.settings, files.waivers, *parts, cache=cache)
        cache.prune()
    not_evaluated = tuple(rule.id for rule in rules().values() if rule.subject is Subject.RESOURCES)
    return Checked(len(ids), tuple(in_order(judged)), not_evaluated, reading, files.waivers)


def _overridden(reading: Reading, plain: Tenants, policy_input: PolicyInput) -> Iterator[Part]:
    """Yield the tenants of each environment that overrides any of them."""
    for there in reading.overridden.values():
        yield Part(
            replace(policy_input, tenants=there),
            {tenant.id for tenant in there if tenant != plain.by_id.get(tenant.id)},
        )


def _invalid(finding: Finding) -> Judgement:
    return Judgement(
        file=finding.file,
        line=finding.line,
        column=finding.column,
        path=finding.path,
        message=finding.message,
        fix=finding.remedy,
        rule=VALID,
        level=Level.MANDATORY,
        severity=Severity.HIGH,
        tenant=None,
    )


def today() -> dt.date:
    """Return today's date in UTC."""
    return dt.datetime.now(dt.UTC).date()
