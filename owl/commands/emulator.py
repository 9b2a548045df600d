"""`owl emulator`: the local Twilio of a stack, served, advanced, reviewed, forgotten and documented."""

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
from owl.stacks.config import local_settings
from policies.core.registry import is_product
from project import project_directory
from tenants.model.sections.field_types import IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from emulator.embedded import LocalTwilio
    from emulator.serve import Server

commands = typer.Typer(name="emulator", help="The local Twilio of a stack.", no_args_is_help=True)

Stack = Annotated[
    str,
    typer.Option(
        help="The stack whose parent account it holds, as in Pulumi.<stack>.yaml.", autocompletion=stack_names
    ),
]

_CHANGED = exit_codes(done="the local Twilio is changed", failed="no such stack, or its database can't be opened")

_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Reviewed(StrEnum):
    """What is reviewed, in the order of the ladder."""

    CUSTOMER_PROFILE = "customer-profile"
    TRUST_PRODUCT = "trust-product"
    BRAND = "brand"
    VETTING = "vetting"
    CAMPAIGN = "campaign"


class ReviewOutcome(StrEnum):
    """How a review ends."""

    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"


class Paced(StrEnum):
    """What takes its time."""

    CUSTOMER_PROFILE = "customer-profile"
    TRUST_PRODUCT = "trust-product"
    BRAND = "brand"
    OTP = "otp"
    VETTING = "vetting"
    CAMPAIGN = "campaign"
    MESSAGE = "message"


class Pace(StrEnum):
    """What makes a step."""

    AT_ONCE = "at-once"
    SECONDS = "seconds"
    READS = "reads"


_KINDS = {
    "customer-profile": "customer_profile",
    "trust-product": "trust_product",
    "brand": "brand_registration",
    "otp": "brand_otp",
    "vetting": "brand_vetting",
    "campaign": "us_app_to_person",
    "message": "message",
}
"""What the local Twilio calls each of them."""


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
            lines = [f"The local Twilio of {twilio.account_sid} answers at {server.url}", "Clients find it with", ""]
            lines.append(_exports(with_token if show_token else environment))
            if env_file:
                _write_private(env_file, _exports(with_token))
                lines.append(f"The same and the auth token are in {env_file}")
            typer.echo("\n".join(lines))
            threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("Stopped; its data stay.")


@commands.command(epilog=_CHANGED)
def reset(stack: Stack = "dev") -> None:
    """Forget everything but the parent account and its auth token."""
    with _opened(stack) as twilio:
        twilio.control.reset()
        typer.echo(
            f"The local Twilio of {twilio.account_sid} is empty. Pulumi does not know: run "
            f"`pulumi stack rm {stack} --force --preserve-config`, then `make up STACK={stack}`."
        )


def _seconds(text: str) -> float:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is no duration: write 90, 90s, 15m, 12h or 3d")
    return float(match[1]) * _UNITS[match[2]]


@commands.command(epilog=_CHANGED)
def advance(
    duration: Annotated[float, typer.Argument(parser=_seconds, help="How far: seconds, or 90s, 15m, 12h, 3d.")],
    stack: Stack = "dev",
) -> None:
    """Move the local Twilio's clock forward; what is due by then happens."""
    with _opened(stack) as twilio:
        offset = timedelta(seconds=twilio.control.advance(duration))
        twilio.control.tick()
        there = datetime.now(UTC) + offset
        typer.echo(f"At the local Twilio it is {there:%Y-%m-%d %H:%M:%S} UTC, {offset} ahead.")


def _codes(text: str) -> list[int]:
    if not re.fullmatch(r"(\d+(,\d+)*)?", text):
        raise typer.BadParameter(f"{text!r} is no list of codes: write 30795 or 30795,30909", param_hint="--codes")
    return [int(code) for code in text.split(",") if code]


@commands.command(epilog=_CHANGED)
def review(  # noqa: PLR0913, PLR0917 - one for each option
    kind: Annotated[Reviewed, typer.Argument(help="What is reviewed.")],
    outcome: Annotated[ReviewOutcome, typer.Argument(help="How it ends; `hold`: not until another outcome is set.")],
    codes: Annotated[str, typer.Option(help="Twilio's codes for what is wrong, as 30795 or 30795,30909.")] = "",
    of: Annotated[
        str | None,
        typer.Option(help="Only this object: its SID or friendly name. Default: any."),
    ] = None,
    times: Annotated[int, typer.Option(help="How many reviews end so.", min=1)] = 1,
    stack: Stack = "dev",
) -> None:
    """Say how the next reviews end; without this all end with an approval."""
    with _opened(stack) as twilio:
        twilio.control.script_review(_KINDS[kind], outcome, _codes(codes), of, times)
        which = "review" if times == 1 else f"{times} reviews"
        typer.echo(f"At the local Twilio the next {which} of {kind}{f' {of!r}' if of else ''} will be: {outcome}.")


@commands.command(epilog=_CHANGED)
def pace(
    kind: Annotated[Paced, typer.Argument(help="What takes its time; `otp`: the owner's answer to a texted code.")],
    mode: Annotated[Pace, typer.Argument(help="What makes a step: time, or being looked at.")],
    n: Annotated[str, typer.Argument(help="How many make a step: looks, or seconds as 90s, 12h, 3d.")] = "1",
    stack: Stack = "dev",
) -> None:
    """Say how fast something goes. A review takes two steps, a vetting one."""
    count = _seconds(n)
    words = {
        Pace.AT_ONCE: "goes at once",
        Pace.SECONDS: f"takes {timedelta(seconds=count)} a step",
        Pace.READS: f"takes {count:g} look{'' if count == 1 else 's'} a step",
    }
    with _opened(stack) as twilio:
        twilio.control.set_behaviour(_KINDS[kind], mode.replace("-", "_"), count)
        typer.echo(f"At the local Twilio {kind} {words[mode]}.")


@commands.command(epilog=_CHANGED)
def otp(
    whose: Annotated[
        str,
        typer.Argument(metavar="TENANT|SID", help="The tenant's id, or the brand's SID.", autocompletion=tenant_ids),
    ],
    stack: Stack = "dev",
) -> None:
    """Answer the code that a sole proprietor was texted, as its owner does on the phone."""
    brand_sid = _brand_of(whose, stack) if IDENTIFIER.fullmatch(whose) else whose
    with _opened(stack) as twilio:
        twilio.control.answer_otp(brand_sid)
        typer.echo(f"The owner of {whose} has answered: its review begins.")


def _brand_of(tenant_id: str, stack: str) -> str:
    from owl.stacks.outputs import DeployedStack  # noqa: PLC0415 - other commands need no engine

    return DeployedStack(stack).brand_sid(tenant_id)


@commands.command(epilog=exit_codes(done="the page is written", failed="it can't be written"))
def coverage() -> None:
    """Write emulator/COVERAGE.md, in the product's own repository: every operation, and what is assumed about it."""
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
    """Write a file that only its owner may read, also where it was there before."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(text)
