"""A state that nobody can read is replaced by the last one that somebody could."""

import json
import os
import threading
import time
from pathlib import Path

import pytest

from owl.deployment import damaged_state
from owl.deployment.damaged_state import is_damaged, restore_damaged_state
from owl.failure import Failure
from owl.stacks.outputs import DeployedStack
from owl.stacks.unfinished_run import UnfinishedRun


@pytest.fixture
def stacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the states of a backend."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{tmp_path}?metadata=skip")
    directory = tmp_path / ".pulumi" / "stacks" / "owl"
    directory.mkdir(parents=True)
    return directory


@pytest.mark.parametrize("left", ["", '{"version": 3, "checkpo'])
def test_the_state_before_takes_its_place(stacks: Path, left: str) -> None:
    """An engine that is killed, or a full disk, may leave nothing or half of it."""
    (stacks / "dev.json").write_text(left)
    (stacks / "dev.json.bak").write_text('{"version": 3}')

    said = restore_damaged_state("dev")

    assert (stacks / "dev.json").read_text() == '{"version": 3}'
    assert (stacks / "dev.json.damaged").read_text() == left
    assert "was damaged and is now the one of the update before" in said
    assert restore_damaged_state("dev") == ""


def test_a_backup_takes_its_place_if_the_state_before_is_damaged_too(stacks: Path) -> None:
    """The engine keeps one for each update."""
    (stacks / "dev.json").write_text("")
    (stacks / "dev.json.bak").write_text("")
    backups = stacks.parents[1] / "backups" / "owl" / "dev"
    backups.mkdir(parents=True)
    (backups / "dev.1.json").write_text('{"version": 3}')

    assert "dev.1.json" in restore_damaged_state("dev")
    assert (stacks / "dev.json").read_text() == '{"version": 3}'


def test_an_empty_attributes_file_is_removed(stacks: Path) -> None:
    """The engine fails on it with "failed to load checkpoint: EOF", and works without it."""
    (stacks / "dev.json").write_text('{"version": 3}')
    (stacks / "dev.json.attrs").touch()
    (stacks / "other.json.attrs").write_text("{}")

    assert restore_damaged_state("dev") == ""
    assert [each.name for each in sorted(stacks.iterdir())] == ["dev.json", "other.json.attrs"]


def test_the_latest_copy_takes_its_place(stacks: Path) -> None:
    """Without room for the state there is none for `.bak` either: it stays as an earlier update left it."""
    (stacks / "dev.json").write_text("")
    backups = stacks.parents[1] / "backups" / "owl" / "dev"
    backups.mkdir(parents=True)
    copies = (stacks / "dev.json.bak", backups / "dev.1.json", backups / "dev.2.json")
    for age, copy in zip((300, 299, 60), copies, strict=True):
        copy.write_text(json.dumps({"version": 3, "saved": copy.name}))
        os.utime(copy, (time.time() - age,) * 2)

    assert "dev.2.json" in restore_damaged_state("dev")
    assert json.loads((stacks / "dev.json").read_text())["saved"] == "dev.2.json"


def test_a_lock_that_was_never_written_is_removed(stacks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine reads it as a lock, and fails, also in the run right after. One that is being written stays."""
    (stacks / "dev.json").write_text('{"version": 3}')
    locks = stacks.parents[1] / "locks" / "organization" / "owl" / "dev"
    locks.mkdir(parents=True)
    (locks / "held.json").touch()
    (locks / "live.json.1.tmp").touch()
    writing = threading.Timer(0.05, (locks / "live.json.1.tmp").rename, [locks / "live.json"])
    writing.start()

    assert restore_damaged_state("dev") == ""
    writing.join()
    (locks / "left.json.2.tmp").touch()
    monkeypatch.setattr(damaged_state, "BEING_WRITTEN_SECONDS", 0.1)
    assert restore_damaged_state("dev") == ""
    assert sorted(each.name for each in locks.iterdir()) == ["held.json", "live.json"]


def test_without_a_readable_copy_it_says_what_is_left_to_do(stacks: Path) -> None:
    """The damaged file stays where it was."""
    (stacks / "dev.json").write_text("")

    with pytest.raises(Failure, match="Restore it from your own backup"):
        restore_damaged_state("dev")
    assert (stacks / "dev.json").exists()


def test_on_a_full_disk_the_damaged_file_stays(stacks: Path) -> None:
    """Without it, the next run would believe that nothing was ever deployed."""
    (stacks / "dev.json").write_text("")
    (stacks / "dev.json.bak").write_text('{"version": 3}')
    (stacks / "dev.json.restored").mkdir()  # nothing can be written there

    with pytest.raises(Failure, match=r"can't be replaced by \S*dev.json.bak: .* Make room for it, then run again"):
        restore_damaged_state("dev")
    assert (stacks / "dev.json").exists()


def test_a_run_whose_state_was_not_saved_is_unfinished(stacks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program came to its end, so nobody killed it; but no state has the secrets of the keys that it created."""
    project = stacks.parents[2]
    (project / "Pulumi.yaml").touch()
    monkeypatch.chdir(project)
    run = UnfinishedRun("dev")
    run.begin({"acme": "dev-acme"})
    run.end()
    assert run.tenants == frozenset()
    (stacks / "dev.json").write_text("{")
    assert is_damaged("dev")

    run.reopen()
    assert UnfinishedRun("dev").tenants == {"acme"}
    run.end()
    run.forget()
    run.reopen()
    assert run.tenants == frozenset()


def test_other_commands_say_what_restores_it(stacks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They only read, so they leave a damaged state alone."""
    project = stacks.parents[2]
    (project / "Pulumi.yaml").write_text("name: owl\nruntime: python\n")
    monkeypatch.chdir(project)
    (stacks / "dev.json").write_text('{"version": 3, "checkpo')

    with pytest.raises(Failure, match=r"failed to load checkpoint: .* `make up STACK=dev` restores a damaged state"):
        DeployedStack("dev").tenant("acme")


def test_a_state_elsewhere_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket writes a state as a whole."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://owl-state")

    assert restore_damaged_state("dev") == ""
