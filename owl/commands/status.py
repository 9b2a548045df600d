"""`owl status`: show the registration status of the tenants."""

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.live import Live
from rich.table import Column, Table

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import exit_codes
from owl.rendering.formats import Format, FormatOption, JsonOption, as_json
from owl.stacks.tenants import tenants_of_stack
from owl.twilio_failure import told_without_secrets

if TYPE_CHECKING:
    from owl.registration.live import StatusRow

commands = typer.Typer()

WIDTH = 120
"""The width in columns when the output is not a terminal."""

COLORS = {"approved": "green", "rejected": "red", "suspended": "red", "in review": "yellow", "waiting": "dim"}


@commands.command(
    "status",
    epilog=exit_codes(
        done="the statuses were shown, whatever they are",
        failed="no such tenant or stack, or Twilio could not be asked",
    ),
)
def status(  # noqa: PLR0913, PLR0917 - an option each
    tenant: Annotated[
        str | None, typer.Argument(help="The tenant's id. Default: all tenants.", autocompletion=tenant_ids)
    ] = None,
    stack: Annotated[str, typer.Option(help="The stack they are deployed in.", autocompletion=stack_names)] = "dev",
    watch: Annotated[bool, typer.Option("--watch", help="Refresh until Ctrl-C.")] = False,  # noqa: FBT002 - an option
    every: Annotated[float, typer.Option(help="Seconds between two refreshes.", min=1)] = 10,
    form: FormatOption = Format.TEXT,
    json: JsonOption = False,  # noqa: FBT002 - an option
) -> None:
    """Show the status of each tenant's reviews at Twilio, since when, and what comes next."""
    from owl.registration.live import rows  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.stacks.outputs import DeployedStack  # noqa: PLC0415 - as above

    tenants = tenants_of_stack(stack)
    deployed = DeployedStack(stack)
    wanted = [tenant] if tenant else deployed.tenant_ids
    twilio = deployed.connect()

    def look() -> "list[StatusRow]":
        with told_without_secrets(twilio):
            return rows(deployed, twilio, tenants, wanted)

    if json or form is Format.JSON:
        if watch:
            raise typer.BadParameter("--watch shows a table: omit it, or use --format text", param_hint="--format")
        typer.echo(as_json([asdict(row) | {"stage": row.stage} for row in look()]))
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    if not watch:
        console.print(board(look()))
        return
    with Live(board(look()), console=console, auto_refresh=False) as live:
        while True:
            time.sleep(every)  # Twilio has nothing to wait on from here: status is looked at
            live.update(board(look()), refresh=True)


def board(rows: "list[StatusRow]") -> Table:
    """Return the table of the tenants, a row each."""
    steps = list(dict.fromkeys(review.step for row in rows for review in row.reviews))
    others = (Column(name, overflow="fold") for name in (*steps, "status"))
    table = Table(Column("tenant", no_wrap=True), *others)
    for row in rows:
        shown = {review.step: f"[{COLORS[review.stage]}]{review.status}[/]" for review in row.reviews}
        cells = [shown.get(step, "") for step in steps]
        table.add_row(row.tenant_id, *cells, row.registration_status.replace("[", r"\["))
    return table
