"""`owl review`: write the review of a pull request, as a comment on it."""

import datetime as dt
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from owl.calendar_options import day_option
from owl.completion import stack_names
from owl.exit_codes import ExitCode, exit_codes
from owl.previews import FOR_DRIFT, Preview, read_preview, run_preview, without_rules
from owl.rendering.progress import progress
from policies.core.project import today
from policies.core.stack_files import stack_files
from project import project_directory

commands = typer.Typer()


class Form(StrEnum):
    """The formats of a review."""

    MARKDOWN = "markdown"
    JSON = "json"


@commands.command(
    "review",
    epilog=exit_codes(
        done="the review is written, with no blocking findings",
        failed="a mandatory finding, an irreversible step without approval, or a preview that failed",
    ),
)
def review(  # noqa: PLR0913, PLR0917 - an option each
    base: Annotated[str, typer.Option(help="The base to compare with: a commit, or a directory with the project.")],
    stack: Annotated[
        list[str] | None,
        typer.Option(help="A stack to preview with the Pulumi engine. Repeatable.", autocompletion=stack_names),
    ] = None,
    preview: Annotated[
        list[Path] | None,
        typer.Option(help="Use recorded events: a file, or a directory of them, which may be missing. Repeatable."),
    ] = None,
    refresh: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--refresh", help="Read the current state from Twilio before each preview.")
    ] = False,
    record: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Record each preview's events in this directory, as STACK.jsonl."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="The output format.")] = Form.MARKDOWN,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    day: Annotated[
        dt.date | None, day_option("--today", "Check as of this date, for example to see which approvals apply.")
    ] = None,
) -> None:
    """Write the comment for a pull request: changes, costs, irreversible steps, findings, approvers.

    Compares the project in this directory with its base.
    """
    from owl.cells.changed import changed_cells  # noqa: PLC0415 - as above
    from owl.review import PublishedOn, UnknownBase, as_json, base_directory, draw  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.review import review as reviewed  # noqa: PLC0415 - as above
    from owl.stacks.cells import project_cells  # noqa: PLC0415 - as above

    project = project_directory()
    files = [file for path in preview or [] for file in _recorded(path)]
    previews = [read_preview(file) for file in files]
    _check_stacks(stack or [], previews, project)
    previews += [_previewed(each, project, record, refresh=refresh) for each in stack or []]
    try:
        with base_directory(base, project) as before, progress("comparing with the base"):
            touched = changed_cells(project, project_cells(project), base) if _is_commit(base) else None
            found = reviewed(before, project, previews, day or today(), touched)
    except UnknownBase as error:
        raise typer.BadParameter(str(error), param_hint="--base") from None
    text = as_json.render(found) if form is Form.JSON else draw(found, PublishedOn.read(project))
    if output:
        output.write_text(text, "utf-8")
    else:
        typer.echo(text, nl=False)
    sys.exit(ExitCode.FAILED if found.is_refused else ExitCode.DONE)


def _recorded(path: Path) -> list[Path]:
    if path.suffix == ".jsonl" and not path.is_dir():
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist", param_hint="--preview")
        return [path]
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path] if path.exists() else []


def _is_commit(base: str) -> bool:
    return not (Path(base) / "tenants").is_dir()


def _check_stacks(stacks: list[str], recorded: list[Preview], project: Path) -> None:
    """Refuse a stack without settings, and one that is named twice."""
    known = stack_files(project)
    named = [*stacks, *(each.stack for each in recorded)]
    for each in named:
        if each and each not in known:
            raise typer.BadParameter(f"there is no stack {each!r}, only {', '.join(known)}", param_hint="--stack")
        if named.count(each) > 1:
            raise typer.BadParameter(f"stack {each!r} is given twice: give each stack once", param_hint="--stack")


def _previewed(stack: str, project: Path, record: Path | None, *, refresh: bool) -> Preview:
    if record:
        record.mkdir(parents=True, exist_ok=True)
    kept = record / f"{stack}.jsonl" if record else None
    with progress(f"previewing {stack}"):
        if refresh:
            return run_preview(stack, project, options=FOR_DRIFT, record=kept, environment=without_rules(os.environ))
        return run_preview(stack, project, record=kept)
