"""`owl drift`: is everything at Twilio still as declared, and what exists that nobody declared?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.completion import stack_names as stacks_to_complete
from owl.drift.reports import DriftForm
from owl.exit_codes import exit_codes
from owl.failure import Failure

commands = typer.Typer()


@commands.command(
    "drift",
    epilog=exit_codes(
        done="no drift, whatever reviewers decided and whatever is not deployed yet",
        failed="something could not be looked at; this counts before 3",
        drift="something drifted",
    ),
)
def drift(
    stack: Annotated[
        list[str] | None,
        typer.Option(
            help="A stack to look at; may be repeated. The default is all of them.", autocompletion=stacks_to_complete
        ),
    ] = None,
    form: Annotated[DriftForm, typer.Option("--format", help="The output format.")] = DriftForm.TEXT,
    output: Annotated[Path | None, typer.Option(help="A file to write it to, instead of showing it.")] = None,
    open_issue: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write there the text of the stack's issue as well.")
    ] = None,
) -> None:
    """Compare what is at Twilio with what is declared, without changing anything."""
    from owl.drift.findings import outcome  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.drift.look import look  # noqa: PLC0415 - as above
    from owl.drift.reports import as_issue  # noqa: PLC0415 - as above
    from owl.stacks.files import stack_names  # noqa: PLC0415 - as above

    names = list(dict.fromkeys(stack or stack_names()))
    if not names:
        raise Failure("there is no stack: no Pulumi.<stack>.yaml is here")
    if open_issue and len(names) > 1:
        raise Failure(f"an issue is of one stack, and there are {', '.join(names)}: name one with --stack")
    found = look(names)
    text = form.render(found)
    if output:
        output.write_text(text, "utf-8")
    else:
        typer.echo(text, nl=False)
    if open_issue:
        open_issue.write_text(as_issue.render(found[0]), "utf-8")
    sys.exit(outcome(found))
