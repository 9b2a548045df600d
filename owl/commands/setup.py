"""`owl setup`: prepare a clone. `make setup` runs it after installing the Python packages."""

import typer

from owl.exit_codes import exit_codes
from project import project_directory

commands = typer.Typer()


@commands.command(
    "setup", epilog=exit_codes(done="the clone is ready", failed="no engine could be installed, or a stack not created")
)
def setup() -> None:
    """Install the Pulumi engine, and create the contents of .local: environment, passphrase, local stacks."""
    from owl.setup.clone import set_up  # noqa: PLC0415 - other commands need none

    set_up(project_directory())
