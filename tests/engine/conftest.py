"""Fixtures of the tests that run the real engine."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a copy of the project with two tenants; `stack` and environment variables as arguments."""
    assert shutil.which("pulumi"), "the Pulumi engine is not on PATH: run these tests with `make test`"

    def make(**options: str) -> Project:
        made = Project(tmp_path, **options)
        made.keep_tenants("freestyle-falcons", "alpine-spokes")
        return made

    return make
