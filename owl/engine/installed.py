"""Find Pulumi engines that are already on this machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

LANGUAGE_HOST = "pulumi-language-python"
"""The plugin with which the engine runs a Python program (https://www.pulumi.com/docs/iac/concepts/plugins/)."""

PARTS = ("pulumi", LANGUAGE_HOST, f"{LANGUAGE_HOST}-exec", "pulumi-resource-pulumi-python")
"""The parts of an engine that runs Python programs and dynamic providers."""

OLDEST = (3, 255, 0)
NEWER_THAN_ANY = (4, 0, 0)
"""Engines from `OLDEST` up to, but not including, this one are suitable."""


class UnavailableError(Exception):
    """One way to get an engine failed; the text is the reason, in one line."""


def version_of(pulumi: Path) -> tuple[int, ...]:
    """Return an engine's version.

    Raises:
        UnavailableError: It doesn't run, or doesn't print a version.
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
        raise UnavailableError(f"{pulumi} printed no version: {(answer.stderr or answer.stdout).strip()[:200]!r}")
    return tuple(int(number) for number in match.groups())


def on_path() -> Path:
    """Return the directory of a suitable engine on PATH.

    Raises:
        UnavailableError: There is none, or it is too old, too new, or lacks the Python language host.
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
    """Return the directory if it has all parts of the engine in the given version.

    Raises:
        UnavailableError: A part is missing, or the version differs.
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
