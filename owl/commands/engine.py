"""`owl engine`: the Pulumi engine that goes with this version."""

import typer

from owl.failure import Failure

commands = typer.Typer(name="engine", help="The Pulumi engine.", no_args_is_help=True)


@commands.command("find")
def find() -> None:
    """Print the directory of an engine that serves: the one on PATH, else the one in the user's cache."""
    from owl.engine.find import find as found  # noqa: PLC0415 - other commands need none

    refused: list[str] = []
    engine = found(refused)
    if engine is None:
        raise Failure("there is no engine that serves; run `owl engine install`:\n" + "\n".join(refused))
    typer.echo(engine)


@commands.command("install")
def install() -> None:
    """Print the same, after getting one into the user's cache if there is none: downloaded, else built from source."""
    from owl.engine.install import install_engine  # noqa: PLC0415 - as above

    typer.echo(install_engine())
