"""`owl docs`: the pages that are written from the code."""

from collections.abc import Iterator
from pathlib import Path

import typer

from owl.failure import Failure
from policies.core.registry import is_product, own_rules
from project import project_directory
from tenants.model import load_tenants

commands = typer.Typer()


@commands.command("docs")
def docs() -> None:
    """Write the pages of rules, and the schema of tenants' files; in the product's own repository, of resources too.

    A repository of one's own gets pages of its own rules, in docs/rules.
    """
    from tenants.model import tenant_schema  # noqa: PLC0415 - other commands need none

    project = project_directory()
    for written in _products(project) if is_product(project) else _own(project):
        typer.echo(f"Written: {written}")
    tenants = project / "tenants"
    typer.echo(f"Written: {tenant_schema.write(tenants, load_tenants(tenants))}")


def _products(project: Path) -> Iterator[str]:
    from owl.pages import rejections as rejections_page  # noqa: PLC0415 - beside the resources, which take long to load
    from owl.pages import resources as resource_pages  # noqa: PLC0415 - loads every resource
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - as the first
    from owl.pages.resources.source import Undocumented  # noqa: PLC0415 - same

    directory = project / resource_pages.DIRECTORY
    try:
        yield f"{resource_pages.write_pages(directory)} pages in {directory}"
    except Undocumented as error:
        raise Failure(str(error)) from None
    directory = project / rule_pages.DIRECTORY
    yield f"{rule_pages.write_pages(directory)} pages in {directory}"
    file = project / rejections_page.FILE
    file.write_text(rejections_page.page(), "utf-8")
    yield str(file)


def _own(project: Path) -> Iterator[str]:
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - see above

    chosen = own_rules()
    directory = project / rule_pages.DIRECTORY
    if chosen or directory.is_dir():
        yield f"{rule_pages.write_pages(directory, chosen)} pages in {directory}"
