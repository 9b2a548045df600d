"""`owl up`: deploy a stack. `make up` runs it."""

import sys
from typing import Annotated

import typer

commands = typer.Typer()


@commands.command("up", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def up(
    context: typer.Context,
    stack: Annotated[str, typer.Argument(help="The stack, as in Pulumi.<stack>.yaml.")],
    ring: Annotated[
        str | None, typer.Option(envvar="OWL_RING", help="Deploy to this ring's tenants alone; else to all.")
    ] = None,
) -> None:
    """Check the files, then preview and deploy a stack with `pulumi up`, with any of its options: --refresh, --yes.

    Run in the environment of `tools/environment`. A stack that the backend lacks is created. On the local Twilio nobody
    is asked; elsewhere somebody agrees to what is shown, or --yes does. Exit codes: 0, deployed; 1, something is wrong
    and nothing was done; 2, a wrong command line; else that of `pulumi up`.
    """
    from owl.deployment.up import up as deployed  # noqa: PLC0415 - other commands need none

    sys.exit(deployed(stack, ring or None, context.args))
