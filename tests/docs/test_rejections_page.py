"""The page docs/rejections.md agrees with the table of rejections."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from owl.cli import application
from owl.pages.rejections import FILE, page
from owl.registration.rejection_table import rejection_table
from owl.registration.rejections import error_page
from tests.docs.documents import REPOSITORY
from tests.owl_inc import put_owl_inc


def test_the_committed_page_is_current() -> None:
    """The committed page is generated from today's table."""
    committed = (REPOSITORY / FILE).read_text("utf-8")
    assert committed == page(), "docs/rejections.md is not what the code says: run `owl docs`"


def test_every_code_has_one_row() -> None:
    """Each row links Twilio's page about the code and has cause, remedy and fields; a final code is bold."""
    table = rejection_table()
    rejections = [pair for each in table.by_source.values() for pair in each.items()]
    rows = [row.strip("| ").split(" | ") for row in page().splitlines() if row.startswith("| [")]

    assert len(rows) == len(rejections)
    assert {row[0] for row in rows} == {
        f"[{f'**{code}**' if rejection.final else code}]({error_page(code)})" for code, rejection in rejections
    }
    assert {(row[2], row[3]) for row in rows} == {(each.cause, each.remedy) for _, each in rejections}


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`owl docs` writes it, and prints where."""
    monkeypatch.setattr("owl.commands.docs.is_product", lambda _project: True)
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(application(), ["docs"])

    assert done.exit_code == 0, done.output
    assert f"\nWritten: {tmp_path / FILE}\n" in done.output
    assert (tmp_path / FILE).read_text("utf-8") == page()
