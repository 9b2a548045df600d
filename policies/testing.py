"""A case of a rule: a good project with one thing changed, and what the rule says of it.

Cases are files, `tests/policies/cases/FAMILY/RULE.yaml`, one for each rule. Beside `cases`, in `tests/policies/good`,
is the project that they change: one in which no rule finds anything.

    refused:
      no sample names the shop:       # what is wrong, in words
        in: acme                      # whose file is changed; acme where left out
        replace:                      # each text in the file, and its replacement
          "Acme: your order": Your order
        at: "- ^Your order {{"        # a text that is once in the changed file: the finding is where it begins,
                                      # or at the mark ^ in it
        says: no sample names 'Acme'  # all of the message
    accepted:
      the name in capitals:
        replace: {...}

A case may also have `files` (a file's name without ending, such as `catalogue/packages`, to what is replaced in it),
`of` (the file the finding is in, where it is not the changed one), `copies` (`{of: birch, count: 10, replace: {...}}`:
more tenants, whose id and name are numbered), `remove` (files), `today`, `parameters` (of the rule), `stacks`
(name to settings), `waivers`, `resources`, `with` (other rules that run as well), `at_place` (file, line and column
where the finding is in no tenant's file) and `limit: true` if it is right at the rule's limit, on either side. What
else the finding says is compared if the case names it: `path` (its field), `quote`, `fix` and `corrected`.

A test of all of them:

    @pytest.mark.parametrize("case", cases(Path("tests/policies/cases")), ids=str)
    def test_a_rule_on_its_case(case: Case, tmp_path: Path) -> None:
        case.check(tmp_path)
"""

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policies.core.judgement import Judgement, Part, judge
from policies.core.policy_input import DeclaredResource, PolicyInput, Program
from policies.core.registry import own_rules, rules
from policies.core.settings import RuleSettings
from policies.core.stack_files import Stack, read_stacks
from policies.core.waiver import Waiver, Waivers
from project import NAMESPACE, project_directory
from tenants.model import Tenants, read_parsed_tenants
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.yaml_document import Document, read_document

TODAY = dt.date(2026, 11, 24)
"""The day by which a case is judged that names no other."""

NO_STACK = Stack("dev", {}, Positions(Path("Pulumi.dev.yaml"), {}))
"""Whose program it is where a case names no stack."""

FEWEST = 2
"""Refused cases, and accepted ones, that a rule has at least."""


class FailedCase(AssertionError):  # noqa: N818 - what a test sees of it is its name
    """A rule does not say what the case expects, or the case does not fit the good project. The message says which."""


@dataclass(frozen=True)
class Case:
    """A case of a rule.

    Attributes:
        rule: The rule's id.
        name: What is right or wrong, in words.
        refused: Whether the rule finds something.
        values: What the file says of it.
        good: The project that it changes.
    """

    rule: str
    name: str
    refused: bool
    values: Mapping[str, Any]
    good: Path

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"

    @property
    def is_limit(self) -> bool:
        """Whether it is one step from the rule's limit."""
        return bool(self.values.get("limit"))

    def check(self, directory: Path) -> None:
        """Compare what the rule says with what the case expects.

        Args:
            directory: An empty directory for the changed project, or the path of one: it is made when it is needed.

        Raises:
            FailedCase: They differ.
        """
        policy_input = self.policy_input(directory)
        judged = self.judged(policy_input)
        about_words = {each.file.stem for each in judged if each.quote is not None}
        if about_words or "waivers" in self.values:  # words are looked up in their files, those that are waived too
            self._write_files(directory, about_words or {tenant.id for tenant in policy_input.tenants})
            judged = self.judged(policy_input, directory)
        found = [(each.message, (os.fspath(each.file), each.line, each.column)) for each in judged]
        expected = [(self.values["says"], self.place())] if self.refused else []
        if found != expected:
            raise FailedCase(f"{self}: expected {_shown(expected)}; the rule says {_shown(found)}")
        for each in judged:
            for name in self.values.keys() & {"path", "quote", "fix", "corrected"}:
                if (said := getattr(each, name)) != self.values[name]:
                    raise FailedCase(f"{self}: expected the {name} {self.values[name]!r}; the rule says {said!r}")

    def policy_input(self, directory: Path) -> PolicyInput:
        """Return the changed project as it would be read in a directory. Only settings of stacks are written to it.

        Raises:
            FailedCase: A text that is to be replaced is not in its file, or the changed files are not valid.
        """
        tenants, stacks = self.tenants(), self._stacks(directory)
        resources = self.values.get("resources")
        return PolicyInput(
            tenants=tenants,
            today=dt.date.fromisoformat(str(self.values.get("today", TODAY))),
            stacks=stacks,
            program=None if resources is None else _program(resources, stacks),
        )

    def tenants(self) -> Tenants:
        """Return the tenants of the changed project. Most files are the same in all cases: each is parsed once.

        Raises:
            FailedCase: A text that is to be replaced is not in its file, or the changed files are not valid.
        """
        files = self._files()
        if files == good_files(self.good):
            return _good_tenants(self.good)
        return _tenants(files)

    def write(self, directory: Path) -> None:
        """Write the changed project to a directory.

        Raises:
            FailedCase: A text that is to be replaced is not in its file.
        """
        files = self._files()
        (directory / "tenants" / "catalogue").mkdir(parents=True, exist_ok=True)
        shutil.copy(project_directory() / "Pulumi.yaml", directory)
        self._write_files(directory, files)
        self._write_stacks(directory)

    def judged(self, policy_input: PolicyInput, directory: Path | None = None) -> list[Judgement]:
        """Judge it by its rule alone.

        Args:
            policy_input: What is judged.
            directory: Where its files are: findings about words then stand at the words.
        """
        rule = rules()[self.rule]
        given = self.values.get("parameters", {})
        settings = RuleSettings(parameters={rule.id: type(rule.parameters)(**given)})
        waivers = Waivers(tuple(Waiver.model_validate(each) for each in self.values.get("waivers", [])))
        others = [rules()[name] for name in self.values.get("with", [])]
        with contextlib.chdir(directory or Path()):
            judged = judge([rule, *others], settings, waivers, Part(policy_input))
        return [each for each in judged if each.rule == self.rule]

    def place(self) -> tuple[str, int, int]:
        """Return the file, the line and the column at which it expects the finding.

        Raises:
            FailedCase: The text that marks the place is not in the file, or more than once.
        """
        if "at_place" in self.values:
            file, line, column = self.values["at_place"]
            return file, line, column
        name = self.values.get("of", self.values.get("in", "acme"))
        text = self._files()[name]
        before, _, after = self.values["at"].rpartition("^")
        marker = before + after
        if text.count(marker) != 1:
            raise FailedCase(f"{self}: {marker!r} is {text.count(marker)} times in {name}.yaml")
        offset = text.index(marker) + len(before)
        return f"tenants/{name}.yaml", text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    def _stacks(self, directory: Path) -> dict[str, Stack]:
        if "stacks" not in self.values:
            return {}
        self._write_stacks(directory)
        with contextlib.chdir(directory):
            stacks, wrong = read_stacks(Path())
        if wrong:
            raise FailedCase(f"{self}: {wrong}")
        return stacks

    def _write_files(self, directory: Path, names: Iterable[str]) -> None:
        files = self._files()
        (directory / "tenants").mkdir(parents=True, exist_ok=True)
        for name in names:
            (directory / _file(name)).write_text(files[name], "utf-8")

    def _write_stacks(self, directory: Path) -> None:
        for name, settings in self.values.get("stacks", {}).items():
            config = {f"{NAMESPACE}{key}": value for key, value in settings.items()}
            directory.mkdir(parents=True, exist_ok=True)
            YAML().dump({"config": config}, directory / f"Pulumi.{name}.yaml")

    def _files(self) -> dict[str, str]:
        files = dict(good_files(self.good))
        changes = dict(self.values.get("files", {}))
        if "replace" in self.values:
            changes[self.values.get("in", "acme")] = self.values["replace"]
        for name, replacements in changes.items():
            for old, new in replacements.items():
                if old not in files[name]:
                    raise FailedCase(f"{self}: {old!r} is not in {name}.yaml")
                files[name] = files[name].replace(old, new)
        for name in self.values.get("remove", []):
            del files[name]
        if copies := self.values.get("copies"):
            files |= self._copies(files[copies["of"]], copies)
        return files

    def _copies(self, text: str, copies: Mapping[str, Any]) -> dict[str, str]:
        made = {}
        for number in range(1, copies["count"] + 1):
            copy = text
            for old, new in copies.get("replace", {}).items():
                if old not in copy:
                    raise FailedCase(f"{self}: {old!r} is not in what is copied")
                copy = copy.replace(old, new.replace("#", str(number)))
            made[f"{copies['of']}-{number:03}"] = copy
        return made


def cases(directory: Path, good: Path | None = None) -> list[Case]:
    """Read the cases of a directory, such as `tests/policies/cases`.

    Args:
        directory: It holds `FAMILY/RULE.yaml`.
        good: The project that they change: `good` beside the directory, if it is not named.
    """
    changed = good or directory.parent / "good"
    return [case for file in sorted(directory.glob("*/*.yaml")) for case in _cases(file, changed)]


def without_cases(directory: Path) -> list[str]:
    """Return what the project's own rules lack: cases, two refused and two accepted ones at least."""
    lacking = []
    for rule in own_rules():
        file = directory / rule.family / f"{rule.id}.yaml"
        refused = [case.refused for case in _cases(file, Path())] if file.is_file() else []
        if min(refused.count(True), refused.count(False)) < FEWEST:
            lacking.append(f"{file}: write {FEWEST} refused and {FEWEST} accepted cases of the rule {rule.id}")
    return lacking


def _cases(file: Path, good: Path) -> Iterable[Case]:
    document = read_document(file)
    if document.findings:
        raise FailedCase("\n".join(map(str, document.findings)))
    content = document.content or {}
    for kind in ("refused", "accepted"):
        for name, values in (content.get(kind) or {}).items():
            yield Case(file.stem, name, kind == "refused", values or {}, good)


@cache
def good_files(good: Path) -> Mapping[str, str]:
    """Return the texts of a good project's files, by name below `tenants` and without ending."""
    return {
        file.relative_to(good / "tenants").with_suffix("").as_posix(): file.read_text("utf-8")
        for file in sorted((good / "tenants").rglob("*.yaml"))
    }


def _file(name: str) -> Path:
    return Path("tenants", f"{name}.yaml")


@cache
def _good_tenants(good: Path) -> Tenants:
    return _tenants(good_files(good))


def _tenants(files: Mapping[str, str]) -> Tenants:
    """Return the tenants of files, by their names below `tenants` without ending."""
    documents = {name: _unjudged(name, files[name]) for name in sorted(files, key=_file)}
    catalogue = {name.removeprefix(_CATALOGUE): each for name, each in documents.items() if name.startswith(_CATALOGUE)}
    return read_parsed_tenants(
        catalogue, [each for name, each in documents.items() if not name.startswith(_CATALOGUE)]
    ).valid_tenants


_CATALOGUE = "catalogue/"


def _unjudged(name: str, text: str) -> Document:
    """Return a document of its own, to which findings may be added."""
    parsed = _parsed(name, text)
    return replace(parsed, findings=list(parsed.findings), faulty=set(parsed.faulty))


@lru_cache(maxsize=2048)
def _parsed(name: str, text: str) -> Document:
    return read_document(_file(name), text.encode())


def forget_parsed() -> None:
    """Forget what was parsed for cases: for those who test mutants of the code that parses."""
    _good_tenants.cache_clear()
    _parsed.cache_clear()


def _program(resources: Iterable[Mapping[str, Any]], stacks: Mapping[str, Stack]) -> Program:
    """Return what the first stack declares."""
    stack = next(iter(stacks.values()), NO_STACK)
    return Program(stack, tuple(DeclaredResource(urn="", **each) for each in resources))


def _shown(findings: Iterable[tuple[str, tuple[str, int, int]]]) -> str:
    return "; ".join(f"{file}:{line}:{column}: {message}" for message, (file, line, column) in findings) or "nothing"
