"""`owl qualify`: check whether a customer fits the ISV's product."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.check.as_json import finding
from owl.check.as_text import lines_of
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.onboarding.qualification import qualify
from owl.rendering.color import GREEN, RED, colored
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.progress import progress

commands = typer.Typer()


@commands.command(
    "qualify", epilog=exit_codes(done="the tenant fits", failed="it needs iteration, or there is no such file")
)
def command(
    file: Annotated[Path, typer.Argument(help="Path of a tenant's file, in any directory.")],
    form: FormatOption = Format.TEXT,
) -> None:
    """Check whether a tenant fits, or what needs iteration and why, by the rules that also check deployments."""
    if not file.is_file():
        raise Failure(f"no such file: {file}. A tenant's file is tenants/ID.yaml")
    with progress("checking the file"):
        answer = qualify(file)
    if form is Format.JSON:
        reasons = [finding(each) for each in answer.reasons]
        typer.echo(as_json({"tenant": answer.tenant, "fits": answer.fits, "findings": reasons}))
    else:
        headline = colored(answer.headline, GREEN if answer.fits else RED)
        typer.echo("\n".join([headline, *lines_of(answer.reasons, colored)]))
    sys.exit(ExitCode.DONE if answer.fits else ExitCode.FAILED)
