"""`owl cells`: the stacks that share the tenants of one stack."""

import datetime as dt
import sys
from enum import StrEnum
from typing import Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.rendering.console import console
from owl.rendering.formats import as_json
from owl.rendering.on_stack import on_stack
from owl.stacks.files import shown_path

commands = typer.Typer()
cells = typer.Typer(invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
commands.add_typer(cells, name="cells")

WIDTH = 140
"""The width in columns when the output is not a terminal."""


class Form(StrEnum):
    """The formats of the list of cells."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    KUBERNETES = "kubernetes"


@cells.callback(
    epilog=exit_codes(
        done="the cells are listed",
        failed="a cell's state or the catalogue can't be read",
    ),
)
def list_cells(
    context: typer.Context,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="The output format; github for the matrix of a workflow, kubernetes for Pulumi's operator there.",
        ),
    ] = Form.TEXT,
    state: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--state/--no-state", help="Read the cells' states, which takes the engine.")
    ] = True,
    changed_since: Annotated[
        str | None,
        typer.Option(metavar="COMMIT", help="Only cells that the changes since this commit touch. Implies --no-state."),
    ] = None,
) -> None:
    """List the cells: tenants, room, last run, drift and money of each. A stack that is not divided is a cell too."""
    if context.invoked_subcommand:
        return

    from owl.cells import kubernetes  # noqa: PLC0415 - as above
    from owl.cells.cell import cells as read  # noqa: PLC0415 - as above
    from owl.cells.cell import tenants_at_most  # noqa: PLC0415 - as above
    from owl.cells.changed import changed_cells  # noqa: PLC0415 - as above
    from owl.cells.report import as_document, as_matrix, as_table  # noqa: PLC0415 - as above
    from owl.stacks.cells import project_cells  # noqa: PLC0415 - as above
    from project import project_directory  # noqa: PLC0415 - as above

    project = project_cells()
    touched = None if changed_since is None else changed_cells(project_directory(), project, changed_since)
    if form is Form.GITHUB:  # a catalogue that is not valid stops no workflow
        typer.echo(as_matrix(project.divided, touched))
        return
    with_states = state and touched is None and form in {Form.TEXT, Form.JSON}
    found = list(read(project, tenants_at_most(project_directory()), with_states=with_states))
    if touched is not None:
        found = [each for each in found if each.name in touched]
    match form:
        case Form.JSON:
            typer.echo(as_json(as_document(found)))
        case Form.KUBERNETES:
            typer.echo(kubernetes.render(found, project_directory()), nl=False)
        case Form.TEXT:
            shown = console(WIDTH, is_fixed=True)
            for each in as_table(found, dt.datetime.now(dt.UTC)):
                shown.print(each)
    sys.exit(ExitCode.FAILED if any(each.unreadable for each in found) else ExitCode.DONE)


@cells.command(
    "plan",
    epilog=exit_codes(
        done="no cell is needed, or it is added",
        failed="it was not agreed to, there is no such stack, or the file can't be written",
    ),
)
def plan(
    stack: Annotated[
        str | None,
        typer.Argument(help="Add a cell to this stack. Default: to each without room.", autocompletion=stack_names),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the file without asking.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Show the settings file of a new cell where the others are full, and write it if you agree."""
    from owl.cells.cell import cells as read  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.cells.cell import tenants_at_most  # noqa: PLC0415 - as above
    from owl.cells.plan import new_cells  # noqa: PLC0415 - as above
    from owl.failure import Failure  # noqa: PLC0415 - as above
    from owl.stacks.cells import project_cells  # noqa: PLC0415 - as above
    from project import project_directory  # noqa: PLC0415 - as above

    project, directory = project_cells(), project_directory()
    if stack is not None and project.cells_of(stack).divided != stack:
        raise Failure(f"{stack} is a cell: name the stack that is divided, {project.cells_of(stack).divided}")
    found = list(read(project, tenants_at_most(directory), with_states=False))
    planned = list(new_cells(directory, found, wanted=stack))
    if not planned:
        typer.echo("No cell is needed: each stack that can have cells has room. `owl cells` shows how much.")
    for each in planned:
        typer.echo(f"{each.divided} has {each.reason}. {shown_path(each.file)}:\n\n{each.text}")
        if not yes and not typer.confirm("Write it?"):
            raise Failure(f"{shown_path(each.file)} was not written")
        each.file.write_text(each.text, "utf-8")
        deploy = on_stack("make up", each.name)
        if each.commands:
            typer.echo(f"Written: {shown_path(each.file)}. Create its stack, and set what is encrypted:\n")
            typer.echo("".join(f"  {command}\n" for command in each.commands))
            typer.echo(f"Then commit the file and deploy the cell: {deploy}")
        else:
            typer.echo(f"Written: {shown_path(each.file)}. Commit it, then deploy it: {deploy}")


@cells.command(
    "move",
    epilog=exit_codes(
        done="the tenants are in the cell, and nothing changed at Twilio",
        failed="it is not possible, or was interrupted: run it again",
    ),
)
def move(
    tenant: Annotated[list[str], typer.Argument(help="The tenants' ids.", autocompletion=tenant_ids)],
    to: Annotated[str, typer.Option("--to", metavar="CELL", help="The cell.", autocompletion=stack_names)],
    resume: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--resume", help="Complete a move that another machine began and can't complete.")
    ] = False,
) -> None:
    """Move tenants to another cell: their resources go from one state to the other, and Twilio is not touched.

    Run it in the environment of `tools/environment`, then commit the files. If it is interrupted, run it again.
    """
    from owl.cells.move import move as moved  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.stacks.config import pending_creates_of  # noqa: PLC0415 - as above
    from owl.stacks.move_note import MoveNotes  # noqa: PLC0415 - as above

    typer.echo(moved(tenant, to, MoveNotes(pending_creates_of(to).location), resume=resume))


JobsOption = Annotated[int, typer.Option(min=1, help="How many cells are run at a time.")]


@cells.command(
    "up",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog=exit_codes(
        done="all cells are deployed",
        failed="invalid files, or a cell failed, is locked or can't be read: the summary names it, the others are done",
    ),
)
def up(
    context: typer.Context,
    stack: Annotated[str, typer.Argument(help="The divided stack.", autocompletion=stack_names)],
    jobs: JobsOption = 2,
    ring: Annotated[
        str | None, typer.Option(envvar="OWL_RING", help="Deploy only this ring's tenants. Default: all.")
    ] = None,
) -> None:
    """Deploy all cells of a stack side by side, as `owl up` deploys one, with any options of `pulumi up`.

    Each cell's output is in .local/cells. Nobody is asked, so the live Twilio takes --yes.
    """
    from owl.cells.run import up_cells  # noqa: PLC0415 - `owl --help` needs no engine

    text, code = up_cells(stack, ring or None, jobs, context.args)
    if text:
        typer.echo(text)
    sys.exit(code)


@cells.command(
    "drift",
    epilog=exit_codes(
        done="no drift in any cell, and nothing needs a person",
        failed="a cell could not be checked; takes precedence over 3 and 4",
        drift="something drifted",
        needs_person="a tenant can't send until a person does something; takes precedence over 3",
    ),
)
def drift(
    stack: Annotated[str, typer.Argument(help="The divided stack.", autocompletion=stack_names)],
    jobs: JobsOption = 2,
) -> None:
    """Compare Twilio with the declared state in all cells of a stack side by side, as `owl drift` does in one."""
    from owl.cells.run import drift_of_cells  # noqa: PLC0415 - `owl --help` needs no engine

    text, code = drift_of_cells(stack, jobs)
    typer.echo(text)
    sys.exit(code)
