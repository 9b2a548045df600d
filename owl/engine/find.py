"""Find a suitable Pulumi engine.

A suitable engine on PATH is used. Otherwise the version that matches the Python SDK is kept in the user's cache,
outside the repository, so that every clone on the machine shares it.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from owl.engine import installed
from owl.engine.installed import UnavailableError

VERSION = version("pulumi")
"""The engine's version. It is the Python SDK's, so that it is pinned in one place."""

MODULES = Path(__file__).parent / "go_modules"
"""The pins and patches of an engine that is built here."""


def cache() -> Path:
    """Return the directory of our own engine, in `$XDG_CACHE_HOME/owl` or `~/.cache/owl`.

    Its name has a digest of pins and patches: with other ones it is another engine.
    """
    files = sorted(file for file in MODULES.rglob("*") if file.is_file())
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "owl" / f"pulumi-{VERSION}-{digest[:8]}"


def first(ways: Mapping[str, Callable[[], Path]], refused: list[str]) -> Path | None:
    """Return the result of the first way that works; for each that failed, add a line with the reason to `refused`."""
    for name, way in ways.items():
        try:
            return way()
        except UnavailableError as reason:
            refused.append(f"{name}: {reason}")
    return None


def find(refused: list[str]) -> Path | None:
    """Return the directory of an engine on this machine; for each place without one, add the reason to `refused`."""
    kept = cache() / "bin"
    return first(
        {"pulumi on PATH": installed.on_path, "the cache": lambda: installed.in_directory(kept, VERSION)}, refused
    )
