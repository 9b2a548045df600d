"""The mandatory rules, where the engine does not run them before it deploys: then the program does so itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from owl.check.as_text import lines_of
from policies.core.cells import cells_of
from policies.core.judgement import Part, judge
from policies.core.policy_input import DeclaredResource, PolicyInput, Program
from policies.core.project import RuleFiles, read_rule_files, today
from policies.core.registry import rules
from policies.core.rule import Subject
from policies.core.stack_files import Stack, read_stacks
from tenants.model import Tenants
from tenants.model.yaml_files.positions import Positions


@dataclass(frozen=True)
class Violations:
    """What the mandatory rules found.

    Attributes:
        text: The findings, with what to do about each.
        tenants: The tenants whose files they are in.
    """

    text: str
    tenants: tuple[str, ...]


@cache
def _read(directory: Path, tenants: tuple[str, ...]) -> tuple[RuleFiles, Mapping[str, Stack]]:
    """Read settings, waivers and stacks once in a run, which judges its files first and then what it declares."""
    return read_rule_files(directory, tenants), read_stacks(directory)[0]


def violations(
    directory: Path,
    tenants: Tenants,
    stack: str,
    settings: Mapping[str, Any],
    resources: tuple[DeclaredResource, ...] | None = None,
) -> Violations | None:
    """Check a project as the policy pack would; return None if no mandatory rule is violated.

    Args:
        directory: The project's directory.
        tenants: The tenants, as they are in the stack's environment.
        stack: The stack's name.
        settings: The settings it is deployed with, by their names in its file.
        resources: What the program declares, to run the rules on that; None to run those on files.
    """
    files, stacks = _read(directory, tuple(tenants.by_id))
    if files.findings:
        return Violations("\n".join(map(str, files.findings)), ())
    here = stacks.get(stack, Stack(stack, {}, Positions(Path(f"Pulumi.{stack}.yaml"), {})))
    here = replace(here, settings={**here.settings, **settings})
    cells = cells_of(here, stacks)
    mine = {each.id for each in cells.tenants(stack, tenants)} if cells.is_divided else None
    program = None if resources is None else Program(here, resources)
    part = Part(PolicyInput(tenants, today(), {**stacks, stack: here}, program), mine)
    chosen = [each for each in rules().values() if program is None or each.subject is Subject.RESOURCES]
    judged = judge(chosen, files.settings, files.waivers, part)
    fatal = [each for each in judged if each.is_fatal]
    if not fatal:
        return None
    return Violations("\n".join(lines_of(fatal)), tuple(sorted({each.tenant for each in fatal if each.tenant})))
