"""Checks whether a tenant fits the ISV's offering, by the qualification and tier rules."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from policies.core.judgement import Judgement
from policies.core.project import VALID, check_project, today
from policies.core.registry import rules
from project import project_directory
from tenants.model import InvalidTenants, read_tenants
from tenants.model.sections.international_number import FILE_TYPES

FAMILIES = frozenset({"qualification", "tier"})
"""The rule families that matter before a sale. All others are about registration and operations."""


OF_COUNTRIES = "us-only"
"""The rule that says what the next step to another country is."""

CATALOGUE = "catalogue"
"""The directory of the catalogue, in the one of the tenants' files."""


@dataclass(frozen=True)
class Answer:
    """The result of qualifying a tenant.

    Attributes:
        tenant: The tenant's id.
        reasons: The findings. Mandatory ones mean that the tenant needs iteration or, if they are about countries that
            it does not text yet, a next step.
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
        if self.fits:
            return f"{self.tenant}: fits"
        if all(each.rule == OF_COUNTRIES for each in self.reasons if each.is_fatal):
            return f"{self.tenant}: fits once it may text the other countries; the next step for each:"
        return f"{self.tenant}: needs iteration"


def qualify(file: Path) -> Answer:
    """Check one tenant's file together with the project's own, whether or not it is one of them.

    Raises:
        InvalidTenants: The catalogue is not valid, so nobody can know whether the tenant fits.
    """
    project = project_directory()
    reading = read_tenants(project / "tenants")
    if reading.tenants is None:
        raise InvalidTenants(each for each in reading.findings if each.file.parent.name == CATALOGUE)
    with tempfile.TemporaryDirectory(prefix="owl-qualify-") as scratch:
        beside = Path(scratch)
        _copy_project(project, beside)
        copy = beside / "tenants" / f"{file.stem}.yaml"
        copy.write_bytes(file.read_bytes())
        found = [each for each in check_project(beside, today()).judgements if each.file == copy]
    asked = {name for name, rule in rules().items() if rule.family in FAMILIES} | {VALID}
    reasons = [each for each in found if each.rule in asked]
    return Answer(file.stem, tuple(replace(each, file=file, message=_without(beside, each)) for each in reasons))


def _without(directory: Path, judgement: Judgement) -> str:
    """Return a message in which the files of the copied project are named as those of the project."""
    return judgement.message.replace(f"{directory}/", "")


def _copy_project(project: Path, to: Path) -> None:
    """Copy the files that rules read. A tenant's file that can't be read is skipped: it says nothing of another."""
    (to / "tenants" / CATALOGUE).mkdir(parents=True)
    (to / "policies").mkdir()
    tenants, catalogue = (sorted((project / each).glob("*.yaml")) for each in ("tenants", f"tenants/{CATALOGUE}"))
    for file in (*tenants, *catalogue, *(project / "policies" / each for each in ("settings.json", "waivers.yaml"))):
        if file.is_file():
            shutil.copy(file, to / file.relative_to(project))
    for file in (project / "tenants").rglob("*"):
        if file.suffix.lower() in FILE_TYPES:  # documents that tenants' files name
            (to / file.relative_to(project)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to / file.relative_to(project))
