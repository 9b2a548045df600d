"""`owl preflight`: open a tenant's pages as a reviewer does."""

import sys
from typing import Annotated, Any

import typer

from owl.completion import tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.unknown_name import there_is_no
from owl.stacks.tenants import valid_tenants_of_stack

commands = typer.Typer()


@commands.command(
    "preflight",
    epilog=exit_codes(
        done="the pages show what a reviewer looks for, as far as a program can tell",
        failed="something is missing on a page, or there is no such tenant",
    ),
)
def preflight(
    tenant: Annotated[str, typer.Argument(help="The tenant's id.", autocompletion=tenant_ids)],
    allow_private: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--allow-private", help="Also read pages on this machine or in its private network.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, max=600, help="Seconds for all pages together.")] = 60,
    form: FormatOption = Format.TEXT,
) -> None:
    """Open a tenant's website, opt-in page, privacy policy and terms, and say what a reviewer will miss on them.

    It reads the pages over the network, directly and not through a proxy. No deployment or check runs it.
    """
    from owl.preflight.preflight import preflight_of  # noqa: PLC0415 - other commands read no pages

    tenants, _ = valid_tenants_of_stack(None, needed=tenant)
    if tenant not in tenants.by_id:
        raise Failure(there_is_no("tenant", tenant, tenants.by_id))
    report = preflight_of(tenants, tenant, seconds=timeout, allow_private=allow_private)
    if form is Format.JSON:
        document: dict[str, Any] = report.as_values()
        typer.echo(as_json(document))
    else:
        typer.echo("\n".join(report.as_lines()))
    sys.exit(ExitCode.DONE if report.is_complete else ExitCode.FAILED)
