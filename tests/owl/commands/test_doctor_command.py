"""`owl doctor`, `owl reconcile` and `owl margin --from-usage` refuse what they can't answer, before Twilio is asked."""

import pytest
from typer.testing import CliRunner

from owl.cli import application
from owl.exit_codes import ExitCode


@pytest.mark.parametrize(
    "arguments",
    [
        ["doctor"],
        ["doctor", "acme", "--all"],
        ["reconcile"],
        ["margin", "--from-usage", "2026-11", "--package", "gold"],
        ["margin", "--from-usage", "2026-11", "--what-if", "segments=2"],
    ],
)
def test_a_command_line_that_leaves_open_what_is_asked(arguments: list[str]) -> None:
    """A tenant or all, and a month, as it was: an assumption about it would be no reconciliation."""
    shown = CliRunner().invoke(application(), arguments)

    assert shown.exit_code == ExitCode.WRONG_COMMAND_LINE
