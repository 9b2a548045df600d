"""`owl adopt`: add an orphan to a tenant's file, or draft tenants from an account set up by hand."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.on_stack import on_stack
from redaction.redact import redact

if TYPE_CHECKING:
    from owl.adoption import Adoption
    from owl.drift.orphans import Orphan

commands = typer.Typer()


@commands.command(
    "adopt",
    epilog=exit_codes(
        done="the file is written (with --dry-run: it would be)", failed="nothing was written, and the message says why"
    ),
)
def adopt(  # noqa: PLR0913, PLR0917 - an option each
    sid: Annotated[str | None, typer.Argument(help="The SID of an orphan, as `owl drift` lists it.")] = None,
    account: Annotated[
        str | None,
        typer.Option(help="The SID of an account set up by hand: draft a file for each of its messaging services."),
    ] = None,
    stack: Annotated[
        str, typer.Option(help="The stack whose parent account contains it.", autocompletion=stack_names)
    ] = "dev",
    tenant: Annotated[
        str | None,
        typer.Option(
            help="The tenant to add it to. Default: the only one that it can belong to.", autocompletion=tenant_ids
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Change Twilio without asking.")] = False,  # noqa: FBT002 - an option
    dry_run: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--dry-run", help="Show what would be written and changed, without doing it.")
    ] = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Add existing Twilio objects to tenants' files, so that the next `pulumi up` adopts them."""
    if (sid is None) == (account is None):
        command = on_stack("owl drift", stack)
        raise Failure(f"give either the SID of an orphan or --account; `{command}` lists orphans")
    if account is not None:
        _draft(account, stack, form, dry_run=dry_run)
    else:
        _adopt(str(sid), stack, tenant, form, yes=yes, dry_run=dry_run)


def _draft(account: str, stack: str, form: Format, *, dry_run: bool) -> None:
    from owl.adoption.write_drafts import DraftedAccount  # noqa: PLC0415 - `owl --help` needs no engine

    drafted = DraftedAccount.read(account, stack)
    if not dry_run:
        drafted.write()
    typer.echo(as_json(drafted.document()) if form is Format.JSON else "\n".join(drafted.lines()))


def _adopt(sid: str, stack: str, tenant: str | None, form: Format, *, yes: bool, dry_run: bool) -> None:  # noqa: PLR0913
    from owl.adoption.adopt import Adopting  # noqa: PLC0415 - as above

    adopting = Adopting(stack)
    orphan = adopting.orphan(sid)
    into = adopting.tenant_for(orphan, tenant)
    adoption = adopting.adoption(orphan, into)
    as_text = form is Format.TEXT
    for line in _told(orphan, into, adoption):
        typer.echo(line, err=not as_text)  # the prompt below refers to it; stdout is for the JSON alone
    if not dry_run:
        if adoption.writes and not (yes or typer.confirm("Make these changes at Twilio?", err=not as_text)):
            raise Failure("nothing was changed, neither the file nor Twilio")
        adopting.carry_out(adoption, into)
    if form is Format.JSON:
        typer.echo(as_json(_document(orphan, into, adoption, adopting.shown_file(into), written=not dry_run)))
        return
    if dry_run:
        typer.echo(f"Dry run, nothing is written. Run it without --dry-run to change {adopting.shown_file(into)}")
        return
    typer.echo(f"Written: {adopting.shown_file(into)}")
    preview, up = on_stack("pulumi preview", stack), on_stack("pulumi up", stack)
    typer.echo(f"Next: `{preview}`, then `{up}`, which adopts it unchanged.")


def _document(orphan: "Orphan", tenant: str, adoption: "Adoption", file: str, *, written: bool) -> dict[str, Any]:
    return {
        "kind": orphan.kind,
        "sid": orphan.sid,
        "name": orphan.name,
        "tenant": tenant,
        "file": file,
        "edits": [{"path": edit.words, "value": edit.value} for edit in adoption.edits],
        "twilio_changes": [write.words for write in adoption.writes],
        "notes": list(adoption.notes),
        "written": written,
    }


def _told(orphan: "Orphan", tenant_id: str, adoption: "Adoption") -> "list[str]":
    edits = [f"  in its file, {edit.words}: {_shown(edit.value)}" for edit in adoption.edits]
    writes = [f"  at Twilio, {write.words}" for write in adoption.writes]
    notes = [f"  {note}" for note in adoption.notes]
    return [f"{orphan.kind} {orphan.sid} ({orphan.name}) becomes part of {tenant_id}:", *edits, *writes, *notes]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items() if inner is not None)
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(redact(value))
