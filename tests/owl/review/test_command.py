"""`owl review` on the command line: its base, its input and output, and its exit codes."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from owl.review import MARKER
from tests.engine.project import Outcome, Project
from tests.owl.review.pull_request import base_project, head_of, pull_requests

GIT = ("git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
TODAY = ("--today", "2026-11-24")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The base, in its own repository; nothing of it is deployed."""
    made = base_project(tmp_path_factory.mktemp("command"))
    (made.directory / ".gitignore").write_text(".venv\n.local\n", "utf-8")
    for arguments in (("init", "--quiet", "--initial-branch=main"), ("add", "."), ("commit", "--quiet", "-m", "base")):
        subprocess.run([*GIT, *arguments], cwd=made.directory, check=True)
    return made


@pytest.fixture
def upgrade(base: Project) -> Iterator[Project]:
    """Acme Cycles buy the bigger package; not committed yet."""
    pull_requests()["package-upgrade"].apply(base.directory)
    yield base
    subprocess.run([*GIT, "checkout", "--quiet", "."], cwd=base.directory, check=True)


def review(project: Project, *arguments: str) -> Outcome:
    """Run it on the date on which all cases are judged."""
    return project.owl("review", *TODAY, *arguments)


def recorded(file: Path, *events: object) -> str:
    """Write a recorded preview."""
    file.write_text("".join(f"{json.dumps(event)}\n" for event in events), "utf-8")
    return str(file)


def test_a_commit_is_compared_with_the_working_tree(upgrade: Project) -> None:
    """A commit can have any name that git knows; the comment goes to standard output, without mandatory findings."""
    done = review(upgrade, "--base", "main")

    assert (done.code, done.text) == (0, done.out)
    assert done.out.startswith(
        f"{MARKER}\n### No blockers · revenue +$450.00 a month · cost +$290.86 a month · dev, prod not"
    )
    assert "silver → gold (<code>tenants/acme.yaml:3</code>)" in done.out
    assert "- no preview of dev, prod: their changes are unknown\n" in done.out
    assert review(upgrade, "--base", "HEAD").out == done.out


def test_programs_get_the_same_as_json(upgrade: Project, tmp_path: Path) -> None:
    """The JSON lists each tenant with what blocks it; its exit codes equal the comment's."""
    done = review(upgrade, "--base", "main", "--format", "json")
    refused = review(upgrade, "--base", "main", "--preview", recorded(tmp_path / "dev.jsonl"), "--format", "json")

    document = json.loads(done.out)
    assert (done.code, done.text) == (0, done.out)
    assert (document["refused"], document["failures"]) == (False, [])
    [acme] = document["tenants"]
    assert (acme["tenant"], acme["kind"], acme["where"]) == ("acme", "changes", "tenants/acme.yaml:3")
    assert {each["path"]: (each["old"], each["new"]) for each in acme["fields"]}["package"] == ("silver", "gold")
    assert document["money"]["rows"][0]["tenants"] == ["acme"]
    assert document["findings"]["mandatory"] == []
    assert [each["who"] for each in document["approvers"]] == ["finance"]
    assert refused.code == 1
    assert json.loads(refused.out)["refused"]
    assert json.loads(refused.out)["failures"] != []


def test_a_directory_is_compared_too(upgrade: Project, tmp_path: Path) -> None:
    """The comment does not depend on hash seed and time zone; it can be written to a file."""
    other = head_of(upgrade.directory, pull_requests()["nothing-changed"], tmp_path)
    shutil.copy(tmp_path / "head" / "tenants" / "acme.yaml", tmp_path / "acme.yaml")
    subprocess.run([*GIT, "checkout", "--quiet", "."], cwd=other, check=True)
    expected = review(upgrade, "--base", "main").out
    upgrade.environment |= {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"}

    done = review(upgrade, "--base", str(other), "--output", str(tmp_path / "comment.md"))

    assert (done.code, done.text) == (0, "")
    assert (tmp_path / "comment.md").read_text("utf-8") == expected


def test_a_recorded_preview_is_read(upgrade: Project, tmp_path: Path) -> None:
    """A failed or truncated preview blocks the change: it never counts as no changes."""
    same = {"op": "same", "urn": "urn:pulumi:dev::owl::pulumi:pulumi:Stack::owl-dev", "type": "pulumi:pulumi:Stack"}
    whole = recorded(
        tmp_path / "whole.jsonl", {"resOutputsEvent": {"metadata": same}}, {"summaryEvent": {"result": "succeeded"}}
    )
    cut_off = recorded(tmp_path / "cut-off.jsonl", {"resOutputsEvent": {"metadata": same}})

    good = review(upgrade, "--base", "main", "--preview", whole)
    bad = review(upgrade, "--base", "main", "--preview", cut_off)

    assert good.code == 0
    assert "- no preview of prod: its changes are unknown\n" in good.out
    assert bad.code == 1
    assert "- the preview of dev failed: the engine's events end before its summary. To do: " in bad.out
    assert "- the preview of dev did not finish: it may change more than is listed above\n" in bad.out


def test_an_unfinished_preview_is_not_reported_as_unchanged(base: Project, tmp_path: Path) -> None:
    """No file differs, so nothing needs a preview; but the engine did not finish one."""
    cut_off = recorded(tmp_path / "dev.jsonl")

    unknown = review(base, "--base", "main", "--preview", cut_off).out
    same = review(base, "--base", "main").out
    assert unknown.startswith(f"{MARKER}\n### 1 blocker · dev failed\n\nChanges unknown.")
    assert same.startswith(f"{MARKER}\n### No blockers\n\nNo tenant changes."), same[:200]


def test_an_engine_that_cannot_preview_blocks_it(upgrade: Project, tmp_path: Path) -> None:
    """Nobody has created the stack `prod` here; the engine's message is kept."""
    done = review(upgrade, "--base", "main", "--stack", "prod", "--record", str(tmp_path / "events"))

    assert done.code == 1
    assert "- the preview of prod failed: no stack named &#39;prod&#39; found" in done.out.replace("'", "&#39;")
    assert review(upgrade, "--base", "main", "--preview", str(tmp_path / "events" / "prod.jsonl")).out == done.out


def test_a_new_cell_blocks_nothing(upgrade: Project, tmp_path: Path) -> None:
    """The backend has no stack of a cell that was just planned: the first deployment creates it.

    A recorded preview says the same. A stack that is no cell has to be there.
    """
    cell = upgrade.directory / "Pulumi.prod-01.yaml"
    settings = (upgrade.directory / "Pulumi.prod.yaml").read_text("utf-8")
    cell.write_text(settings.replace("config:\n", "config:\n  owl:cellOf: prod\n"), "utf-8")
    try:
        done = review(upgrade, "--base", "main", "--stack", "prod-01", "--record", str(tmp_path / "events"))
        recorded_before = review(upgrade, "--base", "main", "--preview", str(tmp_path / "events"))
        [stack] = json.loads(
            review(upgrade, "--base", "main", "--preview", str(tmp_path / "events"), "--format", "json").out
        )["stacks"]
        cell.write_text(settings, "utf-8")
        no_cell = review(upgrade, "--base", "main", "--preview", str(tmp_path / "events"))
    finally:
        cell.unlink()

    assert done.code == 0, done.text
    assert " · prod-01 not created yet · " in done.out.splitlines()[1]
    assert "- prod-01 is not created yet: its first deployment creates it, and what its tenants need\n" in done.out
    assert "or <code>make up STACK=prod-01</code>, deploys it" in done.out
    assert recorded_before.out == done.out
    assert (stack["is_created"], stack["is_whole"]) == (False, True)
    assert no_cell.code == 1
    assert "- the preview of prod-01 failed: no stack named" in no_cell.out


def test_files_that_cannot_be_read_are_findings(upgrade: Project) -> None:
    """An unreadable file is a finding, not an exception, and the comment names what could not be compared."""
    birch = upgrade.tenant("birch")
    birch.write_text(birch.read_text("utf-8").replace("package:", "color: red\npackage:"), "utf-8")
    packages = upgrade.directory / "tenants" / "catalogue" / "packages.yaml"

    one = review(upgrade, "--base", "main")
    packages.write_text(packages.read_text("utf-8").replace("messages_per_day: 50", "messages_per_day: few"), "utf-8")
    all_of_them = review(upgrade, "--base", "main")

    assert (one.code, all_of_them.code) == (1, 1)
    assert "<code>color</code>: unknown key. To do: " in one.out
    assert "- files of the head that can't be read and were not compared: birch\n" in one.out
    assert "all tenants" in one.out
    assert "- the catalogue of the head can't be read: fields and costs were not compared\n" in all_of_them.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing option"),
        (
            ("--base", "nowhere"),
            "'nowhere' is neither a directory with `tenants` in it nor a commit of this repository",
        ),
        (("--base", "--output=/tmp/stolen"), "is neither a directory with `tenants` in it nor a commit"),
        (("--base", "main", "--stack", "staging"), "there is no stack 'staging', only dev, prod"),
        (("--base", "main", "--stack", "dev", "--stack", "dev"), "stack 'dev' is given twice: give each stack once"),
        (("--base", "main", "--preview", "nowhere.jsonl"), "does not exist"),
    ],
)
def test_a_wrong_command_line(base: Project, arguments: tuple[str, ...], said: str) -> None:
    """It exits with 2 and an error in words, without a traceback."""
    done = review(base, *arguments)

    assert done.code == 2
    assert said in " ".join(done.text.replace("│", " ").split())
    assert "Traceback" not in done.text
