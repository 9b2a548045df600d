"""`owl consent`: consent outside the tenants' files."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from owl.calendar_options import day_option
from owl.completion import stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, as_json
from owl.rendering.unknown_name import there_is_no
from owl.stacks.tenants import in_one_line, valid_tenants_of_stack
from owl.twilio_failure import told_without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from owl.consent.deactivated import Report
    from owl.consent.log import Entry
    from owl.consent.push import Pushed, Sender
    from owl.stacks.outputs import DeployedStack
    from tenants.model import Tenants

commands = typer.Typer()
consent = typer.Typer(
    no_args_is_help=True, help="Push consent to Twilio, import it, show it for an audit, strike deactivated numbers."
)
commands.add_typer(consent, name="consent")

StackOption = Annotated[str, typer.Option(help="The stack.", autocompletion=stack_names)]


class LogForm(StrEnum):
    """The formats of `owl consent log`."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@consent.command(
    "push",
    epilog=exit_codes(
        done="Twilio has accepted all that was to be pushed; contacts that are left out don't count",
        failed="Twilio refused a consent, or could not be asked, a file is not valid, a cell could not be read, or "
        "no receiver has run",
    ),
)
def push(
    tenant: Annotated[
        str | None, typer.Argument(help="The tenant's id. Default: all tenants.", autocompletion=tenant_ids)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be pushed, and push nothing.")] = False,  # noqa: FBT002 - an option
    stack: StackOption = "dev",
    form: FormatOption = Format.TEXT,
) -> None:
    """Push contacts' consents and opt-outs to Twilio's Consent API: each once, and again when it has changed.

    At Twilio an opt-in overrides a STOP. So a tenant is left out if the receiver does not get its replies.
    """
    from owl.consent.contacts import contacts_of  # noqa: PLC0415 - `owl --help` needs no engine
    from owl.consent.database import receiver_database  # noqa: PLC0415 - as above
    from owl.consent.push import Outcome, plan  # noqa: PLC0415 - as above
    from owl.consent.push import push as push_planned  # noqa: PLC0415 - as above
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - as above

    tenants, left_out = valid_tenants_of_stack(stack, needed=tenant)
    deployed = deployed_stack(stack)
    if tenant and tenant not in tenants.by_id:
        raise Failure(there_is_no("tenant", tenant, tenants.by_id))
    with receiver_database(stack, "without one it is not known who has opted out") as engine:
        senders = _senders(tenants, deployed, [tenant] if tenant else deployed.tenant_ids)
        contacts = list(contacts_of(tenants, [tenant] if tenant else None))
        twilio = deployed.connect()
        with told_without_secrets(twilio):
            planned = plan(engine, contacts, senders)
            going = planned if dry_run else push_planned(twilio, engine, planned, senders)
            done = _shown_pushed(going) if form is Format.TEXT else list(going)
    if form is Format.JSON:
        typer.echo(as_json([_row(each) for each in done]))
    refused = sum(each.outcome is Outcome.REFUSED for each in done)
    if refused:
        raise Failure(f"Twilio refused {refused} of them. Correct them, then run it again: only they are pushed")
    unread = {f"the tenants of {cell}": reason for cell, reason in deployed.unread.items()}
    if tenant:
        left_out, unread = {}, {} if tenant in deployed.tenant_ids else unread
    _require_all({**left_out, **unread}, "nothing was pushed", "then run it again")


def _require_all(left_out: Mapping[str, str], what: str, then: str) -> None:
    """Check that no tenant was left out.

    Args:
        left_out: Why each tenant was, by id.
        what: What was not done for it.
        then: What comes after its file is corrected.

    Raises:
        Failure: One was.
    """
    if left_out:
        raise Failure(f"{what} for {', '.join(left_out)}: correct what is wrong, {then}. {in_one_line(left_out)}")


def _senders(tenants: "Tenants", deployed: "DeployedStack", wanted: "Iterable[str]") -> "dict[str, Sender]":
    """Return what tenants send with; those that have contacts, and are completely deployed."""
    from owl.consent.push import Sender  # noqa: PLC0415 - as above
    from owl.receiver.addresses import replies_address  # noqa: PLC0415 - as above
    from owl.trial import senders_so_far  # noqa: PLC0415 - as above

    senders = {}
    for tenant_id in wanted:
        declared = tenants.by_id.get(tenant_id)
        if declared and declared.contacts and tenant_id in deployed.tenant_ids:
            with suppress(Failure):  # of one whose first run failed halfway: it is left out
                found = deployed.tenant(tenant_id)
                hears = replies_address(tenants, declared) is not None
                so_far = tuple(senders_so_far(tenant_id, tenants))
                senders[tenant_id] = Sender(found.account_sid, found.messaging_service_sid, hears, so_far)
    return senders


def _row(each: "Pushed") -> dict[str, Any]:
    told = each.consent
    return {
        "tenant": each.of.tenant_id,
        "contact": each.of.contact_id,
        "where": each.of.where,
        "outcome": each.outcome,
        "reason": each.reason,
        "status": told.status if told else None,
        "source": told.source if told else None,
        "date_of_consent": told.date_of_consent if told else None,
        "correlation_id": told.correlation_id if told else None,
    }


def _shown_pushed(going: "Iterable[Pushed]") -> "list[Pushed]":
    """Show each contact as soon as it is known what became of it, and return them."""
    done = []
    for each in going:
        told = f" {each.consent.status} of {each.consent.given_at:%Y-%m-%d}" if each.consent else ""
        reason = f": {each.reason}" if each.reason else ""
        typer.echo(f"{each.of.shown}: {each.outcome.replace('-', ' ')}{told}{reason}")
        done.append(each)
    counts = Counter(each.outcome.replace("-", " ") for each in done)
    typer.echo(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "There are no contacts.")
    return done


@consent.command(
    "import",
    epilog=exit_codes(
        done="all rows are in the tenant's file",
        failed="a row is wrong, and the others were written; or nothing was, since the file can't be read",
    ),
)
def import_(
    tenant: Annotated[str, typer.Argument(help="The tenant's id.", autocompletion=tenant_ids)],
    file: Annotated[Path, typer.Argument(help="A CSV file in UTF-8 with a row of names.", dir_okay=False)],
    form: FormatOption = Format.TEXT,
) -> None:
    """Write contacts with their consent from a CSV file into a tenant's file.

    Columns: name, phone_number, given_at, how, recorded_by; if wanted id, time_zone, wording, evidence. Rows that the
    tenant's file has already are left alone, and rows that are wrong are named. docs/consent.md describes the columns.
    """
    from owl.consent.import_csv import import_contacts  # noqa: PLC0415 - only for this command

    rows = import_contacts(tenant, file)
    wrong = [each for each in rows if each.problem]
    new = [each for each in rows if not each.problem and not each.is_known]
    if form is Format.JSON:
        shown = [
            {"row": each.row, "contact": each.contact_id or None, "problem": each.problem or None} for each in rows
        ]
        added = [each.contact_id for each in new]
        typer.echo(as_json({"tenant": tenant, "file": str(file), "added": added, "rows": shown}))
    else:
        for each in wrong:
            typer.echo(f"{file}, row {each.row}: {each.problem}")
        known = len(rows) - len(new) - len(wrong)
        typer.echo(f"{tenant}: {len(new)} added, {known} known already, {len(wrong)} refused")
    if wrong:
        raise Failure(f"{len(wrong)} of {len(rows)} rows were refused: correct them, then import the file again")


@consent.command(
    "log",
    epilog=exit_codes(
        done="what is known is shown", failed="this is no phone number, or a file or the database can't be read"
    ),
)
def log(
    number: Annotated[str, typer.Argument(help="A phone number, such as +14155550188.")],
    stack: StackOption = "dev",
    form: Annotated[LogForm, typer.Option("--format", help="The output format; csv for spreadsheets.")] = LogForm.TEXT,
) -> None:
    """Show who agreed to what, when, how, and shown which words, for one number over all tenants.

    From the tenants' files as they are now, and the receiver's database: opt-outs, what was canceled, deactivations,
    what was pushed to Twilio. Earlier versions of the files are in git.
    """
    from owl.consent.log import as_csv, entries_of_files, entries_of_receiver, number_in_e164  # noqa: PLC0415 - as above
    from owl.receiver.of_stack import NothingReceived, NotReadable, received  # noqa: PLC0415 - as above

    wanted = number_in_e164(number)
    tenants, left_out = valid_tenants_of_stack(stack)
    entries = list(entries_of_files(tenants, wanted))
    missing, code = None, ExitCode.FAILED if left_out else ExitCode.DONE
    try:
        with received(stack) as connection:
            entries += entries_of_receiver(connection, wanted)
    except NothingReceived as nothing:
        missing = str(nothing)
        code = ExitCode.FAILED if isinstance(nothing, NotReadable) else code
        typer.echo(f"owl: without what the receiver knows: {missing}", err=True)
    entries.sort(key=lambda each: (each.at, each.tenant, each.what))
    match form:
        case LogForm.JSON:
            rows = [each.row() for each in entries]
            not_read = [{"tenant": each, "reason": reason} for each, reason in left_out.items()]
            shown = {"phone_number": wanted, "entries": rows, "without": missing, "not_read": not_read}
            typer.echo(as_json(shown))
        case LogForm.CSV:
            typer.echo(as_csv(wanted, entries), nl=False)
        case LogForm.TEXT:
            _show_log(wanted, entries)
    sys.exit(code)


def _show_log(number: str, entries: "list[Entry]") -> None:
    shown = console()
    if not entries:
        shown.print(f"{number}: nothing is known", markup=False)
        return
    columns = {
        "when (UTC)": [f"{each.at.astimezone(dt.UTC):%Y-%m-%d %H:%M}" for each in entries],
        "tenant": [each.tenant for each in entries],
        "what": [each.what for each in entries],
        "how": [each.how for each in entries],
        "words": [each.wording for each in entries],
        "evidence": [each.evidence for each in entries],
        "recorded by": [each.recorded_by for each in entries],
        "from": [each.source for each in entries],
    }
    filled = {name: cells for name, cells in columns.items() if any(cells)}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in filled:
        table.add_column(name, overflow="fold")
    for cells in zip(*filled.values(), strict=True):
        table.add_row(*map(Text, cells))
    shown.print(number, markup=False)
    shown.print(table)


@consent.command(
    "deactivated",
    epilog=exit_codes(
        done="the reports were read; one that Twilio does not have yet is read the next time",
        failed="Twilio could not be asked, or does not have the report of --date, a file is not valid, or no receiver "
        "has run",
    ),
)
def deactivated(
    date: Annotated[
        dt.date | None, day_option("--date", "The day. Default: each day since the last one, until yesterday.")
    ] = None,
    if_receiver: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--if-receiver", help="Read nothing, and succeed, where no receiver's database is known.")
    ] = False,
    stack: StackOption = "dev",
    form: FormatOption = Format.TEXT,
) -> None:
    """Read which numbers US carriers deactivated, and remember the contacts among them in the receiver's database.

    `owl send` refuses them until they have agreed again, and what is scheduled for them is canceled. Run it each day.
    """
    from owl.consent.contacts import contacts_of  # noqa: PLC0415 - as above
    from owl.consent.database import receiver_database  # noqa: PLC0415 - as above
    from owl.consent.deactivated import days_to_read, read_reports  # noqa: PLC0415 - as above
    from owl.consent.scheduled import ContactsScheduledMessages  # noqa: PLC0415 - as above
    from owl.stacks.config import (  # noqa: PLC0415 - as above
        connection_without_engine,
        named_after,
        read_config,
        shares_account,
    )
    from owl.stacks.receiver_database import existing_database_of  # noqa: PLC0415 - as above

    if if_receiver and existing_database_of(stack) is None:
        typer.echo("no receiver's database is known here (DATABASE_URL): deactivated numbers are not read")
        return
    tenants, left_out = valid_tenants_of_stack(stack)
    contacts = list(contacts_of(tenants))
    twilio = connection_without_engine(stack)
    scheduled = ContactsScheduledMessages(twilio, named_after(stack), shared=shares_account(read_config(stack)))
    with receiver_database(stack, "without one nothing remembers deactivated numbers") as engine:
        days = [date] if date else days_to_read(engine, twilio.now())
        with told_without_secrets(twilio):
            reports = list(read_reports(twilio, engine, contacts, days, scheduled, is_complete=not left_out))
    if date and reports[0].numbers is None:
        raise Failure(f"Twilio does not have the report of {date:%Y-%m-%d} yet: it has those of the days before today")
    if form is Format.JSON:
        rows = [
            {
                "date": each.day.isoformat(),
                "numbers": each.numbers,
                "struck": [
                    {"tenant": one.tenant_id, "contact": one.contact_id, "where": one.where} for one in each.struck
                ],
                "canceled": list(each.canceled),
            }
            for each in reports
        ]
        typer.echo(as_json(rows))
    else:
        _show_reports(reports)
    _require_all(left_out, "no number was struck", "and the next run reads these days again")


def _show_reports(reports: "list[Report]") -> None:
    for each in reports:
        found = f"deactivated numbers: {each.numbers}, contacts among them: {len(each.struck)}"
        typer.echo(f"{each.day}: {'not there yet: the next run reads it' if each.numbers is None else found}")
        for one in each.struck:
            typer.echo(f"  {one.shown}: is not texted until a later consent is recorded")
        for sid in each.canceled:
            typer.echo(f"  {sid}: was scheduled for one of them, and is canceled")
    if not reports:
        typer.echo("All reports until yesterday have been read.")
