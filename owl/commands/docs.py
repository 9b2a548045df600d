"""`owl docs`: write the pages that are generated from the code."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.progress import progress
from owl.stacks.tenants import tenants_of_stack
from policies.core.registry import is_product, own_rules
from policies.core.stack_files import read_stacks
from project import project_directory
from tenants.model import Tenants

commands = typer.Typer()


@commands.command(
    "docs",
    epilog=exit_codes(
        done="the pages are written",
        failed="invalid files, or documentation that a page needs is missing from the code",
    ),
)
def docs(context: typer.Context, form: FormatOption = Format.TEXT) -> None:
    """Write the pages of your rules, and the schema of tenants' files.

    In the product's own repository: also the pages of resources, rejections, countries and commands, and the diagrams.
    """
    from tenants.model import tenant_schema  # noqa: PLC0415 - other commands need none

    project = project_directory()
    tenants = tenants_of_stack(None)
    with progress("writing the pages"):
        written = [
            *(
                _pages_of_product(project, context.find_root().command, tenants)
                if is_product(project)
                else _pages_of_project(project)
            )
        ]
    written.append((tenant_schema.write(project / "tenants", tenants), 1))
    if form is Format.JSON:
        typer.echo(as_json({"written": [{"path": str(path), "pages": count} for path, count in written]}))
        return
    for path, count in written:
        typer.echo(f"Written: {path if path.suffix else f'{count} pages in {path}'}")


def _pages_of_product(project: Path, owl: Any, tenants: Tenants) -> Iterator[tuple[Path, int]]:
    from owl.pages import commands as commands_page  # noqa: PLC0415 - beside the resources, which take long to load
    from owl.pages import countries as countries_page  # noqa: PLC0415 - same
    from owl.pages import diagrams as diagrams_page  # noqa: PLC0415 - same
    from owl.pages import rejections as rejections_page  # noqa: PLC0415 - same
    from owl.pages import resources as resource_pages  # noqa: PLC0415 - loads every resource
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - same
    from owl.pages.resources.source import Undocumented  # noqa: PLC0415 - same

    directory = project / resource_pages.DIRECTORY
    try:
        yield directory, resource_pages.write_pages(directory)
    except Undocumented as error:
        raise Failure(str(error)) from None
    directory = project / rule_pages.DIRECTORY
    yield directory, rule_pages.write_pages(directory)
    stacks, _ = read_stacks(project)
    for name, text in (
        (rejections_page.FILE, rejections_page.page()),
        (commands_page.FILE, commands_page.page(owl)),
        (countries_page.FILE, countries_page.page(tenants.countries)),
        (diagrams_page.FILE, diagrams_page.page(tenants, stacks)),
    ):
        (project / name).write_text(text, "utf-8")
        yield project / name, 1


def _pages_of_project(project: Path) -> Iterator[tuple[Path, int]]:
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - see above

    chosen = own_rules()
    directory = project / rule_pages.DIRECTORY
    if chosen or directory.is_dir():
        yield directory, rule_pages.write_pages(directory, chosen)
