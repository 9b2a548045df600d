"""`owl check`: are the tenants' files right?"""

import typer

from owl.failure import Failure
from owl.stack_settings import project_directory
from tenants import InvalidTenants, load_tenants

commands = typer.Typer()


@commands.command("check")
def check() -> None:
    """Check the tenants' files and the catalogue, without an engine; every finding at once."""
    try:
        tenants = load_tenants(project_directory() / "tenants")
    except InvalidTenants as error:
        raise Failure(f"the tenants' files are not right\n{error}") from None
    typer.echo(f"{len(tenants.by_id)} tenants are right.")
