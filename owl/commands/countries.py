"""`owl countries`: what it takes to text people in a country from a sender there."""

from typing import Annotated

import typer
from rich.table import Table

from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, as_json
from owl.stacks.tenants import valid_tenants_of_stack

commands = typer.Typer()


@commands.command("countries", epilog=exit_codes(done="it is printed", failed="invalid files, or no such country"))
def countries(
    code: Annotated[str | None, typer.Argument(help="The country's ISO 3166 code, such as DE. Default: all.")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show which senders a country has, and what it takes to get one.

    Of one country it also shows what the bundle of a number must hold: the end user's fields, the address and the
    documents. The table is tenants/catalogue/countries.yaml. Each country says when and where that was read.
    """
    from owl.pages.countries import HEADINGS, as_document, details, rows  # noqa: PLC0415 - `owl --help` needs no table

    tenants, _ = valid_tenants_of_stack(None)
    known = tenants.countries
    wanted = known if code is None else {code.upper(): known.get(code.upper())}
    found = {name: each for name, each in wanted.items() if each}
    if code and not found:
        listed = ", ".join(known) or "none"
        raise Failure(
            f"tenants/catalogue/countries.yaml has no country {code.upper()}; it has {listed}. Ask Twilio what it "
            f"sells there (https://www.twilio.com/en-us/guidelines/{code.lower()}/sms), and add an entry"
        )
    if form is Format.JSON:
        typer.echo(as_json({name: as_document(each) for name, each in sorted(found.items())}))
        return
    if not found:
        raise Failure("tenants/catalogue/countries.yaml is not there, so no country is known")
    shown = console()
    table = Table()
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for name, each in sorted(found.items()):
        for row in rows(name, each):
            table.add_row(*row)
    shown.print(table)
    if code is None:
        typer.echo("`owl countries CODE` shows what a number's bundle must hold: end user, address, documents.")
        return
    for each in found.values():
        for line in details(each):
            typer.echo(line)
        typer.echo(f"Read on {each.date} in {each.source}")
