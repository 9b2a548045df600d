"""`owl doctor`, `owl reconcile` and `owl margin --from-usage` refuse what they can't answer, before Twilio is asked."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from owl.cli import application
from owl.exit_codes import ExitCode
from owl.failure import Failure
from tests.owl_inc import put_owl_inc


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "acme", "--all"], ["reconcile"]])
def test_a_command_line_that_leaves_open_what_is_asked(arguments: list[str]) -> None:
    """A tenant or all, and a month."""
    shown = CliRunner().invoke(application(), arguments)

    assert shown.exit_code == ExitCode.WRONG_COMMAND_LINE


@pytest.mark.parametrize("more", [["--package", "gold"], ["--what-if", "segments=2"]])
def test_usage_is_what_was_not_what_if(more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An assumption about a month that is over would be no reconciliation."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)

    shown = CliRunner().invoke(application(), ["margin", "--from-usage", "2026-11", *more])

    assert isinstance(shown.exception, Failure)
    assert "--from-usage is about what was really used" in str(shown.exception)
