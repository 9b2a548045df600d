"""A stack's configuration, for commands that need no engine. It is read from the file as `pulumi up` reads it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.stacks.files import shown_path, stack_file
from policies.core.stack_files import Stack, read_stack
from providers.core.connection import Connection, connect
from providers.core.pending_creates import PendingCreates
from providers.core.settings import (
    ConnectionSettings,
    InvalidSettings,
    Mode,
    read_connection_settings,
    wanted_twilio,
)

NEVER_CREATED = "no stack named"
"""What the engine says of a stack that has a settings file, and that its backend does not have."""


class NeverCreated(Failure):
    """The backend does not have a stack whose settings file is there."""


def read_config(name: str) -> Stack:
    """Return the configuration in a stack's file.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    file = stack_file(name)
    stack, findings = read_stack(name, file)
    if findings:
        raise Failure(findings[0].sentence)
    if not stack.settings:
        command = on_stack("pulumi config set owl:accountSid AC...", name)
        raise Failure(f"{shown_path(file)} has no config: run `{command}`")
    return stack


def environment_of(name: str) -> str:
    """Return a stack's environment, as `pulumi up` reads it.

    Default: the one with the stack's name, or of a cell with the divided stack's.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    return read_config(name).environment


def named_after(name: str) -> str:
    """Return the stack that a stack's accounts are named after: itself, or for a cell the divided stack.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    return read_config(name).named_after


def twilio_of(stack: Stack) -> str:
    """Return which Twilio a stack is deployed to: `OWL_TWILIO` overrides its file."""
    configured = stack.settings.get("twilio")
    return wanted_twilio(None if configured is None else str(configured))


@contextmanager
def valid_settings() -> Iterator[None]:
    """Turn an error in a stack's settings into a failure of one line.

    Raises:
        Failure: They are not valid, or credentials are missing.
    """
    try:
        yield
    except InvalidSettings as error:
        raise Failure("; ".join(str(error).splitlines())) from None


def pending_creates_of(name: str) -> PendingCreates:
    """Return the creates of a stack's parent account whose outcome is not known.

    Raises:
        Failure: There is no such stack, or its settings are not valid.
    """
    with valid_settings():
        return PendingCreates(read_connection_settings(read_config(name).settings.get).pending_creates)


def shares_account(stack: Stack) -> bool:
    """Return whether all tenants of a stack live in one account. Default: each has its own."""
    return stack.settings.get("topology") == "aggregated"


def connection_without_engine(name: str) -> Connection:
    """Return a connection to the Twilio that a stack is deployed to, where there is no engine.

    The auth token comes from `TWILIO_AUTH_TOKEN`: one in the stack's file is encrypted.

    Raises:
        Failure: There is no such stack, its file is not valid, or credentials are missing.
    """
    settings = {key: value for key, value in read_config(name).settings.items() if isinstance(value, str)}
    with valid_settings():
        return connect(read_connection_settings(settings.get))


def local_settings(name: str) -> ConnectionSettings:
    """Return the settings with which a stack uses its local Twilio, whichever Twilio its file names.

    Raises:
        Failure: There is no such stack, or its file is not valid.
    """
    settings = read_config(name).settings
    environment = {**os.environ, "OWL_TWILIO": Mode.LOCAL.value}
    with valid_settings():
        return read_connection_settings(settings.get, environment)
