"""Reading a project for the rules: its tenants, its stacks, the rules' settings and the waivers."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.core.judgement import Judgement, judge
from policies.core.registry import rules
from policies.core.settings import Settings, read_settings
from policies.core.waiver import Waivers, read_waivers
from policies.core.world import Stack, World
from tenants import Finding
from tenants.yaml_document import read_document

OURS = "owl:"
"""How the names of the project's own settings begin in a stack's file."""


@dataclass(frozen=True)
class RuleFiles:
    """What the project says of the rules.

    Attributes:
        settings: Their levels and parameters.
        waivers: What may be broken.
        findings: What is wrong with these files.
    """

    settings: Settings
    waivers: Waivers
    findings: tuple[Finding, ...]


def read_rule_files(directory: Path, tenants: Collection[str]) -> RuleFiles:
    """Read `policies/settings.json` and `policies/waivers.yaml` of a project, with the ids of its tenants."""
    settings, wrong_settings = read_settings(directory / "policies" / "settings.json", rules())
    waivers, wrong_waivers = read_waivers(directory / "policies" / "waivers.yaml", rules(), tenants)
    return RuleFiles(settings, waivers, (*wrong_settings, *wrong_waivers))


def read_stacks(directory: Path) -> tuple[dict[str, Stack], tuple[Finding, ...]]:
    """Read the settings of every stack, and what is wrong with them."""
    documents = [read_document(file) for file in sorted(directory.glob("Pulumi.*.yaml"))]
    stacks = {}
    for document in documents:
        name = document.file.name.removeprefix("Pulumi.").removesuffix(".yaml")
        stacks[name] = Stack(name, _settings(document.value("config")), document.positions)
    return stacks, tuple(finding for document in documents for finding in document.findings)


def _settings(config: Any) -> Mapping[str, Any]:
    values = config if isinstance(config, dict) else {}
    return {name.removeprefix(OURS): value for name, value in values.items() if name.startswith(OURS)}


def judge_world(world: World, files: RuleFiles) -> list[Judgement]:
    """Judge a world by every rule, as the project's files have it."""
    return judge(world, rules().values(), files.settings, files.waivers)


def today() -> dt.date:
    """Give the day by which everything is judged, in UTC."""
    return dt.datetime.now(dt.UTC).date()
