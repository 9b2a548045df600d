"""`owl docs`: the pages that are written from the code."""

from pathlib import Path

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.formats import Format, FormatOption, as_json
from tenants.model import load_tenants

commands = typer.Typer()


@commands.command(
    "docs", epilog=exit_codes(done="the pages are written", failed="the code doesn't say what a page needs")
)
def docs(form: FormatOption = Format.TEXT) -> None:
    """Write the pages of resources, rules, rejections and commands, and the schema of tenants' files."""
    from owl.pages import commands as commands_page  # noqa: PLC0415 - it needs the whole command line
    from owl.pages import rejections as rejections_page  # noqa: PLC0415 - beside the resources, which take long to load
    from owl.pages import rules as rule_pages  # noqa: PLC0415 - same
    from owl.pages.resources import DIRECTORY, write_pages  # noqa: PLC0415 - loads every resource
    from owl.pages.resources.source import Undocumented  # noqa: PLC0415 - same
    from tenants.model import tenant_schema  # noqa: PLC0415 - beside the resources, which take long to load

    try:
        written = [(DIRECTORY, write_pages(DIRECTORY))]
    except Undocumented as error:
        raise Failure(str(error)) from None
    written.append((rule_pages.DIRECTORY, rule_pages.write_pages(rule_pages.DIRECTORY)))
    for page in (rejections_page, commands_page):
        page.FILE.write_text(page.page(), "utf-8")
        written.append((page.FILE, 1))
    tenants = DIRECTORY.parents[1] / "tenants"
    written.append((tenant_schema.write(tenants, load_tenants(tenants)), 1))
    if form is Format.JSON:
        typer.echo(as_json({"written": [{"path": str(path), "pages": count} for path, count in written]}))
        return
    for path, count in written:
        typer.echo(f"Written: {_shown(path, count)}")


def _shown(path: Path, count: int) -> str:
    return str(path) if path.suffix else f"{count} pages in {path}"
