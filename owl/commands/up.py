"""`owl up`: deploy a stack. `make up` runs it."""

import sys
from typing import Annotated

import typer

from owl.exit_codes import exit_codes

commands = typer.Typer()


@commands.command(
    "up",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog=exit_codes(done="the stack is deployed", failed="something is wrong, or `pulumi up` failed"),
)
def up(
    context: typer.Context,
    stack: Annotated[str, typer.Argument(help="The stack, as in Pulumi.<stack>.yaml.")],
    ring: Annotated[
        str | None, typer.Option(envvar="OWL_RING", help="Deploy to this ring's tenants alone; else to all.")
    ] = None,
) -> None:
    """Check the files, then preview and deploy a stack with `pulumi up`, with any of its options: --refresh, --yes.

    Run it in the environment of `tools/environment`. It creates the stack if the backend doesn't have it. On the local
    Twilio it doesn't ask; elsewhere you agree to the preview, or pass --yes.
    """
    from owl.deployment.up import up as deployed  # noqa: PLC0415 - other commands need none

    sys.exit(deployed(stack, ring or None, context.args))
