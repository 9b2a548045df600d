"""The files of a new repository: copies of this one's, and those that follow from its name."""

import json
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from owl.cli import application
from owl.failure import Failure
from owl.new_repository.name import isv_name
from owl.new_repository.write import FILES, write_repository
from tests.docs.documents import REPOSITORY

SAME = [
    ".gitattributes",
    ".github/workflows/deploy.yaml",
    ".github/workflows/drift.yaml",
    ".github/workflows/pull-request.yaml",
    ".github/workflows/tests.yaml",
    "policies/PulumiPolicy.yaml",
    "policies/pack",
    "tools/environment",
    "tools/setup",
    "tools/uv",
]
"""The files that a new repository shares with this one."""


@pytest.mark.parametrize("name", SAME)
def test_what_is_the_same_is_the_same(name: str) -> None:
    """A change to one of them reaches new repositories."""
    assert (FILES / name).read_text("utf-8") == (REPOSITORY / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "project"),
    [
        ("Acme Inc.", "acme"),
        ("Owl & Sons, LLC", "owl-sons"),
        ("Müller Fahrräder GmbH", "muller-fahrrader"),
        ("Company", "company"),
        ("フクロウ", "my-messaging"),
    ],
)
def test_the_project_is_called_like_the_isv(name: str, project: str, tmp_path: Path) -> None:
    """The legal form is omitted; a name without letters from a to z uses the directory's name."""
    write_repository(tmp_path / "made", isv_name(name, "my messaging"))

    yaml = YAML(typ="safe")
    assert yaml.load(tmp_path / "made" / "Pulumi.yaml")["name"] == project
    isv = yaml.load(tmp_path / "made" / "tenants" / "catalogue" / "isv.yaml")
    assert (isv["name"], isv["callbacks"]) == (name, f"https://hooks.{project}.example")
    schema = json.loads((tmp_path / "made" / "tenants" / "tenant.schema.json").read_text("utf-8"))
    assert schema["title"] == f"A tenant of {name}"


@pytest.mark.parametrize("name", ["", "  ", 'Acme "the best"', "Acme {{ 7 }}", "Acme\x00", "A" * 65])
def test_a_name_that_files_cannot_hold_is_refused(name: str) -> None:
    """Quotes and brackets have a meaning in some of the files."""
    with pytest.raises(Failure, match="--name"):
        isv_name(name, "acme")


def test_a_directory_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """No existing file is overwritten."""
    (tmp_path / "notes.txt").write_text("mine")

    done = CliRunner().invoke(application(), ["init", str(tmp_path), "--name", "Acme Inc."])

    assert isinstance(done.exception, Failure)
    assert "is not empty" in str(done.exception)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_git_takes_every_file_but_what_runs_leave(tmp_path: Path) -> None:
    """After a run git has nothing to commit."""
    write_repository(tmp_path, isv_name("Acme Inc.", "acme"))
    for left in (".local/passphrase", ".venv/bin/python", "policies/own/__pycache__/name_not_shouted.pyc"):
        (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / left).touch()
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    shown = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=tmp_path, check=True, capture_output=True, text=True
    )

    taken = set(shown.stdout.split())
    assert {"Pulumi.yaml", "policies/pack", "tenants/example.yaml", "tools/setup", "__main__.py"} <= taken
    assert not {each for each in taken if each.startswith((".local", ".venv")) or "__pycache__" in each}
