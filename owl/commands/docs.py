"""`owl docs`: the pages of the Twilio resources, written from the code."""

import typer

from owl.failure import Failure

commands = typer.Typer()


@commands.command("docs")
def docs() -> None:
    """Write docs/resources: a page for each Twilio resource, from the code alone."""
    from owl.resource_pages import DIRECTORY, write_pages  # noqa: PLC0415 - loads every resource
    from owl.resource_pages.source import Undocumented  # noqa: PLC0415 - same

    try:
        count = write_pages(DIRECTORY)
    except Undocumented as error:
        raise Failure(str(error)) from None
    typer.echo(f"Written: {count} pages in {DIRECTORY}")
