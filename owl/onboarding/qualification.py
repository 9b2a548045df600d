"""Checks whether a tenant fits the ISV's offering, by the qualification and tier rules."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from policies.core.judgement import Judgement
from policies.core.project import VALID, check_project, today
from policies.core.registry import rules
from project import project_directory

FAMILIES = frozenset({"qualification", "tier"})
"""The rule families that matter before a sale. All others are about registration and operations."""


@dataclass(frozen=True)
class Answer:
    """The result of qualifying a tenant.

    Attributes:
        tenant: The tenant's id.
        reasons: The findings. Mandatory ones mean that the tenant needs iteration.
    """

    tenant: str
    reasons: tuple[Judgement, ...]

    @property
    def fits(self) -> bool:
        """Whether there are no mandatory findings."""
        return not any(each.is_fatal for each in self.reasons)

    @property
    def headline(self) -> str:
        """The result in one line."""
        return f"{self.tenant}: fits" if self.fits else f"{self.tenant}: needs iteration"


def qualify(file: Path) -> Answer:
    """Check one tenant's file together with the project's own, whether or not it is one of them."""
    project = project_directory()
    with tempfile.TemporaryDirectory(prefix="owl-qualify-") as scratch:
        beside = Path(scratch)
        shutil.copytree(project / "tenants", beside / "tenants", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        (beside / "policies").mkdir()
        for name in ("settings.json", "waivers.yaml"):
            if (project / "policies" / name).is_file():
                shutil.copy(project / "policies" / name, beside / "policies")
        copy = beside / "tenants" / f"{file.stem}.yaml"
        shutil.copy(file, copy)
        found = [each for each in check_project(beside, today()).judgements if each.file == copy]
    asked = {name for name, rule in rules().items() if rule.family in FAMILIES} | {VALID}
    return Answer(file.stem, tuple(replace(each, file=file) for each in found if each.rule in asked))
