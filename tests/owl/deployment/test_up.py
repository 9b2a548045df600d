"""A stack is created and deployed, with the real engine."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from owl.deployment.up import MANY_RESOURCES, with_frugal_engine
from tests.owl_inc import put_owl_inc
from tests.warm_interpreter import virtual_environment

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with Owl Inc.'s files and an empty program, after set-up, with nothing to commit."""
    directory = tmp_path_factory.mktemp("clone")
    engine = shutil.which("pulumi")
    assert engine, "the Pulumi engine is not on PATH: run these tests with `make test`"
    shutil.copy(REPOSITORY / ".gitattributes", directory)
    (directory / "tools").mkdir()
    shutil.copy(REPOSITORY / "tools" / "environment", directory / "tools")
    shutil.copytree(
        REPOSITORY / "policies", directory / "policies", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    put_owl_inc(directory)
    (directory / "__main__.py").touch()
    (directory / ".gitignore").write_text("/.local/\n/.venv\n__pycache__/\n")
    virtual_environment(directory / ".venv")
    (directory / ".local").mkdir(exist_ok=True)
    (directory / ".local" / "passphrase").write_text("a passphrase of its own\n")
    for command in ("git init --quiet", f"{sys.executable} -m owl.setup"):
        shared = os.environ | {"PULUMI_BACKEND_URL": "file:///nowhere"}  # so that it creates no stack
        subprocess.run(command.split(), cwd=directory, check=True, env=shared)
    for command in ("add --all", "-c user.name=Owl -c user.email=owl@example.com commit --quiet -m Clone"):
        subprocess.run(["git", *command.split()], cwd=directory, check=True)
    return directory


@pytest.fixture
def clone(set_up_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(set_up_once, tmp_path, symlinks=True, dirs_exist_ok=True)


def run(clone: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in the clone's environment, without a terminal."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}
    return subprocess.run(
        ["sh", "-c", f". tools/environment && {command}"],
        cwd=clone,
        env=own,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def set_up_again(clone: Path) -> subprocess.CompletedProcess[str]:
    """Sets up the clone in the shell of a user who works in another clone as well: that is no backend of their own."""
    other = "PULUMI_HOME=/nowhere/.local/pulumi PULUMI_BACKEND_URL='file:///nowhere/.local/state?metadata=skip'"
    return run(clone, f"{other} python -m owl.setup")


def to_commit(clone: Path) -> str:
    """Returns what git would commit."""
    status = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    return status.stdout


def test_a_new_stack_leaves_nothing_to_commit(clone: Path) -> None:
    """It is created and deployed without questions; git shows no change after that or after a plain `pulumi`."""
    deployed = run(clone, "OWL_TWILIO=local owl up dev")
    assert "Created stack 'dev'" in deployed.stderr
    assert deployed.returncode == 0, deployed.stdout

    again = run(clone, "pulumi preview --stack dev --expect-no-changes")
    assert again.returncode == 0, again.stderr
    assert not to_commit(clone)
    end_while_git_is_busy(clone)
    take_the_lock_of_a_dead_engine(clone)


def end_while_git_is_busy(clone: Path) -> None:
    """Another cell that ends at that moment, or an editor, holds git's lock: the stack is deployed anyway."""
    lock = clone / ".git" / "index.lock"
    lock.touch()

    deployed = run(clone, "OWL_TWILIO=local owl up dev")

    assert (deployed.returncode, lock.name in deployed.stderr) == (0, False), deployed.stderr
    lock.unlink()


def take_the_lock_of_a_dead_engine(clone: Path) -> None:
    """After an engine was killed the next run continues; the lock of a live engine is respected."""
    dead = subprocess.Popen(["true"])
    dead.wait()
    lock = clone / ".local" / "state" / ".pulumi" / "locks" / "organization" / "owl" / "dev" / "killed.json"
    lock.parent.mkdir(parents=True, exist_ok=True)
    owner = {"username": "owl", "hostname": os.uname().nodename, "timestamp": "2026-11-24T00:00:00Z"}

    lock.write_text(json.dumps(owner | {"pid": os.getpid()}))
    assert "is currently locked" in run(clone, "owl up dev").stderr

    lock.write_text(json.dumps(owner | {"pid": dead.pid}))
    assert run(clone, "owl up dev").returncode == 0


def refuse_another_passphrase(clone: Path) -> None:
    """The engine would notice only when it saves the state, and forget what it has bought."""
    result = run(clone, "PULUMI_CONFIG_PASSPHRASE=another owl up dev")

    assert result.returncode == 1
    assert (
        "its state could not be encrypted, and nothing was done: error: failed to encrypt: incorrect passphrase"
        in result.stderr
    )
    assert "Updating" not in result.stdout
    assert not to_commit(clone)


def test_set_up_creates_every_stack(clone: Path) -> None:
    """After set-up plain `pulumi` finds each stack that has settings, and leaves nothing to commit."""
    created = set_up_again(clone)
    assert created.returncode == 0, created.stderr
    refuse_another_passphrase(clone)

    for stack in ("dev", "prod"):
        previewed = run(clone, f"pulumi preview --stack {stack}")
        assert previewed.returncode == 0, previewed.stderr
    assert not to_commit(clone)
    assert "Created" not in set_up_again(clone).stderr


def test_one_stack_name_in_two_backends(clone: Path) -> None:
    """A local stack and one elsewhere with another passphrase do not interfere."""
    elsewhere = clone / ".local" / "elsewhere"
    elsewhere.mkdir()
    local = "OWL_TWILIO=local owl up prod"
    its_own = f"PULUMI_BACKEND_URL=file://{elsewhere} PULUMI_CONFIG_PASSPHRASE=another"

    for command in (local, f"{its_own} {local}", local):
        deployed = run(clone, command)
        assert deployed.returncode == 0, deployed.stderr
    assert not to_commit(clone)


def test_a_misspelt_stack_is_refused(clone: Path) -> None:
    """A stack without settings is a typing error: the message lists the existing ones, and none is created."""
    result = run(clone, "owl up dve")

    assert result.returncode == 1
    assert "there is no Pulumi.dve.yaml, only stacks dev, prod" in result.stderr
    assert not any((clone / ".local" / "state").iterdir())


def test_a_live_stack_is_not_deployed_unasked(clone: Path) -> None:
    """A run that costs money does nothing without a person to confirm it."""
    result = run(clone, "owl up prod")

    assert result.returncode != 0
    assert "--yes" in result.stderr


def test_a_stack_keeps_its_secrets_provider(clone: Path) -> None:
    """The settings say what encrypts the secrets of a new stack; where that is not available, none is created."""
    settings = clone / "Pulumi.dev.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}secretsprovider: hashivault://owl\n", "utf-8")

    refused = run(clone, "OWL_TWILIO=local owl up dev")

    assert refused.returncode == 1
    assert "stack 'dev' could not be created" in refused.stderr
    assert "secretsprovider: hashivault://owl" in settings.read_text("utf-8")


def test_an_engine_with_many_resources_takes_less_memory() -> None:
    """Only then, because it costs time; who has set `GOGC` keeps it."""
    assert with_frugal_engine({}, MANY_RESOURCES + 1) == {"GOGC": "50"}
    assert with_frugal_engine({"GOGC": "200"}, MANY_RESOURCES + 1) == {"GOGC": "200"}
    assert with_frugal_engine({}, MANY_RESOURCES) == {}
