"""The documentation has no broken link and no command that does not exist."""

import shutil
from pathlib import Path

import pytest

from tests.docs.documents import REPOSITORY, broken_links, commands, documents
from tests.docs.programs import unknown_to

DOCUMENTS = {str(path.relative_to(REPOSITORY)): path for path in documents()}


def test_links_between_pages_lead_somewhere() -> None:
    """Every link to a file or heading of this repository has a target."""
    assert {name: broken for name, document in DOCUMENTS.items() if (broken := broken_links(document))} == {}


def test_commands_exist() -> None:
    """Every `make` target, `owl` command and `pulumi` command on a page exists, with its options."""
    assert shutil.which("pulumi"), "the Pulumi engine is not on PATH: run these tests with `make test`"
    wrong = [
        (name, " ".join(words), unknown)
        for name, document in DOCUMENTS.items()
        for words in commands(document.read_text("utf-8"), {"make", "owl", "pulumi"})
        if (unknown := unknown_to(words))
    ]

    assert wrong == []


def test_a_broken_link_is_named(tmp_path: Path) -> None:
    """A missing file and a missing heading are both found; valid links, external links and code are not."""
    page = tmp_path / "page.md"
    page.write_text(
        "# One `two`, three\n[a](page.md#one-two-three) [b](gone.md) [c](#four) [d](https://x.org) `[e](f)`\n"
    )

    assert broken_links(page) == ["gone.md", "#four"]


def test_commands_are_found_where_readers_find_them() -> None:
    """They are found in blocks and spans, after prompts, variables and other commands; not in other languages."""
    text = (
        "Run `make up STACK=dev`.\n"
        "```sh\n$ OWL_TWILIO=local pulumi up --yes && owl docs  # a comment\nls\n```\n"
        "```python\nmake = 1\n```\n"
    )

    assert list(commands(text, {"make", "owl", "pulumi"})) == [
        ["pulumi", "up", "--yes"],
        ["owl", "docs"],
        ["make", "up", "STACK=dev"],
    ]


@pytest.mark.parametrize(
    ("command", "unknown"),
    [
        ("make up STACK=dev", []),
        ("make fly", ["fly"]),
        ("make up PLANE=dev", ["PLANE=dev"]),
        ("owl", []),
        ("owl docs", []),
        ("owl emulator serve --port 0", []),
        ("owl emulator fly", ["fly"]),
        ("owl docs --fast", ["--fast"]),
        ("pulumi up --refresh", []),
        ("pulumi state delete URN", []),
        ("pulumi fly", ["fly"]),
        ("pulumi stack fly", ["fly"]),
        ("pulumi preview --fly", ["--fly"]),
    ],
)
def test_a_wrong_command_is_named(command: str, unknown: list[str]) -> None:
    """Unknown words are found; known ones are not."""
    assert unknown_to(command.split()) == unknown
