"""`owl setup`: make this clone ready. `make setup` runs it once the Python packages are there."""

import typer

from owl.exit_codes import exit_codes
from project import project_directory

commands = typer.Typer()


@commands.command("setup", epilog=exit_codes(done="the clone is set up", failed="there is no engine, or no project"))
def setup() -> None:
    """Install the Pulumi engine, and write what a clone keeps in .local: environment, passphrase, local stacks."""
    from owl.setup.clone import set_up  # noqa: PLC0415 - other commands need none

    set_up(project_directory())
