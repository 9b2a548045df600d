"""`owl adopt`: an orphan comes into a tenant's file, and an account set up by hand becomes tenants."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from owl.failure import Failure
from redaction.redact import redact

if TYPE_CHECKING:
    from owl.adoption import Adoption
    from owl.drift.orphans import Orphan

commands = typer.Typer()


@commands.command("adopt")
def adopt(
    sid: Annotated[str | None, typer.Argument(help="The SID of an orphan, as `owl drift` names it.")] = None,
    account: Annotated[
        str | None, typer.Option(help="An account set up by hand: draft a file for each of its messaging services.")
    ] = None,
    stack: Annotated[str, typer.Option(help="The stack whose parent account it is below.")] = "dev",
    tenant: Annotated[str | None, typer.Option(help="The tenant it goes to; left out where there is no doubt.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before anything is changed at Twilio.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Write what exists at Twilio into tenants' files, so that the next `pulumi up` takes it over.

    Exit codes: 0, written; 1, nothing was written, and why.
    """
    if (sid is None) == (account is None):
        raise Failure("give the SID of an orphan, or --account: `owl drift` names orphans")
    if account is not None:
        from owl.adoption.write_drafts import write_drafts  # noqa: PLC0415 - `owl --help` needs no engine

        for line in write_drafts(account, stack):
            typer.echo(line)
        return
    _adopt(str(sid), stack, tenant, yes=yes)


def _adopt(sid: str, stack: str, tenant: str | None, *, yes: bool) -> None:
    from owl.adoption.adopt import Adopting  # noqa: PLC0415 - as above

    adopting = Adopting(stack)
    orphan = adopting.orphan(sid)
    into = adopting.tenant_for(orphan, tenant)
    adoption = adopting.adoption(orphan, into)
    for line in _told(orphan, into, adoption):
        typer.echo(line)
    if adoption.writes and not (yes or typer.confirm("Change that at Twilio?")):
        raise Failure("nothing was written, here or at Twilio")
    adopting.carry_out(adoption, into)
    typer.echo(f"Written: {adopting.shown_file(into)}")
    typer.echo(f"Next: `pulumi preview -s {stack}`, then `pulumi up -s {stack}`, which takes it over as it is.")


def _told(orphan: "Orphan", tenant_id: str, adoption: "Adoption") -> "list[str]":
    edits = [f"  in its file, {edit.words}: {_shown(edit.value)}" for edit in adoption.edits]
    writes = [f"  at Twilio, {write.words}" for write in adoption.writes]
    notes = [f"  {note}" for note in adoption.notes]
    return [f"{orphan.kind} {orphan.sid} ({orphan.name}) becomes part of {tenant_id}:", *edits, *writes, *notes]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items() if inner is not None)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(redact(value))
