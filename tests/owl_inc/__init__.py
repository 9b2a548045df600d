"""Owl Inc. as the tests know it: its tenants, its catalogue, its stacks, its settings and waivers of rules.

The files at the top of the repository belong to the ISV that runs it, and change as the business does: a tenant joins,
a price rises, an account is replaced. Figures that were calculated by hand, and the resources of seven tenants, must
not. So all tests use these files, which change only with a test. No test judges what `owl check` finds in the others;
the schema for editors is tested, as are all files that `owl docs` writes.
"""

import os
import shutil
from functools import cache
from pathlib import Path

from tenants.model import Tenants, load_tenants

_HERE = Path(__file__).resolve().parent
_REPOSITORY = _HERE.parents[1]

TENANTS = _HERE / "tenants"
"""The tenants' files, and the catalogue below them."""


@cache
def owl_inc(environment: str | None = None) -> Tenants:
    """Return the tenants and the catalogue."""
    return load_tenants(TENANTS, environment)


def put_owl_inc(project: Path) -> None:
    """Put Owl Inc.'s files into a project's directory, and remove other files of an ISV."""
    keep_parsed(project)
    put_files(_HERE, project)


def put_files(source: Path, project: Path) -> None:
    """Put an ISV's files into a project's directory, and remove those of others."""
    for files in ("Pulumi.*.yaml", "tenants/*.yaml", "tenants/catalogue/*.yaml"):
        for file in project.glob(files):
            file.unlink()
    shutil.copytree(source, project, ignore=shutil.ignore_patterns("*.py", "__pycache__"), dirs_exist_ok=True)


def keep_parsed(project: Path) -> None:
    """Let a project reuse what any test parsed before: most tests read the same files again.

    Mutants don't: all of them are in one file, so each would reuse what another one parsed.
    """
    project.mkdir(parents=True, exist_ok=True)
    shutil.copy(_REPOSITORY / "Pulumi.yaml", project)
    if "MUTANT_UNDER_TEST" in os.environ:
        return
    parsed = _REPOSITORY / ".local" / "cache"
    parsed.mkdir(parents=True, exist_ok=True)
    (project / ".local").mkdir(exist_ok=True)
    if not (project / ".local" / "cache").exists():
        (project / ".local" / "cache").symlink_to(parsed)
