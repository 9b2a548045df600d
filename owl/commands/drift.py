"""`owl drift`: find differences between Twilio and the declared state, and orphans."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.completion import stack_names as stacks_to_complete
from owl.drift.reports import DriftForm
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.color import colored

commands = typer.Typer()


@commands.command(
    "drift",
    epilog=exit_codes(
        done="no drift, and nothing needs a person; changes not deployed yet don't count",
        failed="something could not be checked; takes precedence over 3 and 4",
        drift="something drifted",
        needs_person="a tenant can't send until a person does something; takes precedence over 3",
    ),
)
def drift(
    stack: Annotated[
        list[str] | None,
        typer.Option(help="A stack to check. Repeatable. Default: all stacks.", autocompletion=stacks_to_complete),
    ] = None,
    form: Annotated[DriftForm, typer.Option("--format", help="The output format.")] = DriftForm.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    open_issue: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the text of the stack's issue to this file.")
    ] = None,
) -> None:
    """Compare Twilio with the declared state, without changing anything."""
    from owl.drift.findings import outcome  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.drift.last_look import keep  # noqa: PLC0415 - as above
    from owl.drift.look import look  # noqa: PLC0415 - as above
    from owl.drift.reports import as_issue, as_text  # noqa: PLC0415 - as above
    from owl.stacks.files import stack_names  # noqa: PLC0415 - as above

    names = list(dict.fromkeys(stack or stack_names()))
    if not names:
        raise Failure("no stack found: there is no Pulumi.<stack>.yaml in this directory")
    if open_issue and len(names) > 1:
        raise Failure(f"an issue is about one stack, and there are {', '.join(names)}: choose one with --stack")
    found = look(names)
    for each in found:
        keep(each)
    if output:
        output.write_text(form.render(found), "utf-8")
    elif form is DriftForm.TEXT:
        typer.echo(as_text.render(found, colored), nl=False)
    else:
        typer.echo(form.render(found), nl=False)
    if open_issue:
        open_issue.write_text(as_issue.render(found[0]), "utf-8")
    sys.exit(outcome(found))
