"""A case of a rule: the good project with one thing changed, and what the rule says of it.

Cases are files, `tests/policies/cases/FAMILY/RULE.yaml`, one for each rule:

    refused:
      no sample names the shop:       # what is wrong, in words
        in: acme                      # whose file is changed; acme where left out
        replace:                      # each text that stands there, and what stands there then
          "Acme: your order": Your order
        at: "- ^Your order {{"        # a text that stands once in the changed file: the finding is where it begins,
                                      # or at the mark ^ in it
        says: no sample message names 'Acme'  # the whole message
    accepted:
      the name in capitals:
        replace: {...}

A case may also have `files` (a file's name without ending, such as `catalogue/packages`, to what is replaced in it),
`of` (the file the finding is in, where it is not the changed one), `copies` (`{of: birch, count: 10, replace: {...}}`:
more tenants, whose id and name are numbered), `remove` (files), `today`, `parameters` (of the rule), `stacks`
(name to settings), `waivers`, `resources`, `with` (other rules that run as well), `at_place` (file, line and column
where the finding is in no tenant's file) and `limit: true` where it stands right at the rule's limit, on either side.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policies.core.judgement import Judgement, Part, judge
from policies.core.policy_input import DeclaredResource, PolicyInput, Program
from policies.core.registry import rules
from policies.core.settings import RuleSettings
from policies.core.stack_files import OURS, Stack, read_stacks
from policies.core.waiver import Waiver, Waivers
from tenants.model import load_tenants
from tenants.model.yaml_files.positions import Positions
from tests.owl_inc import keep_parsed

HERE = Path(__file__).parent
CASES = HERE / "cases"
GOOD = HERE / "good"
"""A project in which no rule finds anything."""

TODAY = dt.date(2026, 11, 24)
NO_STACK = Stack("dev", {}, Positions(Path("Pulumi.dev.yaml"), {}))
"""Whose program it is where a case names no stack."""


@dataclass(frozen=True)
class Case:
    """A case of a rule.

    Attributes:
        rule: The rule's id.
        name: What is right or wrong, in words.
        refused: Whether the rule finds something.
        values: What the file says of it.
    """

    rule: str
    name: str
    refused: bool
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"

    @property
    def is_limit(self) -> bool:
        """Whether it stands one step from the rule's limit."""
        return bool(self.values.get("limit"))

    def policy_input(self, directory: Path) -> PolicyInput:
        """Write the changed project to a directory, and read it as seen from there."""
        keep_parsed(directory)
        for name, text in self._files().items():
            file = directory / "tenants" / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for name, settings in self.values.get("stacks", {}).items():
            config = {f"{OURS}{key}": value for key, value in settings.items()}
            YAML().dump({"config": config}, directory / f"Pulumi.{name}.yaml")
        with contextlib.chdir(directory):
            tenants = load_tenants(Path("tenants"))
            stacks, wrong = read_stacks(Path())
        assert not wrong, f"{self}: {wrong}"
        resources = self.values.get("resources")
        return PolicyInput(
            tenants=tenants,
            today=dt.date.fromisoformat(str(self.values.get("today", TODAY))),
            stacks=stacks,
            program=None if resources is None else _program(resources, stacks),
        )

    def judged(self, policy_input: PolicyInput) -> list[Judgement]:
        """Judge it by its rule alone."""
        rule = rules()[self.rule]
        given = self.values.get("parameters", {})
        settings = RuleSettings(parameters={rule.id: type(rule.parameters)(**given)})
        waivers = Waivers(tuple(Waiver.model_validate(each) for each in self.values.get("waivers", [])))
        others = [rules()[name] for name in self.values.get("with", [])]
        return [
            each for each in judge([rule, *others], settings, waivers, Part(policy_input)) if each.rule == self.rule
        ]

    def place(self, directory: Path) -> tuple[str, int, int]:
        """Give the file, the line and the column at which it expects the finding."""
        if "at_place" in self.values:
            file, line, column = self.values["at_place"]
            return file, line, column
        name = self.values.get("of", self.values.get("in", "acme"))
        text = (directory / "tenants" / f"{name}.yaml").read_text("utf-8")
        before, _, after = self.values["at"].rpartition("^")
        marker = before + after
        assert text.count(marker) == 1, f"{self}: {marker!r} stands {text.count(marker)} times in {name}.yaml"
        offset = text.index(marker) + len(before)
        return f"tenants/{name}.yaml", text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    def _files(self) -> dict[str, str]:
        files = dict(good_files())
        changes = dict(self.values.get("files", {}))
        if "replace" in self.values:
            changes[self.values.get("in", "acme")] = self.values["replace"]
        for name, replacements in changes.items():
            for old, new in replacements.items():
                assert old in files[name], f"{self}: {old!r} is not in {name}.yaml"
                files[name] = files[name].replace(old, new)
        for name in self.values.get("remove", []):
            del files[name]
        if copies := self.values.get("copies"):
            files |= _copies(files[copies["of"]], copies)
        return files


def cases(rule: str | None = None) -> list[Case]:
    """Give the cases of every rule, or of one."""
    found: list[Case] = []
    for file in sorted(CASES.glob("*/*.yaml")):
        if rule in {None, file.stem}:
            found += _cases(file)
    return found


def _cases(file: Path) -> Iterable[Case]:
    content = YAML(typ="safe", pure=True).load(file)
    for kind in ("refused", "accepted"):
        for name, values in content[kind].items():
            yield Case(file.stem, name, kind == "refused", values or {})


@cache
def good_files() -> Mapping[str, str]:
    """Give the texts of the good project's files, by name below `tenants` and without ending."""
    return {
        file.relative_to(GOOD / "tenants").with_suffix("").as_posix(): file.read_text("utf-8")
        for file in sorted((GOOD / "tenants").rglob("*.yaml"))
    }


def _copies(text: str, copies: Mapping[str, Any]) -> dict[str, str]:
    made = {}
    for number in range(1, copies["count"] + 1):
        copy = text
        for old, new in copies.get("replace", {}).items():
            assert old in copy, f"{old!r} is not in what is copied"
            copy = copy.replace(old, new.replace("#", str(number)))
        made[f"{copies['of']}-{number:03}"] = copy
    return made


def _program(resources: Iterable[Mapping[str, Any]], stacks: Mapping[str, Stack]) -> Program:
    """Give what the first stack declares."""
    stack = next(iter(stacks.values()), NO_STACK)
    return Program(stack, tuple(DeclaredResource(urn="", **each) for each in resources))
