"""Fixtures and settings for all tests."""

import fcntl
import gc
import os
import signal
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests.mutants import forget_cached
from tests.profiles import is_thorough

TESTS = Path(__file__).parent

gc.disable()  # until all tests are collected: what is imported is never garbage

# A job started with & by a script ignores SIGINT and hands that down: the engine then waits 5 s for its plugins.
signal.signal(signal.SIGINT, signal.default_int_handler)

# An engine lives for a second: a twentieth of its time goes into collecting garbage that fits into memory.
os.environ |= {"GOGC": "off", "GOMEMLIMIT": "400MiB"}

# Examples have no deadline: how long one takes depends on how busy the machine is.
settings.register_profile("default", deadline=None, max_examples=50)
settings.register_profile("few", deadline=None, max_examples=12)  # for tests of tests
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("default")


NEEDS_THE_ENGINE = (
    "docs/test_documents.py",
    "docs/test_recipes.py",
    "engine",
    "openapi",
    "owl/adoption/test_adopt_command.py",
    "owl/cells/test_kubernetes.py",
    "owl/check/test_check_forms.py",
    "owl/deployment/test_up.py",
    "owl/drift/test_owl_drift.py",
    "owl/new_repository/test_own_repository.py",
    "owl/previews/test_engine.py",
    "owl/review",
    "tools",
    "workflows",
)
"""Directories and files whose tests run the engine, or need programs to be downloaded first."""

SLOW = (
    "emulator",
    "owl/board/test_in_chromium.py",
    "owl/commands/test_emulator_command.py",
    "owl/preflight",
    "owl/receiver",
    "owl/rendering/test_terminal.py",
    "owl/test_damaged_files.py",
    "owl/drift/test_quiet.py",
    "policies/test_project.py",
    "policies/test_texts.py",
    "providers",
    "tenants/test_any_text.py",
)
"""Directories and files whose tests need no engine but take minutes."""


@cache
def _marks(file: Path) -> list[str]:
    directories = {"engine": NEEDS_THE_ENGINE, "slow": SLOW}
    name = f"{file.relative_to(TESTS).as_posix()}/"
    return [mark for mark, paths in directories.items() if any(name.startswith(f"{path}/") for path in paths)]


def pytest_sessionstart() -> None:
    """Let no test of a mutant be answered with what was computed before without it."""
    if "MUTANT_UNDER_TEST" in os.environ:
        forget_cached()


def pytest_xdist_auto_num_workers() -> int:
    """Use one process more than there are processors: tests wait for engines and servers a seventh of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let one process collect first where nothing is compiled yet; all others then load what it has compiled."""
    if any((TESTS / "workflows" / "__pycache__").glob("test_*.pyc")):
        return (yield)
    with Path(__file__).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(file, fcntl.LOCK_SH)
        return (yield)


def pytest_collection_finish() -> None:
    """Hide from the garbage collector what is imported, and never garbage: searching it is a tenth of the time."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that `make test-fast` skips, and run the workflows first, as they take the longest.

    Started last, they would run alone for minutes. What only the profile `thorough` tries is left out elsewhere.
    """
    left_out = [item for item in items if item.get_closest_marker("thorough") and not is_thorough()]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    for item in items:
        for mark in _marks(item.path):
            item.add_marker(mark)
    items.sort(key=lambda item: "workflows" not in item.path.parts)
