"""`owl check`: check the tenants' files against the model and the rules."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.calendar_options import day_option
from owl.check import Form, as_text
from owl.check.corrections import Corrected, write_corrections
from owl.exit_codes import ExitCode, exit_codes
from owl.rendering.color import colored
from owl.rendering.progress import progress
from owl.stacks.files import shown_path
from policies.core.project import Checked, check_project, today
from project import project_directory
from project.garbage import leave_out_imports

commands = typer.Typer()


def _corrections(checked: Checked) -> list[Corrected]:
    tenants = checked.reading.tenants
    return write_corrections(checked.judgements, tenants.by_id, tenants.positions) if tenants else []


@commands.command(
    "check",
    epilog=exit_codes(
        done="no mandatory findings (with --warnings-as-errors: no findings)",
        failed="mandatory findings, or the files can't be read",
    ),
)
def check(
    form: Annotated[Form, typer.Option("--format", help="The output format.")] = Form.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    warnings_as_errors: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--warnings-as-errors", help="Fail on advisory findings too.")
    ] = False,
    fix: Annotated[  # noqa: FBT002 - an option
        bool,
        typer.Option("--fix", help="Write corrections that invent no fact into the tenants' files, and check again."),
    ] = False,
    day: Annotated[
        dt.date | None, day_option("--today", "Check as of this date, for example to see which waivers expire.")
    ] = None,
) -> None:
    """Check the tenants' files, the catalogue and the stacks, without the Pulumi engine, and print all findings."""
    leave_out_imports()
    directory, as_of = project_directory(), day or today()
    with progress("checking the files"):
        checked = check_project(directory, as_of)
    written: set[Corrected] = set()
    while fix and (corrections := set(_corrections(checked)) - written):
        for each in sorted(corrections):
            typer.echo(f"{shown_path(each.file)}: {each.path} now says: {each.says}", err=True)
        written |= corrections
        checked = check_project(directory, as_of)
    has_failed = any(each.is_fatal or warnings_as_errors for each in checked.judgements)
    if output:
        output.write_text(form.render(checked), "utf-8")
    else:
        text = as_text.render(checked, colored) if form is Form.TEXT else form.render(checked)
        typer.echo(text, nl=False, err=has_failed and form is Form.TEXT)
    sys.exit(ExitCode.FAILED if has_failed else ExitCode.DONE)
