"""`owl golive`: what is missing before a tenant, or the whole stack, goes live."""

import sys
from typing import Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, as_json
from owl.stacks.tenants import readable_tenants_of_stack
from owl.twilio_failure import told_without_secrets
from project import project_directory

commands = typer.Typer()


@commands.command(
    "golive",
    epilog=exit_codes(
        done="every row is done, or with --record: the record is written",
        failed="no such tenant or stack, a cell could not be read, Twilio could not be asked about a tenant, "
        "or nothing can be recorded",
        needs_person="a row is missing or could not be checked",
    ),
)
def golive(
    tenant: Annotated[
        str | None, typer.Argument(help="The tenant's id. Default: the whole stack.", autocompletion=tenant_ids)
    ] = None,
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
    record: Annotated[  # noqa: FBT002 - an option
        bool,
        typer.Option(
            "--record", help="Record what is seen in the rings with exit criteria, in tenants/catalogue/rings.yaml."
        ),
    ] = False,
    feedback: Annotated[
        list[str] | None,
        typer.Option(metavar="TENANT=TEXT", help="With --record: what a tenant of the ring said; can be repeated."),
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show the checklist before customers are served: what is done, with the evidence, and what to do about the rest.

    Reads the files, the stack, Twilio, and what the receiver has kept. Sends nothing.
    """
    if tenant and record:
        raise typer.BadParameter("a record is about all tenants of a ring: omit the tenant", param_hint="--record")
    if feedback and not record:
        raise typer.BadParameter("feedback is only recorded with --record", param_hint="--feedback")
    from owl.doctor.facts import NotReadError  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.golive.as_document import as_document  # noqa: PLC0415 - as above
    from owl.golive.as_text import as_text  # noqa: PLC0415 - as above
    from owl.golive.checklist import checklist  # noqa: PLC0415 - as above
    from owl.golive.look import look  # noqa: PLC0415 - as above
    from owl.golive.record import read_feedback  # noqa: PLC0415 - as above
    from owl.golive.record import record as write_record  # noqa: PLC0415 - as above
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above
    from owl.trial import require_own_sender  # noqa: PLC0415 - as above

    tenants, findings = readable_tenants_of_stack(stack)
    deployed = deployed_stack(stack)
    if tenant:
        require_own_sender(tenant, tenants, deployed)
    wanted = [tenant] if tenant else deployed.some_tenant_ids()
    if record and deployed.unread:
        raise Failure(
            f"nothing was recorded: a record has all tenants of a ring, and those of {', '.join(deployed.unread)} are "
            "missing. Correct why, then run it again"
        )
    said = read_feedback(feedback or [], tenants) if tenants else {}
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        twilio.known_accounts()  # refused for one is refused for all
        seen = look(deployed, twilio, tenants, findings, wanted)
    if record:
        file = project_directory() / "tenants" / "catalogue" / "rings.yaml"
        try:
            rings = write_record(seen, file, said)
        except NotReadError as error:
            raise Failure(f"nothing was recorded: {error}") from None
        typer.echo(f"Recorded ring {', '.join(rings)} in {file}. Commit it: a pull request reviews the evidence")
        return
    found = checklist(seen)
    if form is Format.JSON:
        typer.echo(as_json(as_document(found)))
    else:
        shown = console()
        for each in as_text(found):
            shown.print(each)
    sys.exit(ExitCode.FAILED if deployed.unread and not tenant else found.exit_code)
