"""Set-up's messages and cache when it needs an engine."""

import re
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from owl.engine.find import cache
from tests.programs import engine, program

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with an old engine, an old Go, an empty cache and no network."""
    engine(tmp_path / "bin", "3.100.0")
    program(tmp_path / "bin", "go", "echo go1.10")
    program(tmp_path / "bin", "uv", '[ "$1" = --version ] && echo uv 9.9.9 && exit', "echo no index here", "exit 1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    return {
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "HTTPS_PROXY": closed,
        "HOME": str(tmp_path),
    }


def run(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs `owl engine COMMAND`."""
    owl = [str(Path(sys.executable).with_name("owl")), "engine", command]
    return subprocess.run(owl, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)


def test_an_unavailable_engine_is_reported_with_every_attempt(machine: dict[str, str]) -> None:
    """Each attempt gets a line with the reason; the remedy follows, and there is no traceback."""
    result = run("install", machine)

    assert result.returncode == 1
    assert not result.stdout
    lines = result.stderr.splitlines()
    reasons = [line for line in lines if line.startswith("- ")]
    assert [reason.partition(":")[0] for reason in reasons] == [
        "- pulumi on PATH",
        "- the cache",
        "- the release",
        "- the build from Go modules",
    ]
    assert "is 3.100.0, which is not from 3.255.0 up to 4" in reasons[0]
    assert "has no pulumi, pulumi-language-python" in reasons[1]
    assert "get.pulumi.com can't be reached" in reasons[2]
    assert reasons[3].endswith("no index here")
    assert "Install Pulumi" in lines[-1]
    assert "Traceback" not in result.stderr


def test_nothing_half_made_stays_behind(machine: dict[str, str]) -> None:
    """After a failure the cache holds no engine, complete or partial, that the next set-up could use."""
    run("install", machine)

    kept = Path(machine["XDG_CACHE_HOME"], "owl").iterdir()
    assert [path.name for path in kept] == [f"{cache().name}.lock"]


def test_the_engine_in_the_cache_is_found(machine: dict[str, str]) -> None:
    """An engine that one clone installed serves every other clone on the machine."""
    kept = Path(machine["XDG_CACHE_HOME"], "owl", cache().name, "bin")
    engine(kept, version("pulumi"))

    result = run("find", machine)

    assert (result.returncode, result.stdout) == (0, f"{kept}\n")


def test_a_machine_without_engine_is_recognized(machine: dict[str, str]) -> None:
    """The quick check finds nothing, and names the command that installs an engine."""
    result = run("find", machine)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("owl: there is no suitable engine; run `owl engine install`:\n")


def test_the_pinned_modules_are_those_of_the_sdk() -> None:
    """The built engine has the version of the Python SDK in the lock file."""
    pinned = (REPOSITORY / "owl" / "engine" / "go_modules" / "pulumi" / "go.mod").read_text()

    versions = re.findall(r"github\.com/pulumi/pulumi/(?:pkg|sdk)/v3 v(\S+)", pinned)
    assert set(versions) == {version("pulumi")}
