"""`owl status`: show which tenants may send, and what is missing where one may not."""

import datetime as dt
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, JsonOption, as_json
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.stacks.tenants import readable_tenants_of_stack
from owl.twilio_failure import told_without_secrets
from policies.core.project import today
from tenants.model import InvalidTenants, Request

if TYPE_CHECKING:
    from owl.registration.may_send import SendingStatus

commands = typer.Typer()

Requests = Mapping[str, tuple[Request, ...]]
"""What was asked of Twilio by hand, by tenant."""

COLORS = {"approved": "green", "in review": "yellow", "waiting": "dim", "not deployed": "dim", "on trial": "dim"}
"""The color of each stage; all others are red."""


@commands.command(
    "status",
    epilog=exit_codes(
        done="the statuses were shown, whatever they are",
        failed="no such tenant or stack, a cell could not be read, or Twilio could not be asked about all of them",
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
    """Show whether each tenant may send, as Twilio says now, and what is missing if not. The worst come first.

    Tenants on trial, which send as another tenant, and tenants that are not deployed are listed as what they are.
    """
    from owl.registration.live import look as looked  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.registration.live import worst_first  # noqa: PLC0415 - as above
    from owl.registration.may_send import not_known  # noqa: PLC0415 - as above
    from owl.registration.progress import Stage  # noqa: PLC0415 - as above
    from owl.registration.without_account import without_account  # noqa: PLC0415 - as above
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above
    from owl.trial import require_own_sender, trial_of  # noqa: PLC0415 - as above

    tenants, findings = readable_tenants_of_stack(stack)
    if findings:
        typer.echo(
            f"owl: shown without what these files say, because they are wrong:\n{InvalidTenants(findings)}", err=True
        )
    deployed = deployed_stack(stack)
    if tenant and not (tenants and trial_of(tenant, tenants)):
        require_own_sender(tenant, tenants, deployed)
    names = {tenant} if tenant else {*deployed.some_tenant_ids()}
    wanted = sorted(names.intersection(deployed.tenant_ids))
    others = [
        not_known(each.tenant_id, each.stack, deployed.unread[each.stack])
        if each.stage is Stage.NOT_DEPLOYED and each.stack in deployed.unread
        else each
        for each in without_account(deployed, tenants)
        if tenant in {None, each.tenant_id}
    ]
    is_all_read = bool(tenant) or not deployed.unread

    requests: Requests = {each.id: each.requests for each in tenants or () if each.requests}

    def look() -> "list[SendingStatus]":
        twilio = deployed.connect()  # a connection reads the list of accounts once
        with told_without_secrets(twilio):
            return worst_first([*looked(deployed, twilio, tenants, wanted), *others])

    if json or form is Format.JSON:
        if watch:
            raise typer.BadParameter("--watch shows a table: omit it, or use --format text", param_hint="--format")
        found = look()
        typer.echo(as_json([_document(each, requests.get(each.tenant_id, ())) for each in found]))
        sys.exit(_code(found, is_all_read=is_all_read))
    screen = console()

    def shown(found: "list[SendingStatus]") -> RenderableType:
        return details(found, requests, today()) if tenant else board(found, requests, today(), stack)

    if not watch:
        with progress(f"asking Twilio about {stack}"):
            found = look()
        screen.print(shown(found))
        sys.exit(_code(found, is_all_read=is_all_read))
    with Live(shown(look()), console=screen, auto_refresh=False) as live:
        while True:
            time.sleep(every)  # Twilio has nothing to wait on from here: status is looked at
            live.update(shown(look()), refresh=True)


def board(found: "list[SendingStatus]", requests: Requests, day: dt.date, stack: str) -> RenderableType:
    """Return the tenants, a line each however narrow the terminal is, how many of them may send, and what is overdue.

    Args:
        found: Their statuses.
        requests: What was asked of Twilio by hand.
        day: Today.
        stack: The stack's name.
    """
    longest = max((len(each.tenant_id) for each in found), default=0)
    lines = [Text(f"{each.tenant_id:{longest}}  ", no_wrap=True, overflow="ellipsis") for each in found]
    for line, each in zip(lines, found, strict=True):
        line.append(each.summary, COLORS.get(each.stage, "red"))
    able = sum(each.may_send for each in found)
    more = "" if able == len(found) else f"; `{on_stack('owl status TENANT', stack)}` says what to do"
    overdue = [
        Text(f"{each.tenant_id}: {request.title}: {request.progress(day)}", "red")
        for each in found
        for request in requests.get(each.tenant_id, ())
        if request.is_overdue(day)
    ]
    return Group(*lines, Text(f"{able} of {len(found)} may send{more}"), *overdue)


def details(found: "list[SendingStatus]", requests: Requests, day: dt.date) -> RenderableType:
    """Return all that is known of a tenant: its status, what to do, each step of its registration, and its requests.

    Args:
        found: Its status.
        requests: What was asked of Twilio by hand.
        day: Today.
    """
    [status] = found
    steps = Table(box=None, show_header=False, padding=(0, 2))
    for each in status.reviews:
        since = f"since {each.since}" if each.since else ""
        steps.add_row(each.step, Text(each.status, COLORS.get(each.stage, "red")), since)
    said = Text(f"{status.tenant_id}: {status.registration_status}", COLORS.get(status.stage, "red"))
    asked = [
        Text(f"{each.title}: {each.progress(day)}", "red" if each.is_overdue(day) else "")
        for each in requests.get(status.tenant_id, ())
    ]
    return Group(said, *([steps] if status.reviews else []), *asked)


def _document(status: "SendingStatus", requests: tuple[Request, ...]) -> dict[str, object]:
    more = {"stage": status.stage, "may_send": status.may_send}
    return asdict(status) | more | {"requests": [each.model_dump(mode="json") for each in requests]}


def _code(found: "list[SendingStatus]", *, is_all_read: bool) -> ExitCode:
    return ExitCode.DONE if is_all_read and all(each.was_read for each in found) else ExitCode.FAILED
