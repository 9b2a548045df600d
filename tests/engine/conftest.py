"""Fixtures of the tests that run the real engine."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests.engine.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Copy the project with two tenants; the arguments are `stack` and environment variables."""
    assert shutil.which("pulumi"), "the Pulumi engine is not on PATH: run these tests with `make test`"

    return partial(_with_two_tenants, tmp_path)


def _with_two_tenants(directory: Path, **options: Any) -> Project:
    made = Project(directory, **options)
    made.keep_tenants("freestyle-falcons", "alpine-spokes")
    return made


@pytest.fixture(scope="session")
def _deployed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    @cache
    def deployed(stack: str) -> Project:
        made = _with_two_tenants(tmp_path_factory.mktemp("deployed"), stack=stack)
        done = made.up()
        assert done.code == 0, done.text
        return made

    return deployed


@pytest.fixture
def dev(_deployed: Callable[[str], Project]) -> Iterator[Project]:
    """Two tenants on the deployed stack `dev`; a test's changes are undone."""
    with _deployed("dev").taken_back() as project:
        yield project


@pytest.fixture
def prod(_deployed: Callable[[str], Project]) -> Iterator[Project]:
    """Two tenants on the deployed stack `prod`; a test's changes are undone."""
    with _deployed("prod").taken_back() as project:
        yield project
