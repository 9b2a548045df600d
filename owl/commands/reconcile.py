"""`owl reconcile`: what Twilio billed in a month, beside what was sold."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from owl.calendar_options import month_option
from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.reconciliation.month import Month
from owl.rendering.console import console
from owl.rendering.formats import as_json

commands = typer.Typer()

WIDTH = 110
"""The width in columns when the output is not a terminal."""


class ReconciliationForm(StrEnum):
    """The formats of a reconciliation."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@commands.command(
    "reconcile",
    epilog=exit_codes(
        done="the month was shown",
        failed="no such tenant or stack, a month to come, a file is not valid, or a cell or a tenant's usage could "
        "not be read",
    ),
)
def reconcile(
    month: Annotated[Month, month_option("--month", "The month, in GMT.")],
    tenant: Annotated[
        str | None, typer.Argument(help="The tenant's id. Default: all tenants.", autocompletion=tenant_ids)
    ] = None,
    stack: Annotated[str, typer.Option(help="The stack they are deployed in.", autocompletion=stack_names)] = "dev",
    form: Annotated[
        ReconciliationForm, typer.Option("--format", help="The output format; csv for spreadsheets.")
    ] = ReconciliationForm.TEXT,
) -> None:
    """Compare a month's usage at Twilio with each tenant's allowance and the margin it was sold by."""
    from owl.reconciliation.as_csv import as_csv  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.reconciliation.as_table import as_tables  # noqa: PLC0415 - as above
    from owl.reconciliation.figures import figures  # noqa: PLC0415 - as above
    from owl.reconciliation.of_stack import reconcile_stack  # noqa: PLC0415 - as above

    found = reconcile_stack(stack, month, tenant)
    shown = figures(found)
    match form:
        case ReconciliationForm.JSON:
            typer.echo(as_json(shown))
        case ReconciliationForm.CSV:
            typer.echo(as_csv(shown), nl=False)
        case ReconciliationForm.TEXT:
            console(WIDTH, is_fixed=True).print(*as_tables(shown, stack), sep="\n")
    for each in found.not_read:
        typer.echo(f"owl: {each.tenant_id}: {each.reason}", err=True)
    sys.exit(ExitCode.DONE if found.is_complete else ExitCode.FAILED)
