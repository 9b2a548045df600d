"""The recipes of CONTRIBUTING.md, followed to the letter in a copy: they work, and touch the files they name.

All together, as a command of several recipes then runs once; with the profile `thorough`, each alone too.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.copies import copy_working_tree
from tests.docs.documents import REPOSITORY, blocks
from tests.openapi.installation import install
from tests.owl_inc import keep_parsed
from tests.profiles import thorough

PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
OWL = ("-c", "from owl.cli import main; main()")

_FILE = re.compile(
    r"^(?:In )?`(?P<path>[^`\n]+)`:\n\n```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
_ROW = re.compile(r"^\| `(?P<path>[^`]+)`", re.MULTILINE)
_GENERATED = re.compile(r"^Generated: (?P<paths>.*?)\n\n", re.MULTILINE | re.DOTALL)


def section(heading: str) -> str:
    """Return a section of the page."""
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def follow(text: str, directory: Path) -> None:
    """Write the files that a recipe shows; the lines around an addition must occur exactly once in the file."""
    for shown in _FILE.finditer(text):
        file = directory / shown["path"]
        if shown["language"] == "diff":
            lines = shown["code"].splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if not line.startswith("+"))
            assert file.read_text("utf-8").count(before) == 1, f"{shown['path']} has not once:\n{before}"
            file.write_text(file.read_text("utf-8").replace(before, "".join(line[1:] for line in lines)), "utf-8")
        else:
            file.write_text(shown["code"], "utf-8")


def named(text: str) -> set[str]:
    """Return the files that a recipe names: those to write, and those to generate."""
    generated = _GENERATED.search(text)
    assert generated, "a recipe says which files are generated"
    return {row["path"] for row in _ROW.finditer(text)} | set(
        re.findall(r"`([^`]+)`", generated["paths"].split("(")[0])
    )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree, copied into a repository of its own."""
    directory = tmp_path_factory.mktemp("recipes")
    copy_working_tree(directory)
    (directory / "tests" / "openapi" / "node_modules").symlink_to(install())
    keep_parsed(directory)
    git(directory, "init", "--quiet")
    (directory / ".git" / "info" / "exclude").write_text("node_modules\n", "utf-8")
    git(directory, "add", "--all")
    git(directory, "-c", "user.name=Mo", "-c", "user.email=mo@owl.example", "commit", "--quiet", "--message=Here")
    return directory


@pytest.fixture
def copy(repository: Path) -> Path:
    """The copy without what the recipe before has left, except for the bytecode of modules, which git ignores."""
    git(repository, "reset", "--quiet", "--hard")
    git(repository, "clean", "--quiet", "--force", "-d")
    return repository


def git(directory: Path, *arguments: str) -> str:
    """Run git."""
    return subprocess.run(["git", *arguments], cwd=directory, capture_output=True, text=True, check=True).stdout


HEADINGS = ("Add a resource", "Add a rejection story", "Add a command", "Add a tenant's field")


def commands(text: str) -> list[tuple[str, ...]]:
    """Return the commands of a recipe, but for one: what it downloads is not available here, and takes minutes."""
    [typed] = blocks(text, {"sh"})
    split = [tuple(command.split()) for line in typed.splitlines() for command in line.split(" && ")]
    return [words for words in split if words != ("pytest", "-n", "0", "tests/openapi")]


def as_few(typed: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return commands of several recipes as few that do the same: what writes figures, what writes pages, all tests."""
    tests = [words for words in typed if words[0] == "pytest"]
    others = dict.fromkeys(words for words in typed if words not in tests)
    all_tests = tuple(dict.fromkeys(word for words in tests for word in words))
    return [*sorted(others, key=lambda words: words[0] == "owl"), *([all_tests] if tests else [])]


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(HEADINGS, id="all together"),
        *(pytest.param((each,), marks=thorough, id=each) for each in HEADINGS),
    ],
)
def test_recipes_work_and_name_every_file(copy: Path, headings: tuple[str, ...]) -> None:
    """After their files are written and their commands run, exactly the named files differ, and the style is right."""
    text = "\n".join(map(section, headings))
    follow(text, copy)
    for words in as_few([command for each in headings for command in commands(section(each))]):
        *variables, program = words[: 1 + ("=" in words[0])]
        run = {"owl": OWL, "pytest": ("-m", "pytest", "-p", "no:cacheprovider", "--hypothesis-profile", "few")}[program]
        done = subprocess.run(
            [sys.executable, *run, *words[len(variables) + 1 :]],
            cwd=copy,
            env=os.environ | dict(each.split("=") for each in variables),
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    changed = {line[3:] for line in git(copy, "status", "--porcelain", "--untracked-files=all").splitlines()}
    assert changed == set().union(*(named(section(each)) for each in headings))
    written = [str(copy / shown["path"]) for shown in _FILE.finditer(text) if shown["path"].endswith(".py")]
    for check in (["check", "--quiet"], ["format", "--check", "--quiet"]) if written else ():
        style = subprocess.run(
            [sys.executable, "-m", "ruff", *check, *written], cwd=copy, capture_output=True, text=True, check=False
        )
        assert style.returncode == 0, style.stdout
