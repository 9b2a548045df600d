"""The effect of sourcing tools/environment."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from owl.setup.clone import FILES

REPOSITORY = Path(__file__).parents[3]
SHELLS = [shell for shell in ("sh", "bash", "zsh", "dash") if shutil.which(shell)]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone, after set-up, in a directory with a space in its name."""
    clone = tmp_path / "my clone"
    (clone / "tools").mkdir(parents=True)
    (clone / ".local").mkdir()
    (clone / ".local" / "engine").write_text("/opt/an engine/bin\n")
    shutil.copy(REPOSITORY / "tools" / "environment", clone / "tools")
    shutil.copy(FILES / "environment", clone / ".local")
    return clone


@pytest.fixture
def other(clone: Path) -> Path:
    """Another clone, with an engine of its own."""
    other = shutil.copytree(clone, clone.with_name("the other"))
    (other / ".local" / "engine").write_text("/opt/a newer engine/bin\n")
    return other


def sourced(clone: Path, shell: str = "sh", command: str = ". tools/environment", **own: str) -> dict[str, str]:
    """Sources it in a shell with settings of the user, and returns the environment of that shell's programs."""
    script = f"set -eu; {command}; exec {sys.executable} -c 'import json, os; print(json.dumps(dict(os.environ)))'"
    result = subprocess.run(
        [shell, "-c", script],
        cwd=clone,
        env={"PATH": os.environ["PATH"], **own},
        capture_output=True,
        text=True,
        check=True,
    )
    settings: dict[str, str] = json.loads(result.stdout)
    return settings


@pytest.mark.parametrize("shell", SHELLS)
def test_pulumi_keeps_everything_in_the_clone(clone: Path, shell: str) -> None:
    """Home, state and passphrase are in .local, in each kind of shell."""
    settings = sourced(clone, shell)

    assert {name: value for name, value in settings.items() if name.startswith("PULUMI_")} == {
        "PULUMI_HOME": f"{clone}/.local/pulumi",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
        "PULUMI_PARALLEL": "64",
        "PULUMI_SKIP_CHECKPOINTS": "true",
        "PULUMI_OPTION_POLICY_PACK": f"{clone}/policies/pack",
        "PULUMI_BACKEND_URL": f"file://{clone}/.local/state?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE_FILE": f"{clone}/.local/passphrase",
    }


@pytest.mark.parametrize("shell", SHELLS)
def test_packages_and_engine_come_first_on_path_once(clone: Path, shell: str) -> None:
    """The clone's own python and the installed engine come first, and sourcing twice changes nothing more."""
    before = os.environ["PATH"]

    once = sourced(clone, shell)["PATH"]
    twice = sourced(clone, shell, ". tools/environment; . tools/environment")["PATH"]

    assert once == twice == f"{clone}/.venv/bin:/opt/an engine/bin:{before}"


@pytest.mark.parametrize(
    "own",
    [
        {"PULUMI_BACKEND_URL": "s3://owl-state"},
        {"PULUMI_PARALLEL": "4"},
        {"PULUMI_SKIP_CHECKPOINTS": "false"},
        {"PULUMI_CONFIG_PASSPHRASE": "their own"},
        {"PULUMI_CONFIG_PASSPHRASE": ""},
        {"PULUMI_CONFIG_PASSPHRASE_FILE": "/etc/owl/passphrase"},
    ],
    ids=str,
)
def test_settings_of_the_user_stay(clone: Path, other: Path, own: dict[str, str]) -> None:
    """Users keep their own backend or passphrase, in the next clone too; an empty passphrase counts."""
    first = sourced(clone, **own)
    assert own.items() <= first.items()
    assert own.items() <= sourced(other, **first).items()


@pytest.mark.parametrize("shell", SHELLS)
def test_another_clone_replaces_what_the_first_one_set(clone: Path, other: Path, shell: str) -> None:
    """In the same shell, and in one that was started from it: else its commands would change the first one's stacks."""
    alone = of_clone(sourced(other, shell))

    same_shell = sourced(clone, shell, f". tools/environment; cd '{other}'; . tools/environment")
    next_shell = sourced(other, shell, **sourced(clone, shell))

    assert of_clone(same_shell) == of_clone(next_shell) == alone
    assert str(clone) not in str(alone)


def of_clone(settings: dict[str, str]) -> dict[str, str]:
    """Return what sourcing sets."""
    return {name: value for name, value in settings.items() if name == "PATH" or name.startswith("PULUMI_")}


def test_an_own_passphrase_is_not_contradicted(clone: Path) -> None:
    """Pulumi gets no second passphrase beside the user's."""
    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in sourced(clone, PULUMI_CONFIG_PASSPHRASE="their own")


@pytest.mark.parametrize("missing", ["environment", "engine"])
def test_before_set_up_it_says_what_to_do(clone: Path, missing: str) -> None:
    """Without an engine the shell's environment is unchanged, and the message gives the reason."""
    (clone / ".local" / missing).unlink()

    result = subprocess.run(
        ["sh", "-c", ". tools/environment; echo $? ${PULUMI_HOME-unset}"],
        cwd=clone,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "run `make setup`" in result.stderr
    assert result.stdout == "1 unset\n"
