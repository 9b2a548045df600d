"""What GitHub's variables add to a comment: links to lines, and what it was made of."""

import json
from pathlib import Path

import pytest

from owl.review import PublishedOn, draw
from tests.owl.review.test_hostile_texts import said

MERGE, HEAD = "c" * 40, "d" * 40


def environment(event: Path, workspace: Path) -> dict[str, str]:
    """Return the variables of a run for a pull request."""
    event.write_text(json.dumps({"pull_request": {"head": {"sha": HEAD}}}), "utf-8")
    return {
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owl/tenants",
        "GITHUB_SHA": MERGE,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_RUN_ID": "42",
        "GITHUB_WORKSPACE": str(workspace),
    }


def test_lines_are_links_at_the_commit_that_was_read(tmp_path: Path) -> None:
    """A project below the repository's root, and a file with a space, have working addresses too."""
    published = PublishedOn.read(tmp_path / "sms", environment(tmp_path / "event.json", tmp_path))

    assert published
    assert published.line("tenants/a b.yaml", "3") == (
        f"https://github.com/owl/tenants/blob/{MERGE}/sms/tenants/a%20b.yaml#L3"
    )


def test_a_comment_ends_with_commit_time_and_run(tmp_path: Path) -> None:
    """The commit is the one that the author pushed."""
    published = PublishedOn.read(tmp_path, environment(tmp_path / "event.json", tmp_path))
    assert published

    comment = draw(said("tenants/acme.yaml:3"), published)

    last = comment.splitlines()[-1]
    assert f"](https://github.com/owl/tenants/commit/{HEAD}) · {published.time:%Y-%m-%d %H:%M} UTC · " in last
    assert last.endswith("](https://github.com/owl/tenants/actions/runs/42)")
    assert f"](https://github.com/owl/tenants/blob/{MERGE}/tenants/acme.yaml#L3)" in comment


@pytest.mark.parametrize("event", ["", "[]", "{", '{"pull_request": 1}', "[" * 10_000])
def test_without_an_event_the_commit_is_the_one_checked_out(event: str, tmp_path: Path) -> None:
    """Whatever is in the event's file."""
    variables = environment(tmp_path / "event.json", tmp_path)
    (tmp_path / "event.json").write_text(event, "utf-8")

    published = PublishedOn.read(tmp_path, variables)

    assert published
    assert published.commit == MERGE


def test_elsewhere_nothing_is_added() -> None:
    """Without GitHub's variables there is no address and no time: the same review gives the same bytes."""
    assert PublishedOn.read(Path(), {}) is None
    assert "https://" not in draw(said("word"))
