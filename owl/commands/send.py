"""`owl send`: send one message through a tenant's messaging service, now or later, and follow its status."""

import datetime as dt
import re
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from owl.completion import stack_names, template_ids, tenant_ids
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.on_stack import on_stack
from owl.rendering.one_line import printable
from owl.sending import FINAL, SUCCESS, meaning
from owl.stacks.receiver_database import ReceiverDatabase, existing_database_of
from owl.stacks.tenants import readable_tenants_of_stack, valid_tenants_of_stack

commands = typer.Typer()

LOOK_EVERY = 0.25
"""Seconds between two reads of a message's status."""

SCHEDULED = "scheduled"

_MESSAGE_SID = re.compile("(SM|MM)[0-9a-f]{32}")

CALLBACK_SECONDS = 3.0
"""How long to wait for the callback about the last status, where a receiver runs."""


@commands.command(
    "send",
    epilog=exit_codes(
        done="the message was delivered, scheduled or canceled; with --wait 0, Twilio accepted it",
        failed="it was not sent, not delivered or canceled, or not within the wait; the reason is on standard error",
    ),
)
def send(  # noqa: PLR0913, PLR0917 - one for each option
    tenant: Annotated[str, typer.Argument(help="The tenant's id.", autocompletion=tenant_ids)],
    to: Annotated[
        str | None, typer.Option(help="A contact of the tenant: its id, or its number, such as +14155550100.")
    ] = None,
    template: Annotated[
        str | None, typer.Option(help="One of the tenant's templates.", autocompletion=template_ids)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="A placeholder's value, such as customer=Alice. Default: its example; for shop, the tenant's name.",
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="Schedule it for this time, 15 minutes to 35 days ahead, such as 2026-12-01T09:30-08:00. Default: now."
        ),
    ] = None,
    cancel: Annotated[
        str | None, typer.Option(help="Cancel the scheduled message with this SID, and send nothing.")
    ] = None,
    stack: Annotated[str, typer.Option(help="The stack it is deployed in.", autocompletion=stack_names)] = "dev",
    wait: Annotated[
        float, typer.Option(help="How many seconds to wait for the final status; 0 for not at all.", min=0)
    ] = 60,
    form: FormatOption = Format.TEXT,
) -> None:
    """Send one message as a tenant, with the tenant's API key, and follow it to its final status.

    --at schedules it at Twilio instead, and --cancel takes a scheduled one back. Promotional templates are sent from
    8:00 to 21:00 in the contact's time zone only.
    """
    if cancel is not None:
        if to or template or values or at:
            raise typer.BadParameter("sends nothing: leave out --to, --template, --set and --at", param_hint="--cancel")
        _cancel(tenant, cancel, stack, form)
        return
    if to is None or template is None:
        raise typer.BadParameter(
            "a message needs --to and --template", param_hint="--to" if to is None else "--template"
        )
    _send(tenant, to, template, _values(values or []), _moment(at), stack, wait, form)


def _send(  # noqa: PLR0913, PLR0917 - one for each option
    tenant: str,
    to: str,
    template: str,
    values: dict[str, str],
    send_at: dt.datetime | None,
    stack: str,
    wait: float,
    form: Format,
) -> None:
    from owl.message_to_contact import message_to_contact  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above

    tenants, _ = valid_tenants_of_stack(stack, needed=tenant)
    ready = message_to_contact(tenants, deployed_stack(stack), tenant, to, template, values, send_at)
    database = existing_database_of(stack)
    if form is Format.TEXT:
        typer.echo("\n".join(ready.by.lines()))
    try:
        steps = _follow(ready.client, ready.send(), wait)
        last = _report(ready, steps, send_at, database) if form is Format.JSON else _show(steps)
    except Failure:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before it is printed
        raise Failure(ready.told(error)) from None
    if last.status == SCHEDULED:
        if form is Format.TEXT:
            typer.echo(f"Scheduled. To cancel it: {on_stack(f'owl send {tenant} --cancel {last.sid}', stack)}")
        return
    if database and form is Format.TEXT and wait:  # who doesn't wait would read of later statuses than is said here
        received = ", ".join(_received(database, last))
        serve = on_stack("owl serve", stack)
        not_called = f"was not called for this message: does `{serve}` run, and do Twilio's requests reach it?"
        typer.echo(f"The receiver {f'was called with: {received}' if received else not_called}")
    _conclude(last, wait)
    if not wait and form is Format.TEXT:
        typer.echo(f"Twilio accepted it. `{on_stack('owl board --serve', stack)}` shows what becomes of it.")


def _cancel(tenant: str, message_sid: str, stack: str, form: Format) -> None:
    from owl.scheduling import cancel_message  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above
    from owl.trial import require_own_sender  # noqa: PLC0415 - as above

    if not _MESSAGE_SID.fullmatch(message_sid):
        raise typer.BadParameter(f"{message_sid!r} is not the SID of a message: SM...", param_hint="--cancel")
    tenants, _ = readable_tenants_of_stack(stack)  # what is scheduled can be canceled whatever the files are like
    deployed = deployed_stack(stack)
    require_own_sender(tenant, tenants, deployed)
    message = cancel_message(deployed, tenant, message_sid)
    if form is Format.JSON:
        typer.echo(as_json({"tenant": tenant, "message_sid": message.sid, "to": message.to, "status": message.status}))
    else:
        typer.echo(f"{message.sid} to {message.to} is canceled.")


def _moment(text: str | None) -> dt.datetime | None:
    """Return the time of --at."""
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise typer.BadParameter(
            f"{text!r} is not a time with a time zone: write 2026-12-01T09:30-08:00, or in UTC 2026-12-01T17:30Z",
            param_hint="--at",
        )
    return moment


def _received(database: ReceiverDatabase, message: Any) -> list[str]:
    from owl.receiver.received import statuses_received  # noqa: PLC0415 - only where a receiver runs

    return statuses_received(database, message.sid, message.status, CALLBACK_SECONDS)


def _values(pairs: list[str]) -> dict[str, str]:
    """Return the values by placeholder."""
    given: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise Failure(f"--set {pair!r}: write placeholder=value, such as customer=Alice")
        if name in given:
            raise Failure(f"--set {name} is given twice: {given[name]!r} and {value!r}. Give a placeholder one value")
        given[name] = value
    return given


def _follow(client: Any, message: Any, wait: float) -> Iterator[Any]:
    """Yield the message each time its status has changed, until it is final or scheduled, or the wait is over."""
    end = time.monotonic() + wait
    yield message
    while message.status not in FINAL | {SCHEDULED} and time.monotonic() < end:
        time.sleep(LOOK_EVERY)  # Twilio has nothing to wait on from here: status is looked at
        latest = client.messages(message.sid).fetch()
        if latest.status != message.status:
            yield latest
        message = latest


def _show(steps: Iterator[Any]) -> Any:
    """Show the steps as they come, and return the last."""
    console = Console()
    began = time.monotonic()
    shown = Text()
    message = None
    with Live(shown, console=console, auto_refresh=False) as live:
        for message in steps:
            if not shown:
                shown.append(f"{message.sid} to {message.to}: {printable(str(message.body))}\n")
            shown.append(f"{time.monotonic() - began:6.1f} s  {message.status}\n")
            live.update(shown, refresh=True)
    return message


def _report(ready: Any, steps: Iterator[Any], send_at: dt.datetime | None, database: ReceiverDatabase | None) -> Any:
    """Follow the steps to the last, report it as JSON, and return it."""
    statuses = []
    for message in steps:
        statuses.append(message.status)
    code = int(message.error_code) if message.error_code else None
    typer.echo(
        as_json(
            {
                "tenant": ready.tenant_id,
                "template": ready.template,
                "channel": ready.by.channel,
                "channel_reason": ready.by.reason,
                "channels_passed_over": [asdict(each) for each in ready.by.passed_over],
                "message_sid": message.sid,
                "to": message.to,
                "body": message.body,
                "send_at": send_at.isoformat(timespec="minutes") if send_at else None,
                "status": message.status,
                "statuses": statuses,
                "callbacks": _received(database, message) if database and message.status != SCHEDULED else None,
                "delivered": message.status in SUCCESS,
                "error_code": code,
                "error": meaning(code) if code else None,
            }
        )
    )
    return message


def _conclude(message: Any, wait: float) -> None:
    if message.status in SUCCESS or (not wait and message.status not in FINAL):
        return
    if message.status in FINAL:
        reason = meaning(int(message.error_code)) if message.error_code else "Twilio gave no reason"
        raise Failure(f"{message.status}, error {message.error_code}: {reason}")
    raise Failure(f"still {message.status} after {wait:g} s: look at {message.sid} later")
