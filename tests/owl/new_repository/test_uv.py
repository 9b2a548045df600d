"""How set-up gets uv."""

import subprocess
from pathlib import Path

import pytest

from tests.programs import program

UV = Path(__file__).parents[3] / "tools" / "uv"


@pytest.fixture
def bin_directory(tmp_path: Path) -> Path:
    """The directory of this test's programs, first on PATH."""
    return tmp_path / "bin"


def run_uv(bin_directory: Path) -> subprocess.CompletedProcess[str]:
    """Runs `tools/uv sync` with an empty cache."""
    environment = {"PATH": f"{bin_directory}:/usr/bin:/bin", "HOME": str(bin_directory.parent)}
    return subprocess.run([UV, "sync"], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", ["0.7.0", "0.13.9", "1.0.0"])
def test_uv_on_path_is_used(bin_directory: Path, version: str) -> None:
    """An installed recent uv runs the command."""
    program(bin_directory, "uv", f'[ "$1" = --version ] && echo "uv {version}" || echo "asked to $1"')

    assert run_uv(bin_directory).stdout == "asked to sync\n"


@pytest.mark.parametrize("version", ["uv 0.6.17", "nothing of the kind", ""])
def test_unavailable_uv_is_reported_with_every_attempt(bin_directory: Path, version: str) -> None:
    """An old uv is ignored; without another, each attempt gets a line, and the remedy follows."""
    program(bin_directory, "uv", f"echo {version}")
    program(bin_directory, "python3", "echo 'ensurepip is not available'", "exit 1")
    program(bin_directory, "curl", "echo 'could not resolve host' >&2", "exit 6")

    result = run_uv(bin_directory)

    assert result.returncode == 1
    assert "uv on PATH: none, or older than 0.7" in result.stderr
    assert "pip install uv==0.13.9: ensurepip is not available" in result.stderr
    assert "install.sh: could not resolve host" in result.stderr
    assert "apt install python3-venv" in result.stderr


def test_an_installed_uv_is_kept(bin_directory: Path, tmp_path: Path) -> None:
    """PyPI is asked once; the next call finds uv in the cache."""
    program(tmp_path / "environment", "pip", 'mv "$(dirname "$0")/offered" "$(dirname "$0")/uv"')
    program(tmp_path / "environment", "offered", 'echo "asked to $1"')
    program(bin_directory, "uv", "exit 127")
    program(bin_directory, "python3", f'mkdir "$3" && cp -R {tmp_path}/environment "$3/bin"')

    first, second = run_uv(bin_directory), run_uv(bin_directory)

    assert (first.stdout, first.stderr) == ("asked to sync\n", "getting uv 0.13.9\n")
    assert (second.stdout, second.stderr) == ("asked to sync\n", "")
