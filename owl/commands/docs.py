"""`owl docs`: the pages that are written from the code."""

import typer

from owl.failure import Failure

commands = typer.Typer()


@commands.command("docs")
def docs() -> None:
    """Write docs/resources and docs/rejections.md: Twilio resources and rejections, from the code alone."""
    from owl import rejections_page  # noqa: PLC0415 - beside the resources, which take long to load
    from owl.resource_pages import DIRECTORY, write_pages  # noqa: PLC0415 - loads every resource
    from owl.resource_pages.source import Undocumented  # noqa: PLC0415 - same

    try:
        count = write_pages(DIRECTORY)
    except Undocumented as error:
        raise Failure(str(error)) from None
    typer.echo(f"Written: {count} pages in {DIRECTORY}")
    rejections_page.FILE.write_text(rejections_page.page(), "utf-8")
    typer.echo(f"Written: {rejections_page.FILE}")
