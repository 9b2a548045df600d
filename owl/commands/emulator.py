"""`owl emulator`: serve, control, reset and document the local Twilio of a stack."""

import os
import re
import shlex
import signal
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from owl.completion import stack_names, tenant_ids
from owl.exit_codes import exit_codes
from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.rendering.unknown_name import instead
from owl.stacks.config import local_settings
from owl.stacks.tenants import valid_tenants_of_stack
from policies.core.registry import is_product
from project import project_directory
from tenants.model.sections.field_types import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from emulator.embedded import LocalTwilio
    from emulator.serve import Server

commands = typer.Typer(name="emulator", help="Serve and control the local Twilio of a stack.", no_args_is_help=True)

Stack = Annotated[
    str,
    typer.Option(help="The stack, NAME of Pulumi.NAME.yaml.", autocompletion=stack_names),
]

_CHANGED = exit_codes(done="the local Twilio is changed", failed="no such stack, or its database can't be opened")

_REPLY_SECONDS = 10.0
"""How long `receive` waits for the answers of webhooks."""

_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Reviewed(StrEnum):
    """The reviewed objects, in the order of registration."""

    CUSTOMER_PROFILE = "customer-profile"
    TRUST_PRODUCT = "trust-product"
    BRAND = "brand"
    VETTING = "vetting"
    CAMPAIGN = "campaign"
    NUMBER = "number"
    TOLL_FREE = "toll-free"
    BUNDLE = "bundle"


class ReviewOutcome(StrEnum):
    """How a review ends."""

    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"


class Paced(StrEnum):
    """The objects with steps that take time: all that are reviewed, and more."""

    CUSTOMER_PROFILE, TRUST_PRODUCT, BRAND, VETTING, CAMPAIGN, NUMBER, TOLL_FREE, BUNDLE = Reviewed
    OTP = "otp"
    MESSAGE = "message"


class Pace(StrEnum):
    """How steps advance."""

    AT_ONCE = "at-once"
    SECONDS = "seconds"
    READS = "reads"


class Need(StrEnum):
    """Whether messages need a campaign."""

    REQUIRED = "required"
    OPTIONAL = "optional"


_KINDS = {
    "customer-profile": "customer_profile",
    "trust-product": "trust_product",
    "brand": "brand_registration",
    "otp": "brand_otp",
    "vetting": "brand_vetting",
    "campaign": "us_app_to_person",
    "number": "service_phone_number",
    "toll-free": "tollfree_verification",
    "bundle": "regulatory_bundle",
    "message": "message",
}
"""Their names in the local Twilio."""


@commands.command(epilog=exit_codes(done="it was stopped", failed="the port is taken, or no such stack"))
def serve(
    stack: Stack = "dev",
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 takes any free one.", min=0, max=65535)] = 8042,
    show_token: Annotated[bool, typer.Option("--show-token", help="Show the parent's auth token too.")] = False,  # noqa: FBT002 - a command line option
    env_file: Annotated[
        Path | None, typer.Option(help="Write a file to source, with the auth token, readable by you alone.")
    ] = None,
) -> None:
    """Serve the local Twilio on a port, for any client, until Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _opened(stack) as twilio, _server(twilio, port) as server:
            environment = server.environment()
            with_token = {**environment, "TWILIO_AUTH_TOKEN": twilio.auth_token}
            lines = [
                f"The local Twilio of {twilio.account_sid} listens on {server.url}",
                "Open it in a browser to see messages, webhooks, reviews, calls and the ledger",
                "Point clients at it with",
                "",
            ]
            lines.append(_exports(with_token if show_token else environment))
            if env_file:
                _write_private(env_file, _exports(with_token))
                lines.append(f"{env_file} contains the same, and the auth token")
            typer.echo("\n".join(lines))
            threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("Stopped. The data is kept.")


@commands.command(epilog=_CHANGED)
def reset(stack: Stack = "dev") -> None:
    """Delete all data except the parent account and its auth token."""
    with _opened(stack) as twilio:
        twilio.control.reset()
        typer.echo(
            f"The local Twilio of {twilio.account_sid} is empty. Pulumi's state still lists the old objects: run "
            f"`pulumi stack rm {stack} --force --preserve-config`, then `{on_stack('make up', stack)}`, and start a "
            f"running `{on_stack('owl serve', stack)}` again."
        )


def _seconds(text: str) -> float:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is not a duration: write 90, 90s, 15m, 12h or 3d")
    return float(match[1]) * _UNITS[match[2]]


@commands.command(epilog=_CHANGED)
def advance(
    duration: Annotated[float, typer.Argument(parser=_seconds, help="Seconds, or 90s, 15m, 12h, 3d.")],
    stack: Stack = "dev",
) -> None:
    """Move the local Twilio's clock forward, and run everything that is due by then."""
    with _opened(stack) as twilio:
        offset = timedelta(seconds=twilio.control.advance(duration))
        twilio.control.tick()
        there = datetime.now(UTC) + offset
        typer.echo(f"The local Twilio's clock is at {there:%Y-%m-%d %H:%M:%S} UTC, {offset} ahead.")


@commands.command(epilog=_CHANGED)
def lag(
    duration: Annotated[float, typer.Argument(parser=_seconds, help="Seconds, or 90s, 15m, 12h, 3d. 0 ends the lag.")],
    stack: Stack = "dev",
) -> None:
    """Make lists lag: what is created from now on is in no list until that much time has passed."""
    with _opened(stack) as twilio:
        twilio.control.set_lag(duration)
        when = f"after {timedelta(seconds=duration)}" if duration else "immediately"
        typer.echo(f"The local Twilio's lists show new objects {when}.")


def _codes(text: str) -> list[int]:
    if not re.fullmatch(r"(\d+(,\d+)*)?", text):
        raise typer.BadParameter(f"{text!r} is not a list of codes: write 30795 or 30795,30909", param_hint="--codes")
    return [int(code) for code in text.split(",") if code]


@commands.command(epilog=_CHANGED)
def review(  # noqa: PLR0913, PLR0917 - one for each option
    kind: Annotated[Reviewed, typer.Argument(help="What is reviewed.")],
    outcome: Annotated[
        ReviewOutcome, typer.Argument(help="The outcome. `hold` keeps the review pending until another outcome is set.")
    ],
    codes: Annotated[str, typer.Option(help="Twilio's error codes, such as 30795 or 30795,30909.")] = "",
    of: Annotated[
        str | None,
        typer.Option(help="Only this object: its SID or friendly name. Default: any."),
    ] = None,
    times: Annotated[int, typer.Option(help="The number of reviews with this outcome.", min=1)] = 1,
    stack: Stack = "dev",
) -> None:
    """Set the outcome of the next reviews. Reviews without one end with an approval."""
    with _opened(stack) as twilio:
        twilio.control.script_review(_KINDS[kind], outcome, _codes(codes), of, times)
        which = "review" if times == 1 else f"{times} reviews"
        end = "ends" if times == 1 else "end"
        whose = f" {of!r}" if of else ""
        typer.echo(f"The next {which} of {kind}{whose} at the local Twilio {end} with: {outcome}.")


@commands.command(epilog=_CHANGED)
def pace(
    kind: Annotated[Paced, typer.Argument(help="The object. `otp` is the owner's answer to a texted code.")],
    mode: Annotated[
        Pace, typer.Argument(help="How steps advance: immediately, with time, or each time the object is read.")
    ],
    n: Annotated[str, typer.Argument(help="Reads or seconds per step. Seconds also as 90s, 12h, 3d.")] = "1",
    stack: Stack = "dev",
) -> None:
    """Set how fast an object advances. A review takes two steps, a vetting or a number's registration one."""
    count = _seconds(n)
    words = {
        Pace.AT_ONCE: "finishes immediately",
        Pace.SECONDS: f"takes {timedelta(seconds=count)} a step",
        Pace.READS: f"takes {count:g} read{'' if count == 1 else 's'} a step",
    }
    with _opened(stack) as twilio:
        twilio.control.set_behaviour(_KINDS[kind], mode.replace("-", "_"), count)
        typer.echo(f"{kind} at the local Twilio {words[mode]}.")


@commands.command(epilog=_CHANGED)
def status(
    whose: Annotated[
        str, typer.Argument(metavar="SID", help="The SID of a brand, or of the messaging service of a campaign.")
    ],
    status: Annotated[str, typer.Argument(help="The new status, such as SUSPENDED, FAILED or APPROVED, VERIFIED.")],
    stack: Stack = "dev",
) -> None:
    """Set the status of a brand or a campaign, as Twilio and the carriers do."""
    with _opened(stack) as twilio:
        is_service = whose.startswith("MG")
        change = twilio.control.set_campaign_status if is_service else twilio.control.set_brand_status
        change(whose, status)
        what = f"The campaign of {whose}" if is_service else f"The brand {whose}"
        typer.echo(f"{what} is {status} at the local Twilio.")


@commands.command(epilog=_CHANGED)
def campaigns(
    need: Annotated[Need, typer.Argument(help="Whether US messages need a verified campaign.")],
    stack: Stack = "dev",
) -> None:
    """Set whether US messages need a verified campaign, as they do at Twilio and by default."""
    with _opened(stack) as twilio:
        twilio.control.require_campaign(need is Need.REQUIRED)
        without = "undelivered: 30034" if need is Need.REQUIRED else "delivered"
        typer.echo(f"Campaigns are {need} at the local Twilio: US messages without one are {without}.")


@commands.command(epilog=_CHANGED)
def otp(
    whose: Annotated[
        str,
        typer.Argument(metavar="TENANT|SID", help="The tenant's id, or the brand's SID.", autocompletion=tenant_ids),
    ],
    stack: Stack = "dev",
) -> None:
    """Answer the code texted to a sole proprietor, as the owner does on the phone."""
    brand_sid = _brand_of(whose, stack) if IDENTIFIER.fullmatch(whose) else whose
    with _opened(stack) as twilio:
        try:
            twilio.control.answer_otp(brand_sid)
        except ValueError as error:
            remedy = f". {_resend(whose, stack)}" if "expired" in str(error) else ""
            raise Failure(f"{error}{remedy}") from None
        typer.echo(f"The owner of {whose} has answered the code. The review begins.")


def _resend(whose: str, stack: str) -> str:
    tenant = whose if IDENTIFIER.fullmatch(whose) else "TENANT"
    return f"`{on_stack(f'owl brand otp {tenant}', stack)}` texts another code"


@commands.command(
    epilog=exit_codes(
        done="the message was received",
        failed="no such stack, tenant, contact or number, or the webhook about the message was not accepted",
    )
)
def receive(
    body: Annotated[str, typer.Argument(metavar="TEXT", help="The text, such as STOP.")],
    sender: Annotated[
        str, typer.Option("--from", help="Who sends it: a contact's id, or a number such as +14155550188.")
    ],
    to: Annotated[
        str,
        typer.Option(
            metavar="TENANT|NUMBER", help="The tenant's id, or one of the account's numbers.", autocompletion=tenant_ids
        ),
    ],
    stack: Stack = "dev",
) -> None:
    """Receive a text from a person, as if they had answered a tenant."""
    person, number = _parties(sender, to, stack)
    with _opened(stack) as twilio:
        found = twilio.control.receive(person, number, body)
        twilio.control.settle(_REPLY_SECONDS)
        webhooks = [each for each in twilio.control.webhooks() if each["resource_sid"] == found["sid"]]
        typer.echo(f"Received at {number} from {person}: {found['sid'] or 'dropped'}")
        if found["answer"]:
            typer.echo(f"Twilio takes it as {found['keyword']} and answers: {found['answer']}")
        for webhook in webhooks:
            typer.echo(f"Webhook {webhook['url']}: {webhook['outcome'] or 'not answered yet'}")
    if found["sid"] is None:
        typer.echo(f"No webhook: the messaging service of {number} has no inbound_request_url")
    elif webhooks and not any((each["outcome"] or "").startswith("delivered") for each in webhooks):
        raise Failure(
            "the webhook was not accepted: the text is at the local Twilio, and your product does not know it"
        )


def _parties(sender: str, to: str, stack: str) -> tuple[str, str]:
    """Return the numbers of a person and of who they write to."""
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - other commands need no engine
    from owl.trial import sender_of  # noqa: PLC0415 - as above

    if not IDENTIFIER.fullmatch(to):
        if IDENTIFIER.fullmatch(sender):
            raise Failure(f"--from {sender}: contacts belong to a tenant. Name the tenant with --to, or write a number")
        return sender, to
    tenants, _ = valid_tenants_of_stack(stack, needed=to)
    deployed = deployed_stack(stack)
    number = deployed.tenant(sender_of(to, tenants, deployed)).phone_numbers[0]  # raises if there is no such tenant
    if not IDENTIFIER.fullmatch(sender):
        return sender, number
    tenant = tenants.by_id.get(to)
    if tenant is None or sender not in tenant.contacts:
        said = instead(sender, tenant.contacts if tenant else (), "it has")
        raise Failure(f"{to} has no contact {sender!r}{said}. A number works too: --from +14155550188")
    return tenant.contacts[sender].phone_number, number


def _brand_of(tenant_id: str, stack: str) -> str:
    from owl.stacks.divided import deployed_stack  # noqa: PLC0415 - other commands need no engine

    return deployed_stack(stack).brand_sid(tenant_id)


@commands.command(epilog=exit_codes(done="the page is written", failed="it can't be written"))
def coverage() -> None:
    """Write emulator/COVERAGE.md, in the product's own repository: every operation, and the assumptions about it."""
    from emulator.coverage import PATH, document  # noqa: PLC0415 - loads every product

    if not is_product(project_directory()):
        raise Failure(f"{PATH} belongs to the installed product: run this in the product's own repository")
    PATH.write_text(document(), "utf-8")
    typer.echo(f"Written: {PATH}")


@contextmanager
def _opened(stack: str) -> "Iterator[LocalTwilio]":
    from emulator.embedded import LocalTwilio  # noqa: PLC0415 - `owl --help` needs none

    settings = local_settings(stack)
    try:
        twilio = LocalTwilio(settings.database, settings.account_sid)
        try:
            yield twilio
        finally:
            twilio.close()
    except ValueError as error:
        raise Failure(str(error)) from None


def _server(twilio: "LocalTwilio", port: int) -> "Server":
    from emulator.serve import Server  # noqa: PLC0415 - other commands need no server

    try:
        return Server(twilio, port)
    except OSError as error:
        if error.filename:  # not the port but a file of the authority
            raise
        raise Failure(
            f"cannot listen on port {port} ({os.strerror(error.errno or 0)}): choose another with --port"
        ) from None


def _exports(environment: dict[str, str]) -> str:
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in environment.items())


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, even if it exists already."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)
