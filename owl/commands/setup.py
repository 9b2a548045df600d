"""`owl setup`: make this clone ready. `make setup` runs it once the Python packages are there."""

import typer

from project import project_directory

commands = typer.Typer()


@commands.command("setup")
def setup() -> None:
    """Get the Pulumi engine, and make what a clone keeps in .local: environment, passphrase, local stacks."""
    from owl.setup.clone import set_up  # noqa: PLC0415 - other commands need none

    set_up(project_directory())
