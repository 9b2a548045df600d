"""`owl serve`: run the receiver, which takes Twilio's requests at the addresses that the stack declares."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from owl.completion import stack_names
from owl.exit_codes import exit_codes
from owl.stacks.cells import cells_of_stack
from owl.stacks.config import connection_without_engine, local_settings, named_after, read_config, shares_account
from owl.stacks.receiver_database import DATABASE_URL, database_of
from owl.stacks.tenants import why_left_out, with_valid_catalogue
from providers.core.settings import Mode
from tenants.model import Tenants

commands = typer.Typer()


@commands.command(
    "serve",
    epilog=exit_codes(
        done="it was stopped",
        failed="the port is taken, the database can't be opened or is another stack's, or no such stack",
    ),
)
def serve(  # noqa: PLR0913, PLR0917 - one for each option
    stack: Annotated[str, typer.Option(help="The stack.", autocompletion=stack_names)] = "dev",
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.", min=0, max=65535)] = 8043,
    database: Annotated[
        str | None,
        typer.Option(
            envvar=DATABASE_URL,
            show_envvar=True,
            help="sqlite:///PATH or postgresql://USER@HOST/NAME. Default: a file in .local.",
        ),
    ] = None,
    bodies_days: Annotated[
        int,
        typer.Option(
            envvar="OWL_KEEP_BODIES_DAYS",
            help="Days to keep the texts of inbound messages and the data of events; 0 never writes them.",
            min=0,
        ),
    ] = 30,
    events_days: Annotated[
        int,
        typer.Option(
            envvar="OWL_KEEP_EVENTS_DAYS", help="Days to keep everything else. Opt-outs are kept forever.", min=7
        ),
    ] = 400,
    alert_urls: Annotated[
        str,
        typer.Option(
            envvar="OWL_ALERT_URLS",
            help="Where alerts go: apprise's URLs, separated by spaces. They contain secrets: use the variable.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Take Twilio's requests: message statuses, replies, usage alerts, reviews and events. Runs until Ctrl-C.

    The requests arrive below `callbacks` of tenants/catalogue/isv.yaml; a local Twilio delivers them here while this
    runs. docs/receiver.md describes operations.
    """
    from owl.receiver.alerts.sender import AlertSender  # noqa: PLC0415 - other commands need none of it
    from owl.receiver.database import open_database  # noqa: PLC0415 - as above
    from owl.receiver.endings import TwilioEndings  # noqa: PLC0415 - as above
    from owl.receiver.logs import log_as_json  # noqa: PLC0415 - as above
    from owl.receiver.retention import Retention  # noqa: PLC0415 - as above
    from owl.receiver.scheduled_messages import TwilioScheduledMessages  # noqa: PLC0415 - as above
    from owl.receiver.server import Receiver, run  # noqa: PLC0415 - as above
    from owl.receiver.twilio_accounts import TwilioAccounts  # noqa: PLC0415 - as above

    twilio = connection_without_engine(stack)
    shared, cells = shares_account(read_config(stack)), cells_of_stack(stack)
    accounts = TwilioAccounts(twilio, named_after(stack), shared=shared)
    log_as_json()
    receiver = Receiver(
        open_database(database_of(stack, database)),
        accounts,
        lambda: _tenants(stack),
        Retention(bodies_days, events_days),
        AlertSender(alert_urls.split(), cells),
        TwilioScheduledMessages(twilio, shared=shared),
        TwilioEndings(lambda: connection_without_engine(stack), cells, shared),
    )
    with _local_delivery(stack, twilio.mode) as deliver_to:

        def announce(url: str) -> None:
            deliver_to(url)
            typer.echo(f"The receiver of stack {stack!r} listens on {url}")

        run(receiver, host, port, announce)


def _tenants(stack: str) -> tuple[Tenants, Mapping[str, str]]:
    """Return the tenants whose files are valid, and why each other one is left out. The receiver says it in its log.

    Raises:
        Failure: The catalogue is not valid.
    """
    tenants, reading = with_valid_catalogue(stack)
    return tenants, why_left_out(reading)


@contextmanager
def _local_delivery(stack: str, mode: Mode) -> Iterator[Callable[[str], None]]:
    """Yield what lets the stack's local Twilio deliver to an address on this machine, until the block ends."""
    if mode is not Mode.LOCAL:
        yield lambda _: None
        return
    from emulator.embedded import LocalTwilio  # noqa: PLC0415 - on a live stack there is none

    settings, told = local_settings(stack), False
    with closing(LocalTwilio(settings.database, settings.account_sid)) as local:

        def deliver_to(url: str) -> None:
            nonlocal told
            told = True
            local.control.deliver_to(url.replace("//0.0.0.0:", "//127.0.0.1:"))

        try:
            yield deliver_to
        finally:
            if told:  # one that could not start leaves another receiver its requests
                local.control.deliver_to(None)
