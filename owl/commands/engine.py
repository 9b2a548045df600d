"""`owl engine`: the Pulumi engine that goes with this version."""

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure

commands = typer.Typer(name="engine", help="The Pulumi engine.", no_args_is_help=True)


@commands.command("find", epilog=exit_codes(done="there is one", failed="there is none"))
def find() -> None:
    """Print the directory of a suitable engine: the one on PATH, else the one in the user's cache."""
    from owl.engine.find import find as found  # noqa: PLC0415 - other commands need none

    refused: list[str] = []
    engine = found(refused)
    if engine is None:
        raise Failure("there is no suitable engine; run `owl engine install`:\n" + "\n".join(refused))
    typer.echo(engine)


@commands.command("install", epilog=exit_codes(done="there is one", failed="none could be installed"))
def install() -> None:
    """Install an engine into the user's cache if there is none, downloaded or built, and print its directory."""
    from owl.engine.install import install_engine  # noqa: PLC0415 - as above

    typer.echo(install_engine())
