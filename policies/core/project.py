"""Reading a project for the rules: its tenants, its stacks, the rules' settings and the waivers."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from policies.core.judgement import Judgement, Part, in_order, judge
from policies.core.policy_input import PolicyInput
from policies.core.registry import rules
from policies.core.rule import Level, Severity, Subject
from policies.core.settings import RuleSettings, read_rule_settings
from policies.core.stack_files import read_stacks
from policies.core.waiver import Waivers, read_waivers
from tenants.model import Finding, Reading, Tenants, read_tenants


@dataclass(frozen=True)
class RuleFiles:
    """What the project says of the rules.

    Attributes:
        settings: Their levels and parameters.
        waivers: What may be broken.
        findings: What is wrong with these files.
    """

    settings: RuleSettings
    waivers: Waivers
    findings: tuple[Finding, ...]


def read_rule_files(directory: Path, tenants: Collection[str]) -> RuleFiles:
    """Read `policies/settings.json` and `policies/waivers.yaml` of a project, with the ids of its tenants."""
    settings, wrong_settings = read_rule_settings(directory / "policies" / "settings.json", rules())
    waivers, wrong_waivers = read_waivers(directory / "policies" / "waivers.yaml", rules(), tenants)
    return RuleFiles(settings, waivers, (*wrong_settings, *wrong_waivers))


@dataclass(frozen=True)
class Checked:
    """What came of checking a project's files.

    Attributes:
        tenants: How many tenants' files there are.
        judgements: All that was found, in the order of files and lines. What makes a file unreadable is among it, as
            of the rule `VALID`.
        not_evaluated: The rules that only the engine can ask, by id.
        reading: What came of reading the tenants.
        waivers: What may be broken.
    """

    tenants: int
    judgements: tuple[Judgement, ...]
    not_evaluated: tuple[str, ...]
    reading: Reading = field(repr=False)
    waivers: Waivers = field(repr=False)


VALID = "valid-files"
"""The rule that files can be read and say what the model allows: of the loader, not of `policies/`."""


def check_project(directory: Path, day: dt.date) -> Checked:
    """Check the files of a project: those of tenants, catalogue, stacks, and of the rules themselves.

    Every environment is judged: as its own file has a tenant, and where the file says so, as it is in an environment.

    Args:
        directory: The project's directory.
        day: The day by which it is judged.
    """
    ids = sorted(file.stem for file in (directory / "tenants").glob("*.yaml"))
    reading = read_tenants(directory / "tenants")
    stacks, wrong_stacks = read_stacks(directory)
    files = read_rule_files(directory, ids)
    judged = [_invalid(finding) for finding in (*reading.findings, *wrong_stacks, *files.findings)]
    if reading.tenants is not None:
        parts = [Part(PolicyInput(reading.tenants, day, stacks))]
        parts += _overridden(reading, reading.tenants, parts[0].policy_input)
        all_read = reading.tenants.by_id.keys() >= set(ids)
        asked = [rule for rule in rules().values() if all_read or not rule.needs_all]
        judged += judge(asked, files.settings, files.waivers, *parts)
    not_evaluated = tuple(rule.id for rule in rules().values() if rule.subject is Subject.RESOURCES)
    return Checked(len(ids), tuple(in_order(judged)), not_evaluated, reading, files.waivers)


def _overridden(reading: Reading, plain: Tenants, policy_input: PolicyInput) -> Iterator[Part]:
    """Give the tenants as they are in each environment in which any is not as elsewhere."""
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
    """Give the day by which everything is judged, in UTC."""
    return dt.datetime.now(dt.UTC).date()
