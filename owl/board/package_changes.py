"""Which packages tenants changed to, by month, from the history of their files in git."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PACKAGE = re.compile(r"^(?P<sign>[-+])package:\s*[\"']?(?P<package>[\w-]+)")
_COMMIT = "commit "


@dataclass(frozen=True)
class PackageChanges:
    """Changes of packages.

    Attributes:
        by_month: How often each change happened, by month such as `2026-11`, the latest first. A change is the package
            before and after; a new tenant has none before, and one whose file was deleted has none after.
        since: The month of the first commit that was looked at; empty if none was.
        problem: Why they are not known; empty if they are.
    """

    by_month: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)
    since: str = ""
    problem: str = ""


def package_changes(directory: Path) -> PackageChanges:
    """Return the changes of a project's tenants."""
    command = ["-p", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"]
    command += ["--date=format-local:%Y-%m", f"--format={_COMMIT}%cd", "-G", "^package:", "--", "tenants/*.yaml"]
    try:
        log = _log(directory, *command)
        first = _log(directory, "--reverse", "--date=format-local:%Y-%m", "--format=%cd", "--", "tenants")
    except OSError:
        return PackageChanges(problem="git is not installed")
    if log.returncode:
        return PackageChanges(problem="the tenants' files are in no git repository")
    if not first.stdout.strip():
        return PackageChanges(problem="the tenants' files were never committed")
    return PackageChanges(_by_month(log.stdout), first.stdout.split()[0])


def _log(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "log", *arguments],
        cwd=directory,
        env=os.environ | {"TZ": "UTC"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def _by_month(log: str) -> dict[str, dict[tuple[str, str], int]]:
    found: dict[str, Counter[tuple[str, str]]] = {}
    month, packages = "", {"-": "", "+": ""}

    def note() -> None:
        if packages["-"] != packages["+"]:
            found.setdefault(month, Counter())[packages["-"], packages["+"]] += 1
        packages.update({"-": "", "+": ""})

    for line in log.splitlines():
        if line.startswith(_COMMIT):
            note()
            month = line.removeprefix(_COMMIT)
        elif line.startswith("diff --git "):
            note()
        elif line_of := _PACKAGE.match(line):
            packages[line_of["sign"]] = line_of["package"]
    note()
    return {month: dict(found[month].most_common()) for month in sorted(found, reverse=True)}
