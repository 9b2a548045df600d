"""Copies of the working tree, with what Python has compiled already: a new clone compiles for seconds."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.docs.documents import REPOSITORY


def copy_working_tree(directory: Path) -> None:
    """Copy the files that git tracks or would add, and the bytecode of their modules."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in names:
        if name and (REPOSITORY / name).exists():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, directory / name, follow_symlinks=False)
    for package in REPOSITORY.glob("[!.]*/"):
        _link_compiled(package, directory / package.name)


def link_compiled_packages(copy: Path) -> None:
    """Let a copy's virtual environment, which `make setup` has just created, use the bytecode of this one."""
    installed = Path(sysconfig.get_path("purelib"))
    _link_compiled(installed, copy / ".venv" / installed.relative_to(sys.prefix))


def _link_compiled(source: Path, copy: Path) -> None:
    """Link bytecode. Python uses it where the module has the same size and time of change, and compiles others."""
    for folder in source.rglob("__pycache__"):
        there = copy / folder.relative_to(source)
        if there.parent.is_dir():
            there.mkdir(exist_ok=True)
            for compiled in folder.glob("*.pyc"):
                if not (there / compiled.name).exists():
                    (there / compiled.name).symlink_to(compiled)
