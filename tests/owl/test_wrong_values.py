"""Options with a value that they don't take: one sentence says what was given and what is allowed."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from owl.cli import application
from owl.exit_codes import ExitCode

NO_DAY = "is not a day: write YYYY-MM-DD, such as 2026-12-01"
NO_MONTH = "is not a month: write YYYY-MM, such as 2026-11"


@pytest.mark.parametrize(
    ("typed", "option", "said"),
    [
        ("check --today x", "--today", f"'x' {NO_DAY}"),
        ("check --today 2026-02-30", "--today", f"'2026-02-30' {NO_DAY}"),
        ("review --base HEAD --today 20261201", "--today", f"'20261201' {NO_DAY}"),
        ("consent deactivated --date 12/01/2026", "--date", f"'12/01/2026' {NO_DAY}"),
        ("reconcile --month 2026-13", "--month", f"'2026-13' {NO_MONTH}"),
        ("margin --from-usage November", "--from-usage", f"'November' {NO_MONTH}"),
        ("pending --format xml", "--format", "'xml' is not one of 'text', 'json'"),
        ("emulator pace brand slow", "mode", "'slow' is not one of 'at-once', 'seconds', 'reads'"),
        ("send acme --wait soon", "--wait", "'soon' is not a number"),
        ("send acme --wait -1", "--wait", "-1 is too small: write 0 or more"),
        ("serve --port http", "--port", "'http' is not a whole number"),
        ("serve --port 70000", "--port", "70000 is too large: write 65535 or less"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(typed: str, option: str, said: str) -> None:
    """The exit code is the one of a wrong command line, and nothing was done."""
    refused = CliRunner().invoke(application(), typed.split())

    assert refused.exit_code == ExitCode.WRONG_COMMAND_LINE
    assert refused.stderr.splitlines()[-1] == f"Error: Invalid value for '{option}': {said}"


def test_no_option_takes_a_day_in_another_way() -> None:
    """Typer's own options of that kind ask for `%Y-%m-%d`."""
    options = _options(typer.main.get_command(application()))
    assert [name for name, annotation in options if annotation is dt.datetime] == []


def _options(command: Any) -> Iterator[tuple[str, Any]]:
    for each in command.params:
        yield f"{command.name} {each.name}", each.type_descriptor.annotation
    for each in getattr(command, "commands", {}).values():
        yield from _options(each)
