"""Which cells a change touches: the ones that a pull request previews."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from owl.failure import Failure
from owl.review import UnknownBase, base_directory
from owl.stacks.cells import ProjectCells, project_cells
from policies.core.stack_files import stack_files

_TENANT = re.compile(r"tenants/(?P<id>[^/]+)\.ya?ml")
_STACK = re.compile(r"Pulumi\.(?P<name>.+)\.yaml")
_UNSEEN = ("docs/", "tests/", ".github/", "benchmarks/")
"""Directories with nothing that a deployment reads."""


def changed_cells(project: Path, now: ProjectCells, base: str) -> set[str]:
    """Return the cells that the changes since a commit may touch: all of them for anything that they share.

    Args:
        project: The project's directory.
        now: Its stacks and tenants.
        base: The commit.

    Raises:
        Failure: There is no such commit.
    """
    changed = _git(project, "diff", "--name-only", "--relative", "--no-renames", "--end-of-options", base, "--")
    new = _git(project, "ls-files", "--others", "--exclude-standard")
    if changed is None or new is None:
        raise Failure(f"{base!r} is no commit of this repository: fetch it first, for example with `git fetch`")
    files = [each for each in (*changed, *new) if not _is_unseen(each)]
    tenants = {found["id"] for each in files if (found := _TENANT.fullmatch(each))}
    stacks = {found["name"] for each in files if (found := _STACK.fullmatch(each))}
    if any(not _TENANT.fullmatch(each) and not _STACK.fullmatch(each) for each in files):
        return set(now.stacks)
    if not files:
        return set()
    try:
        with base_directory(base, project) as before:
            then = project_cells(before)
            touched = stacks | _regrouped(stacks, then, now) | _having(tenants, then) | _having(tenants, now)
    except UnknownBase as error:
        raise Failure(str(error)) from None
    except Failure:  # a catalogue that is not valid
        return set(now.stacks)
    return touched & set(stack_files(project))


def _git(project: Path, *arguments: str) -> list[str] | None:
    """Run git and return the lines that it prints; None if it fails."""
    done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, text=True, check=False)  # noqa: S603, S607 - git
    return done.stdout.splitlines() if done.returncode == 0 else None


def _is_unseen(file: str) -> bool:
    return file.startswith(_UNSEEN) or PurePosixPath(file).suffix == ".md"


def _regrouped(stacks: Iterable[str], then: ProjectCells, now: ProjectCells) -> set[str]:
    """Return the stacks that a cell was added to or taken from: they have the tenants without a cell of their own."""
    found = set()
    for name in stacks:
        divided = {each.cells_of(name).divided if name in each.stacks else "" for each in (then, now)}
        if len(divided) > 1:
            found |= divided
    return found


def _having(tenants: Iterable[str], cells: ProjectCells) -> set[str]:
    """Return the cells of tenants, whatever rings they deploy: a tenant may have left its ring, and still be deployed.

    Raises:
        Failure: There are tenants, and the catalogue is not valid.
    """
    wanted = set(tenants)
    return {
        name
        for name in (cells.stacks if wanted else ())
        if wanted & {each.id for each in cells.cells_of(name).tenants(name, cells.in_environment_of(name))}
    }
