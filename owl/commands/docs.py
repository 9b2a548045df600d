"""`owl docs`: the pages that are written from the code."""

import typer

from owl.failure import Failure
from tenants import load_tenants

commands = typer.Typer()


@commands.command("docs")
def docs() -> None:
    """Write the pages of resources, rules and rejections, and the schema of tenants' files."""
    from owl import (  # noqa: PLC0415 - beside the resources, which take long to load
        rejections_page,
        rule_pages,
        tenant_schema,
    )
    from owl.resource_pages import DIRECTORY, write_pages  # noqa: PLC0415 - loads every resource
    from owl.resource_pages.source import Undocumented  # noqa: PLC0415 - same

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
