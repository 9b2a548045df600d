"""Pull requests as files: `tests/owl/review/pull_requests/NAME/change.yaml`, with the expected comment beside it.

All are changes of the same base: the good project of the rules' tests, a tenant whose campaign was rejected,
and one whose brand was:

    about: Acme Cycles buy the bigger package.
    files:                              # which files change: old text, new text
      tenants/acme.yaml:
        "package: silver": "package: gold"

A change may also have `write` (files with their full text), `remove` (files) and `copies`
(`{of: acme, count: 1, replace: {...}}`: more tenants, with `#` as the number of each, in three digits). `preview`
has options of the preview, by default a plain preview of the stack `dev`.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.engine.project import REPOSITORY, Project

HERE = Path(__file__).parent
PULL_REQUESTS = HERE / "pull_requests"
GOOD = REPOSITORY / "tests" / "policies" / "good"
SETTINGS = '{"approvals-short": {"days": 40000}}\n'
"""A longer limit for approvals: those in the cases must be valid on any day that the tests run."""

PLAIN = "plain"


@dataclass(frozen=True)
class PullRequest:
    """A pull request.

    Attributes:
        name: The folder's name.
        values: The content of its file.
    """

    name: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return self.name

    @property
    def comment(self) -> Path:
        """The expected comment."""
        return PULL_REQUESTS / self.name / "comment.md"

    @property
    def preview(self) -> str:
        """Options for the preview."""
        return str(self.values.get("preview", PLAIN))

    def apply(self, directory: Path) -> None:
        """Change a copy of the base."""
        for name, replacements in self.values.get("files", {}).items():
            text = (directory / name).read_text("utf-8")
            (directory / name).write_text(_replaced(text, replacements), "utf-8")
        for name, text in self.values.get("write", {}).items():
            (directory / name).write_text(text, "utf-8")
        for name in self.values.get("remove", []):
            (directory / name).unlink()
        if copies := self.values.get("copies"):
            text = (directory / "tenants" / f"{copies['of']}.yaml").read_text("utf-8")
            for number in range(1, copies["count"] + 1):
                copy = _replaced(
                    text, {old: new.replace("#", f"{number:03}") for old, new in copies["replace"].items()}
                )
                (directory / "tenants" / f"elm-{number:03}.yaml").write_text(copy, "utf-8")


def _replaced(text: str, replacements: Mapping[str, str]) -> str:
    for old, new in replacements.items():
        assert old in text, f"{old!r} is not in what is changed"
        text = text.replace(old, new)
    return text


@cache
def pull_requests() -> Mapping[str, PullRequest]:
    """Return all pull requests, by name."""
    files = sorted(PULL_REQUESTS.glob("*/change.yaml"))
    return {file.parent.name: PullRequest(file.parent.name, YAML(typ="safe", pure=True).load(file)) for file in files}


def base_project(directory: Path, **environment: str) -> Project:
    """Create the project that all of them change."""
    made = Project(directory, **environment)
    made.keep_tenants()
    shutil.copytree(GOOD / "tenants", made.directory / "tenants", dirs_exist_ok=True)
    shutil.copytree(HERE / "base", made.directory / "tenants", dirs_exist_ok=True)
    (made.directory / "policies" / "settings.json").write_text(SETTINGS, "utf-8")
    return made


def head_of(base: Path, pull_request: PullRequest, directory: Path) -> Path:
    """Return the project with a pull request's change."""
    shutil.copytree(base, directory / "head", symlinks=True)
    pull_request.apply(directory / "head")
    return directory / "head"
