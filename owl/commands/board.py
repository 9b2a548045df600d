"""`owl board`: what support, sales, finance and engineers see of a stack's tenants, in a browser."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from owl.completion import stack_names
from owl.exit_codes import exit_codes

commands = typer.Typer()

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@commands.command(
    "board",
    epilog=exit_codes(
        done="the file was written, or the board was stopped",
        failed="no such stack, Twilio could not be asked, the file can't be written, or the port is taken",
    ),
)
def board(  # noqa: PLR0913, PLR0917 - an option each
    stack: Annotated[str, typer.Option(help="The stack.", autocompletion=stack_names)] = "dev",
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the board into one file, which loads nothing.")
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Serve the board until Ctrl-C.")] = False,  # noqa: FBT002 - an option
    host: Annotated[
        str, typer.Option(help="The address to listen on; another only with --behind-proxy.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.", min=0, max=65535)] = 8044,
    behind_proxy: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The public https URL of a proxy that authenticates people and is the only one to reach this port.",
        ),
    ] = None,
    allow_send: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--allow-send", help="Let people send test messages on a live stack too.")
    ] = False,
    every: Annotated[float, typer.Option(help="Seconds between two times that Twilio is asked.", min=5)] = 60,
    drift: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Show this drift instead of the last that `owl drift` found here: a file of `--format json --output`.",
        ),
    ] = None,
) -> None:
    """Show all tenants of a stack: registration, use, margin, delivery, opt-outs, errors and findings.

    The numbers are those of `owl doctor`, `owl status`, `owl check` and `owl reconcile`. docs/board.md explains them.
    """
    if (output is None) is not serve:
        raise typer.BadParameter("choose one: --serve, or --output FILE", param_hint="--serve")
    if output is not None:
        from owl.board.of_stack import in_one_file  # noqa: PLC0415 - `owl --help` needs no engine

        output.write_text(in_one_file(stack, drift), "utf-8")
        typer.echo(f"The board of stack {stack!r} is in {output}")
        return
    if behind_proxy is None and host not in LOOPBACK:
        raise typer.BadParameter(
            "the board shows people's numbers: name a proxy with --behind-proxy", param_hint="--host"
        )
    from owl.board.server import run  # noqa: PLC0415 - as above

    def announce(url: str) -> None:
        typer.echo(f"The board of stack {stack!r} is at {behind_proxy or url}")

    run(stack, drift, host, port, announce, proxy=_origin(behind_proxy), allow_send=allow_send, every=every)


def _origin(url: str | None) -> str | None:
    """Return the origin of the proxy's URL."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query or "@" in parts.netloc:
        raise typer.BadParameter("write it as https://board.owl.example", param_hint="--behind-proxy")
    return f"https://{parts.netloc.lower()}"
