"""Finds a Pulumi engine that serves.

An engine on PATH that serves is used as it is. Else the version that goes with the Python SDK is kept in the user's
cache, outside the repository, so that every clone on the machine shares it.
"""

import os
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from owl.engine import installed
from owl.engine.installed import UnavailableError

VERSION = version("pulumi")
"""The engine's version: that of the Python SDK, so that it is pinned in one place."""


def cache() -> Path:
    """Return where an engine of our own is kept: in `$XDG_CACHE_HOME/owl`, or `~/.cache/owl`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "owl", f"pulumi-{VERSION}")


def first(ways: Mapping[str, Callable[[], Path]], refused: list[str]) -> Path | None:
    """Go the first way that is open; the reasons why others are closed are added to `refused`, a line each."""
    for name, way in ways.items():
        try:
            return way()
        except UnavailableError as reason:
            refused.append(f"{name}: {reason}")
    return None


def find(refused: list[str]) -> Path | None:
    """Find an engine on this machine; the reasons against the places without one are added to `refused`."""
    kept = cache() / "bin"
    return first(
        {"pulumi on PATH": installed.on_path, "the cache": lambda: installed.in_directory(kept, VERSION)}, refused
    )
