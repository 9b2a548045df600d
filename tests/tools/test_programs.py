"""`make programs`: what the tests run that is no Python package is there, is installed, or it says why not."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "programs"


def _run(directory: Path, **programs: str) -> tuple[int, str]:
    """Run it where there are these programs only; return its exit code and what it says."""
    for name, lines in programs.items():
        file = directory / name.replace("_", "-")
        file.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
        file.chmod(0o755)
    shell = shutil.which("sh")
    assert shell
    done = subprocess.run(
        [shell, SCRIPT],
        env={"PATH": str(directory)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_nothing_is_installed_where_all_is_there(tmp_path: Path) -> None:
    """It takes no time, needs no rights and says nothing."""
    assert _run(tmp_path, chromium="", initdb="", ruby="", php="") == (0, "")
    assert _run(tmp_path, google_chrome="", initdb="") == (0, "")


def test_what_is_missing_is_installed(tmp_path: Path) -> None:
    """By root itself, and by anybody else with sudo."""
    log = tmp_path / "log"
    assert _run(tmp_path, initdb="", id="echo 0", apt_get=f'echo "$@" >> {log}') == (0, "")
    assert log.read_text("utf-8").splitlines() == [
        "update -qq",
        "install -qq --yes --no-install-recommends chromium fonts-liberation ruby php-cli php-curl",
    ]
    assert _run(tmp_path, id="echo 1000", sudo=f'[ "$1" = -n ] || {{ echo sudo >> {log}; "$@"; }}') == (0, "")
    assert log.read_text("utf-8").count("sudo") == 2


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        ({}, "there is no apt-get"),
        ({"apt_get": "", "id": "echo 1000", "sudo": "exit 1"}, "this user is not root and can't use sudo"),
        ({"apt_get": "exit 100", "id": "echo 0"}, "apt-get failed"),
    ],
)
def test_why_nothing_can_be_installed(tmp_path: Path, programs: dict[str, str], reason: str) -> None:
    """It names the programs, the reason and what follows."""
    code, said = _run(tmp_path, **programs)
    assert code == 1
    assert "Not installed: chromium" in said
    assert reason in said
    assert "are skipped" in said
