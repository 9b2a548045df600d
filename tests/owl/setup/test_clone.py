"""What `owl setup` creates, and keeps when it runs again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from owl.setup.clone import FILES


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a project without stacks, with its packages."""
    assert shutil.which("pulumi"), "the Pulumi engine is not on PATH: run these tests with `make test`"
    (tmp_path / "Pulumi.yaml").write_text("name: owl\nruntime: python\n")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def set_up(clone: Path, **environment: str) -> None:
    """Run it, as `make setup` does."""
    subprocess.run([sys.executable, "-m", "owl.setup"], cwd=clone, env=os.environ | environment, check=True)


def test_a_clone_is_made_ready_once(clone: Path) -> None:
    """Only the owner can read its passphrase, which stays; its environment is that of the installed version."""
    set_up(clone)
    local = clone / ".local"
    passphrase = (local / "passphrase").read_text()
    (local / "environment").write_text("# of an older version\n")

    set_up(clone)

    assert (local / "passphrase").stat().st_mode & 0o777 == 0o600
    assert (local / "passphrase").read_text() == passphrase
    assert len(passphrase) > 40
    for file in ("environment", "shell/open", "shell/bashrc", "shell/.zshrc"):
        assert (local / file).read_text() == (FILES / file).read_text()
    assert os.access(local / "shell" / "open", os.X_OK)


def test_the_engine_writes_no_debug_log(clone: Path) -> None:
    """Such a log has secrets in it. A directory that somebody made for logs stays, and the engine writes there."""
    set_up(clone)
    logs = clone / ".local" / "pulumi" / "logs"
    environment = os.environ | {"PULUMI_HOME": str(logs.parent)}
    without = subprocess.run(["pulumi", "plugin", "ls"], env=environment, capture_output=True, check=False)
    assert (without.returncode, logs.is_file()) == (0, True)

    logs.unlink()
    logs.mkdir()
    set_up(clone)
    subprocess.run(["pulumi", "plugin", "ls"], env=environment, capture_output=True, check=True)

    assert list(logs.glob("pulumi-*"))


def test_git_leaves_the_salt_out(clone: Path) -> None:
    """The engine's changes to a stack's settings need no commit."""
    set_up(clone)
    (clone / ".gitattributes").write_text("/Pulumi.*.yaml filter=local-salt\n")
    (clone / "Pulumi.dev.yaml").write_text("encryptionsalt: v1:abc\nconfig: {}\n")

    subprocess.run(["git", "add", "Pulumi.dev.yaml"], cwd=clone, check=True)

    kept = subprocess.run(["git", "show", ":Pulumi.dev.yaml"], cwd=clone, capture_output=True, text=True, check=True)
    assert kept.stdout == "config: {}\n"


def test_later_steps_of_a_workflow_get_the_environment_but_no_secret(clone: Path, tmp_path: Path) -> None:
    """GitHub's files get the programs' paths and the engine's settings."""
    files = {name: tmp_path / name.lower() for name in ("GITHUB_ENV", "GITHUB_PATH")}

    set_up(clone, **{name: str(file) for name, file in files.items()})

    handed = dict(line.split("=", 1) for line in files["GITHUB_ENV"].read_text().splitlines())
    assert handed["PULUMI_HOME"] == f"{clone}/.local/pulumi"
    assert not {name for name in handed if "PASSPHRASE" in name or "BACKEND" in name}
    assert files["GITHUB_PATH"].read_text().splitlines()[1] == f"{clone}/.venv/bin"
