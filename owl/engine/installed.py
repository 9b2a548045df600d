"""Engines that are on this machine already."""

import os
import re
import shutil
import subprocess
from pathlib import Path

LANGUAGE_HOST = "pulumi-language-python"
"""The plugin with which the engine runs a Python program (https://www.pulumi.com/docs/iac/concepts/plugins/)."""

PARTS = ("pulumi", LANGUAGE_HOST, f"{LANGUAGE_HOST}-exec", "pulumi-resource-pulumi-python")
"""What an engine that runs Python programs and dynamic providers consists of."""

OLDEST = (3, 255, 0)
NEWER_THAN_ANY = (4, 0, 0)
"""Engines from `OLDEST` up to, not including, this one serve."""


class UnavailableError(Exception):
    """One of the ways to an engine is closed; the text is the reason, in one line."""


def version_of(pulumi: Path) -> tuple[int, ...]:
    """Asks an engine for its version.

    Raises:
        UnavailableError: it doesn't run, or doesn't answer with a version.
    """
    try:
        answer = subprocess.run(
            [pulumi, "version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise UnavailableError(f"{pulumi} doesn't run: {failure}") from failure
    match = re.fullmatch(r"v(\d+)\.(\d+)\.(\d+)\S*", answer.stdout.strip())
    if match is None:
        raise UnavailableError(f"{pulumi} gives no version: {(answer.stderr or answer.stdout).strip()[:200]!r}")
    return tuple(int(number) for number in match.groups())


def on_path() -> Path:
    """Finds the directory of an installed engine that serves.

    Raises:
        UnavailableError: there is none, or it is too old, too new, or lacks the Python language host.
    """
    found = shutil.which("pulumi")
    if found is None:
        raise UnavailableError("there is none")
    pulumi = Path(found)
    version = version_of(pulumi)
    if not OLDEST <= version < NEWER_THAN_ANY:
        raise UnavailableError(f"{pulumi} is {_dotted(version)}, which is not from {_dotted(OLDEST)} up to 4")
    if not (shutil.which(LANGUAGE_HOST) or (pulumi.resolve().parent / LANGUAGE_HOST).exists()):
        raise UnavailableError(f"{pulumi} has no {LANGUAGE_HOST} beside it")
    return pulumi.parent


def in_directory(directory: Path, version: str) -> Path:
    """Checks that a directory holds the whole engine in the version wanted.

    Raises:
        UnavailableError: a part is missing, or the version is another.
    """
    missing = [part for part in PARTS if not os.access(directory / part, os.X_OK)]
    if missing:
        raise UnavailableError(f"{directory} has no {', '.join(missing)}")
    found = _dotted(version_of(directory / "pulumi"))
    if found != version:
        raise UnavailableError(f"{directory} has {found}, not {version}")
    return directory


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)
