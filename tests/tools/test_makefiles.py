"""`make serve` in the product's repository and in one of a company: three programs that end together."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
MAKEFILES = ["Makefile", "owl/new_repository/files/Makefile"]
RUNS = "#!/bin/sh\necho $$\nexec tail -f /dev/null\n"
"""A program that runs until it is stopped. Which one it is doesn't matter here, and the real ones have fixed ports."""

FAILS = '#!/bin/sh\ncase "$1" in serve) exit 1 ;; esac\nexec tail -f /dev/null\n'
"""The receiver fails, such as on a port that is taken, and the two others run."""


@pytest.fixture(params=MAKEFILES)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], subprocess.Popen[str]]:
    """Starts `make serve`, without set-up, with a program in the place of `owl`."""
    shutil.copy(REPOSITORY / str(request.param), tmp_path)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "environment").write_text(f"PATH={tmp_path}:$PATH\n", "utf-8")

    def start(program: str) -> subprocess.Popen[str]:
        (tmp_path / "owl").write_text(program, "utf-8")
        (tmp_path / "owl").chmod(0o755)
        return subprocess.Popen(
            ["make", "--old-file", "setup", "serve"],
            cwd=tmp_path,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.mark.parametrize(
    "stop", [lambda make: os.killpg(make, signal.SIGINT), lambda make: os.kill(make, signal.SIGTERM)]
)
def test_all_three_end_with_make(served: Callable[[str], subprocess.Popen[str]], stop: Callable[[int], None]) -> None:
    """Ctrl-C reaches all processes of a terminal, and what supervises them stops make alone."""
    make = served(RUNS)
    assert make.stdout
    programs = {int(make.stdout.readline()) for _ in range(3)}

    stop(make.pid)
    make.communicate()  # until nobody can write any more

    assert not programs & running()


def running() -> set[int]:
    """Return the processes that run."""
    listed = subprocess.run(["ps", "-A", "-o", "pid="], capture_output=True, text=True, check=True)
    return {int(each) for each in listed.stdout.split()}


def test_a_receiver_that_fails_ends_the_others(served: Callable[[str], subprocess.Popen[str]]) -> None:
    """Its exit code is make's."""
    make = served(FAILS)
    _, said = make.communicate()
    assert (make.returncode, "Error 1" in said) == (2, True)
