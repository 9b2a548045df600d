"""`owl qualify`: does what a customer wants fit what the ISV has built?"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.check.as_text import lines_of
from owl.failure import Failure
from owl.onboarding.qualification import qualify

commands = typer.Typer()


@commands.command("qualify")
def command(file: Annotated[Path, typer.Argument(help="Path of a tenant's file, in any directory.")]) -> None:
    """Check whether a tenant fits, or what needs iteration and why, by the rules that deployments are checked with.

    Exit codes: 0, it fits; 1, it needs iteration.
    """
    if not file.is_file():
        raise Failure(f"no such file: {file}. A tenant's file is tenants/ID.yaml")
    answer = qualify(file)
    typer.echo("\n".join([answer.headline, *lines_of(answer.reasons)]))
    sys.exit(0 if answer.fits else 1)
