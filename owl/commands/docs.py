"""`owl docs`: the pages that are written from the code."""

import typer

from owl.failure import Failure
from tenants.model import load_tenants

commands = typer.Typer()


@commands.command("docs")
def docs() -> None:
    """Write the pages of resources, rules and rejections, and the schema of tenants' files."""
    from owl.pages import rejections as rejections_page  # noqa: PLC0415 - beside the resources, which take long to load
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - same
    from owl.pages.resources import DIRECTORY, write_pages  # noqa: PLC0415 - loads every resource
    from owl.pages.resources.source import Undocumented  # noqa: PLC0415 - same
    from tenants.model import tenant_schema  # noqa: PLC0415 - beside the resources, which take long to load

    try:
        count = write_pages(DIRECTORY)
    except Undocumented as error:
        raise Failure(str(error)) from None
    typer.echo(f"Written: {count} pages in {DIRECTORY}")
    typer.echo(f"Written: {rule_pages.write_pages(rule_pages.DIRECTORY)} pages in {rule_pages.DIRECTORY}")
    rejections_page.FILE.write_text(rejections_page.page(), "utf-8")
    typer.echo(f"Written: {rejections_page.FILE}")
    tenants = DIRECTORY.parents[1] / "tenants"
    typer.echo(f"Written: {tenant_schema.write(tenants, load_tenants(tenants))}")
