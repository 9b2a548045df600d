"""`owl engine`: find or install the Pulumi engine that this version works with."""

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure

commands = typer.Typer(name="engine", help="Find or install the Pulumi engine.", no_args_is_help=True)


@commands.command("find", epilog=exit_codes(done="the directory is printed", failed="there is no suitable engine"))
def find() -> None:
    """Print the directory of a suitable engine: the one on PATH, or else the one in the user's cache."""
    from owl.engine.find import find as found  # noqa: PLC0415 - other commands need none

    refused: list[str] = []
    engine = found(refused)
    if engine is None:
        raise Failure("there is no suitable engine; run `owl engine install`:\n" + "\n".join(refused))
    typer.echo(engine)


@commands.command(
    "install",
    epilog=exit_codes(
        done="the directory is printed", failed="no engine could be downloaded or built; every attempt is listed"
    ),
)
def install() -> None:
    """Print the directory of a suitable engine. If there is none, download or build one into the user's cache."""
    from owl.engine.install import install_engine  # noqa: PLC0415 - as above

    typer.echo(install_engine())
