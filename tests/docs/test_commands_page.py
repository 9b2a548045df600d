"""The page docs/commands.md is current and complete."""

import re

import pytest
import typer.main

from owl.cli import application
from owl.exit_codes import HEADING, MEANINGS, ExitCode
from owl.pages.commands import FILE, commands, page

OWL = typer.main.get_command(application())
COMMANDS = dict(commands(OWL))
REPORTS = ("adopt", "cells", "check", "docs", "drift", "margin", "qualify", "review", "send", "status")


def test_the_page_is_current() -> None:
    """The committed page is what `owl docs` writes."""
    assert FILE.read_text("utf-8") == page(OWL), "run `owl docs`"


def test_every_exit_code_has_a_meaning() -> None:
    """The table at the top of the page lists every exit code."""
    assert MEANINGS.keys() == set(ExitCode)


def test_every_command_documents_its_exit_codes() -> None:
    """The end of each command's help, and the page, explain 0, 1 and 2 in a line each."""
    remedy = "give its command(...) an epilog=exit_codes(...), of owl/exit_codes.py"
    for name, command in COMMANDS.items():
        before, heading, codes = str(command.epilog).partition(HEADING)
        assert (before, heading) == ("\b\n", HEADING), f"{name}: {remedy}"
        assert [line[:5] for line in codes.strip("\n").splitlines()[:3]] == ["  0  ", "  1  ", "  2  "], name
        shown = command.get_help(command.context_class(command, info_name=name))
        assert f"\n  {HEADING}\n    0  " in shown, name


@pytest.mark.parametrize("code", [ExitCode.DRIFT, ExitCode.NEEDS_PERSON])
def test_the_table_names_the_only_commands_with_a_code(code: ExitCode) -> None:
    """Those whose help explains it."""
    users = {name for name, command in COMMANDS.items() if f"\n  {int(code)}  " in str(command.epilog)}
    assert set(re.findall("`(.+?)`", MEANINGS[code])) == users


def test_every_command_that_reports_has_json() -> None:
    """The option has one spelling: `--format json`."""
    for name in REPORTS:
        command = COMMANDS[f"owl {name}"]
        context = command.context_class(command, info_name=name)
        [option] = [each for each in command.params if "--format" in each.opts]
        assert "json" in option.get_help_record(context)[0], name
