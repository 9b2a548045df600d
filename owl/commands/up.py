"""`owl up`: deploy a stack. `make up` runs it."""

import sys
from typing import Annotated

import typer

from owl.exit_codes import ExitCode, exit_codes
from owl.rendering.on_stack import on_stack

commands = typer.Typer()


@commands.command(
    "up",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog=exit_codes(
        done="the stack is deployed",
        failed="invalid files, or no such stack; nothing was done. Other codes are those of `pulumi up`",
    ),
)
def up(
    context: typer.Context,
    stack: Annotated[str, typer.Argument(help="The stack: NAME of Pulumi.NAME.yaml.")],
    ring: Annotated[
        str | None, typer.Option(envvar="OWL_RING", help="Deploy only this ring's tenants. Default: all.")
    ] = None,
) -> None:
    """Check the files, then preview and deploy a stack with `pulumi up`, with any of its options: --refresh, --yes.

    Run it in the environment of `tools/environment`. Creates the stack if the backend doesn't have it. Asks before it
    deploys, unless the stack uses the local Twilio or --yes is given.
    """
    from owl.deployment.up import up as deployed  # noqa: PLC0415 - other commands need none

    code = deployed(stack, ring or None, context.args)
    if code == ExitCode.DONE:
        typer.echo(f"See it: {on_stack('owl board --serve', stack)}", err=True)
    sys.exit(code)
