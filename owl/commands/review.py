"""`owl review`: what a pull request does to tenants, as the comment on it."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.previews import Preview, read_preview, run_preview
from policies.core.project import stack_files, today
from project import project_directory

commands = typer.Typer()


@commands.command("review")
def review(  # noqa: PLR0913, PLR0917 - an option each
    base: Annotated[str, typer.Option(help="What it is compared with: a commit, or a directory with the project.")],
    stack: Annotated[
        list[str] | None, typer.Option(help="Preview this stack; again and again. Runs the engine.")
    ] = None,
    preview: Annotated[
        list[Path] | None,
        typer.Option(exists=True, help="Recorded events instead, or a directory of them; again and again."),
    ] = None,
    refresh: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--refresh", help="Let each preview ask Twilio first what is there.")
    ] = False,
    record: Annotated[
        Path | None, typer.Option(file_okay=False, help="A directory to keep each preview's events in: STACK.jsonl.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="A file to write it to, instead of showing it.")] = None,
    day: Annotated[
        dt.datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="As if it were that day: which approvals count, say."),
    ] = None,
) -> None:
    """Draw the comment on a pull request: what changes, what it costs, what is final, what the rules say, who approves.

    Compared are the project as it is here and its base. Exit codes: 0, nothing stands against it; 1, something does,
    and the comment says what; 2, a wrong command line.
    """
    from owl.review import UnknownBase, base_directory, draw  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.review import review as reviewed  # noqa: PLC0415 - as above

    project = project_directory()
    files = [file for path in preview or [] for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    previews = [read_preview(file) for file in files]
    _check_stacks(stack or [], previews, project)
    previews += [_previewed(each, project, record, refresh=refresh) for each in stack or []]
    try:
        with base_directory(base, project) as before:
            found = reviewed(before, project, previews, day.date() if day else today())
    except UnknownBase as error:
        raise typer.BadParameter(str(error), param_hint="--base") from None
    text = draw(found)
    if output:
        output.write_text(text, "utf-8")
    else:
        typer.echo(text, nl=False)
    sys.exit(int(found.is_refused))


def _check_stacks(stacks: list[str], recorded: list[Preview], project: Path) -> None:
    """Refuse a stack that has no settings, and one that is named twice."""
    known = stack_files(project)
    named = [*stacks, *(each.stack for each in recorded)]
    for each in named:
        if each and each not in known:
            raise typer.BadParameter(f"there is no stack {each!r}, only {', '.join(known)}", param_hint="--stack")
        if named.count(each) > 1:
            raise typer.BadParameter(f"stack {each!r} is there twice: preview each once", param_hint="--stack")


def _previewed(stack: str, project: Path, record: Path | None, *, refresh: bool) -> Preview:
    if record:
        record.mkdir(parents=True, exist_ok=True)
    return run_preview(stack, project, refresh=refresh, record=record / f"{stack}.jsonl" if record else None)
