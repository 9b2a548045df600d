"""Comments and issues on GitHub are written once and updated; those of other people stay unchanged."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from owl.rendering.markdown import LONGEST
from tests.owl.local_github import TOKEN, LocalGithub, local_github
from tests.warm_interpreter import warm_owl

REVIEW = "<!-- owl review -->"
DRIFT = "<!-- owl drift prod -->"
SOMEBODY = "mo"


@pytest.fixture
def github() -> Iterator[LocalGithub]:
    """A repository."""
    with local_github() as served:
        yield served


def publish(github: LocalGithub, directory: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Publish a text as a workflow does."""
    file = directory / "drawn.md"
    file.write_text(text, "utf-8")
    kind, *options = arguments
    done = subprocess.run(
        [*warm_owl(), "publish", kind, file, *options],
        env={**os.environ, **github.environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert TOKEN not in done.stdout + done.stderr
    return done


def comment(github: LocalGithub, directory: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Publish it as a comment."""
    return publish(github, directory, text, "comment", "--pull-request", "7")


def test_a_pull_request_has_one_comment(github: LocalGithub, tmp_path: Path) -> None:
    """Each push updates it; comments of people stay, even one that looks the same."""
    github.say("Looks good.", SOMEBODY)
    github.say(f"{REVIEW}\nthis is mine", SOMEBODY)
    github.say("another workflow's")
    first = comment(github, tmp_path, f"{REVIEW}\n\nOne tenant is new.\n")
    assert first.returncode == 0, first.stderr
    github.say("And now?", SOMEBODY)
    again = comment(github, tmp_path, f"{REVIEW}\n\nTwo tenants are new.\n")

    assert first.stdout == again.stdout
    assert [each["body"] for each in github.comments] == [
        "Looks good.",
        f"{REVIEW}\nthis is mine",
        "another workflow's",
        f"{REVIEW}\n\nTwo tenants are new.\n",
        "And now?",
    ]


def test_a_comment_is_never_longer_than_github_takes(github: LocalGithub, tmp_path: Path) -> None:
    """A truncated comment ends with a note about it."""
    assert comment(github, tmp_path, f"{REVIEW}\n" + "a line of a table\n" * 5000).returncode == 0
    [written] = github.comments
    assert len(written["body"]) <= LONGEST
    assert "a line of a table\n\n*The rest is left out" in written["body"]


def test_each_stack_has_one_issue(github: LocalGithub, tmp_path: Path) -> None:
    """It is opened, updated, closed when there is nothing to report, and opened again after that."""
    github.open("Drift?", f"{DRIFT}\nI saw it first.", SOMEBODY)
    github.open("Drift of dev", "<!-- owl drift dev -->\n\nanother stack's")
    for body in ("A trigger is gone.", "A trigger and a number are gone."):
        assert publish(github, tmp_path, f"{DRIFT}\n# Drift of prod\n\n{body}\n", "issue").returncode == 0
    *others, ours = github.issues
    assert len(others) == 2
    assert (ours["title"], ours["body"]) == ("Drift of prod", f"{DRIFT}\n\nA trigger and a number are gone.\n")

    assert publish(github, tmp_path, f"{DRIFT}\n", "issue").returncode == 0
    assert [each["state"] for each in github.issues] == ["open", "open", "closed"]
    assert [each["body"] for each in github.comments] == ["The last look found nothing any more."]

    written = len(github.writes)
    nothing = publish(github, tmp_path, f"{DRIFT}\n", "issue")
    assert nothing.stdout == "nothing to report, and no issue is open\n"
    assert len(github.writes) == written
    publish(github, tmp_path, f"{DRIFT}\n# Drift of prod\n\nA key is gone.\n", "issue")
    assert [each["state"] for each in github.issues] == ["open", "open", "closed", "open"]


def test_a_text_without_marker_is_refused(github: LocalGithub, tmp_path: Path) -> None:
    """Without a marker it could not be found again: each run would add another one."""
    refused = comment(github, tmp_path, "One tenant is new.\n")
    assert refused.returncode == 1
    assert refused.stderr.startswith("owl: expected a file that `owl review` or `owl drift` wrote")
    assert github.writes == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"GITHUB_TOKEN": "ghs_of_somebody_else"}, "owl: pull request 7: GitHub answered 401: Bad credentials\n"),
        ({"GITHUB_REPOSITORY": "owl/boat"}, "owl: pull request 7: GitHub answered 404: Not Found\n"),
        ({"GITHUB_TOKEN": ""}, "owl: set GITHUB_TOKEN: a token that may write, and OWNER/NAME of the repository\n"),
    ],
    ids=["a wrong token", "no such repository", "no token"],
)
def test_a_refusal_of_github_is_reported(
    changed: dict[str, str], said: str, github: LocalGithub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub's reason is printed in one line."""
    monkeypatch.setattr(LocalGithub, "environment", github.environment | changed)
    refused = comment(github, tmp_path, f"{REVIEW}\n")
    assert (refused.returncode, refused.stderr) == (1, said)
