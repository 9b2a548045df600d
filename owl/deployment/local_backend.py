"""The backend, if it is a directory: where it is, and the files of a stack in it."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit


def backend_directory() -> Path | None:
    """Return the directory of the backend; None if it is none."""
    backend = urlsplit(os.environ.get("PULUMI_BACKEND_URL", ""))
    return Path(backend.path) if backend.scheme == "file" else None


def states_of(stack: str, backend: Path) -> Iterator[Path]:
    """Yield the states of a stack in a backend, which several projects may use."""
    yield from sorted(backend.glob(f".pulumi/stacks/*/{stack}.json"))


def locks_of(stack: str, backend: Path, ending: str = "json") -> Iterator[Path]:
    """Yield the locks of a stack in a backend. One that is not written yet ends in `tmp`."""
    yield from backend.glob(f".pulumi/locks/*/*/{stack}/*.{ending}")
