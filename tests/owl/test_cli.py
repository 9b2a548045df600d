"""The command line as a whole: version, help at every depth, and what shells complete."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from owl.cli import application, described
from tests.owl_inc import put_owl_inc
from tests.warm_interpreter import warm_owl

REPOSITORY = Path(__file__).resolve().parents[2]


def owl(*words: str, directory: Path = REPOSITORY, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `owl`."""
    return subprocess.run(
        [*warm_owl(), *words], cwd=directory, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def test_the_version_is_the_one_of_pyproject() -> None:
    """The version is written in one place only."""
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    done = owl("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"owl {version}\n", "")


def test_a_group_and_a_command_show_help_with_the_short_option() -> None:
    """`-h` and `--help` are the same, at each depth."""
    for words in ([], ["emulator"], ["emulator", "advance"]):
        short, long = owl(*words, "-h"), owl(*words, "--help")
        assert short.stdout.startswith(f"Usage: {' '.join(['owl', *words])} ")
        assert (short.returncode, short.stdout) == (0, long.stdout)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Owl Inc.'s files."""
    directory = tmp_path_factory.mktemp("project")
    put_owl_inc(directory)
    return directory


def completed(shell: str, typed: str, directory: Path) -> set[str]:
    """Return the completions of a command line, requested as the shell's own script does."""
    asked = {
        "bash": {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": typed},
        "fish": {"_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = owl(directory=directory, _OWL_COMPLETE=f"complete_{shell}", **asked)
    assert done.stderr == ""
    if shell == "zsh":  # _arguments '*: :(("name":"meaning" ...))'
        return set(done.stdout.replace("(", '"').replace(")", '"').split('"')) - {"", "\n"}
    return {line.split("\t")[0] for line in done.stdout.splitlines() if line}


def test_shells_complete_what_the_projects_files_name(project: Path) -> None:
    """Tenants, stacks, templates and packages; the values of a format; commands. In each shell."""
    for shell in ("bash", "zsh", "fish"):
        assert "freestyle-falcons" in completed(shell, "owl status fre", project), shell
    for typed, offered in {
        "owl status --stack pr": "prod",
        "owl send freestyle-falcons --template order-r": "order-ready",
        "owl margin --package gol": "gold",
        "owl check --format jun": "junit",
        "owl emulator adv": "advance",
    }.items():
        assert offered in completed("bash", typed, project), typed


def test_outside_a_project_nothing_is_completed(tmp_path: Path) -> None:
    """The shell also shows no error when the tab key is pressed."""
    assert completed("bash", "owl status fre", tmp_path) == set()
    put_owl_inc(tmp_path)
    (tmp_path / "tenants" / "catalogue" / "templates.yaml").write_text("[", "utf-8")
    assert completed("bash", "owl send freestyle-falcons --template order-r", tmp_path) == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_shown(shell: str) -> None:
    """`owl --show-completion` prints a script for the shell, which calls `owl` back."""
    done = owl(_OWL_COMPLETE=f"source_{shell}")
    assert done.returncode == 0
    assert f"_OWL_COMPLETE=complete_{shell}" in done.stdout


def test_the_list_of_commands_says_what_each_says_itself() -> None:
    """The descriptions are read from the source, so that the list imports no command and takes a fifth of a second."""
    group: Any = typer.main.get_command(application())
    for name, command in group.commands.items():
        assert " ".join((command.help or "").split()) == " ".join(described(name).split()), name


def test_a_terminal_without_utf_8_shows_every_text(project: Path, tmp_path: Path) -> None:
    """A command that ends in `UnicodeEncodeError` may have sent a message: people would send it again."""
    copy = shutil.copytree(project, tmp_path / "copy")
    falcons = copy / "tenants" / "freestyle-falcons.yaml"
    falcons.write_text(falcons.read_text("utf-8").replace("Alice Marsh", "Alicja \u0141ukasz"), "utf-8")
    command = [str(Path(sys.executable).with_name("owl")), "consent", "log", "+14155550188"]
    own = os.environ | {"PYTHONIOENCODING": "ascii"}

    done = subprocess.run(command, cwd=copy, env=own, capture_output=True, text=True, check=False)

    assert (done.returncode, "\\u0141ukasz" in done.stdout) == (0, True), done.stderr


def test_pydantic_looks_for_no_plugins() -> None:
    """It would read the metadata of every installed package, in each process."""
    watched = "from importlib import metadata; metadata.entry_points = None; "
    code = "import owl.cli; import owl.commands.check"
    done = subprocess.run(
        [sys.executable, "-c", watched + code], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
