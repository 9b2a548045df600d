"""`owl doctor`: why a tenant's messages do not arrive, with the evidence, and what to do."""

import sys
from typing import Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, as_json
from owl.stacks.tenants import readable_tenants_of_stack
from owl.twilio_failure import told_without_secrets

commands = typer.Typer()


@commands.command(
    "doctor",
    epilog=exit_codes(
        done="nothing needs a person; reviews that take their time and warnings don't count",
        failed="no such tenant or stack, a cell could not be read, or Twilio could not be asked about a "
        "tenant; takes precedence over 4",
        needs_person="a tenant can't send until a person does something, or a check found a problem",
    ),
)
def doctor(
    tenant: Annotated[str | None, typer.Argument(help="The tenant's id.", autocompletion=tenant_ids)] = None,
    every: Annotated[bool, typer.Option("--all", help="Check all tenants of the stack.")] = False,  # noqa: FBT002 - an option
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what is wrong with a tenant, the evidence and what to do, the most likely cause first.

    Reads its file, the stack, Twilio, and what the receiver has kept. Changes nothing and sends nothing.
    """
    if bool(tenant) is every:
        raise typer.BadParameter("give a tenant, or --all for all tenants of the stack", param_hint="TENANT")
    from owl.doctor.as_document import as_document  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.doctor.as_text import of_all, of_tenant  # noqa: PLC0415 - as above
    from owl.doctor.diagnosis import diagnose  # noqa: PLC0415 - as above
    from owl.doctor.look import look  # noqa: PLC0415 - as above
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above
    from owl.trial import require_own_sender  # noqa: PLC0415 - as above

    tenants, findings = readable_tenants_of_stack(stack)
    deployed = deployed_stack(stack)
    if tenant:
        require_own_sender(tenant, tenants, deployed)
    wanted = [tenant] if tenant else deployed.some_tenant_ids()
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        twilio.known_accounts()  # refused for one is refused for all
        report = diagnose(*look(deployed, twilio, tenants, findings, wanted))
    if form is Format.JSON:
        typer.echo(as_json(as_document(report)))
    else:
        shown = console()
        for each in of_tenant(report) if tenant else of_all(report):
            shown.print(each)
    sys.exit(ExitCode.FAILED if every and deployed.unread else report.exit_code)
