"""`owl pending`: the creates whose outcome is not known."""

import datetime as dt
from collections.abc import Collection
from typing import Annotated

import typer

from owl.completion import stack_names
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.counting import counted
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.on_stack import on_stack

commands = typer.Typer()


@commands.command(
    "pending",
    epilog=exit_codes(
        done="the creates are listed, or the one is discarded",
        failed="there is no such stack or create, or the notes can't be read",
    ),
)
def pending(
    stack: Annotated[str, typer.Option(help="The stack.", autocompletion=stack_names)] = "dev",
    discard: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Forget this one: you have looked, and Twilio has not created it."),
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the objects that a run asked Twilio for, and whose answer it did not get or did not save.

    The next `pulumi up` finds and keeps what was created. What costs money and is not found is not created again until
    you discard it here: look for it in Twilio's Console first.
    """
    from owl.stacks.config import named_after, pending_creates_of  # noqa: PLC0415 - loads the providers

    notes = pending_creates_of(stack)
    known = notes.all()
    if discard is not None:
        if discard not in known:
            raise Failure(
                f"stack {stack}: there is no pending create {discard!r}; there are {', '.join(known) or 'none'}"
            )
        notes.forget(discard)
        typer.echo(f"discarded: {known[discard].what}. The next `{on_stack('pulumi up', stack)}` creates it.")
        return
    kept = _kept(named_after(stack)) if any(each.sid for each in known.values()) else set()
    rows = [
        {
            "key": each.key,
            "object": each.what,
            "asked_at": dt.datetime.fromtimestamp(each.at, dt.UTC).isoformat(timespec="seconds"),
            "sid": each.sid,
            "paid": each.paid,
        }
        for each in sorted(known.values(), key=lambda each: each.at)
        if (each.key, each.sid) not in kept
    ]
    if form is Format.JSON:
        typer.echo(as_json({"stack": stack, "pending": rows}))
        return
    for row in rows:
        known_as = f"created as {row['sid']}" if row["sid"] else "outcome not known"
        typer.echo(f"{row['key']}  {row['asked_at']}  {row['object']}: {known_as}")
        if row["paid"] and not row["sid"]:
            up, forget = on_stack("pulumi up", stack), on_stack(f"owl pending --discard {row['key']}", stack)
            typer.echo(
                f"  run `{up}` again first. If it does not find it and Twilio's Console does not show it: {forget}"
            )
    typer.echo(f"{counted(len(rows), 'pending create')} in {notes.location}")


def _kept(stack: str) -> Collection[tuple[str, str]]:
    """Return what the stack's state has: the next run removes its notes. None of it if the state can't be read."""
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above
    from owl.stacks.state import kept_creates  # noqa: PLC0415 - as above

    try:
        return kept_creates(deployed_stack(stack).state)
    except Failure as failure:
        typer.echo(f"owl: what the stack has already is among these: {failure}", err=True)
        return set()
