"""Which Twilio a run talks to, as which parent account, with which credentials.

Read once from the stack's config and the environment, the same way by the program, the resources and the `owl` command.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from project import NoProject, local_directory

_WAIT = re.compile(r"([0-9]+)([smh])")
_HOLD_FILES = {"file": "file", "s3": "s3", "gs": "gs", "azblob": "az"}
"""The backends in which files can be kept, with the schemes of fsspec
(https://www.pulumi.com/docs/iac/concepts/state-and-backends/)."""

_SECONDS = {"s": 1, "m": 60, "h": 3600}


class Mode(StrEnum):
    """Which Twilio."""

    LOCAL = "local"
    LIVE = "live"


class InvalidSettings(Exception):  # noqa: N818 - reads as what it says
    """The settings of a run are incomplete or contradict each other. The message says what to set."""


@dataclass(frozen=True)
class ConnectionSettings:
    """The settings of one run.

    Attributes:
        account_sid: The parent account that the stack is pinned to.
        mode: Live Twilio or the local one.
        auth_token: The parent's auth token; None with the local Twilio, which knows its own.
        review_seconds: How long a run waits for each review to be decided.
        local_directory: Where local Twilios keep their databases; None for the project's own directory `.local`.
        beside_state: The URL of the directory or bucket of the backend; empty for a backend that is neither.
    """

    account_sid: str
    mode: Mode
    auth_token: str | None = field(default=None, repr=False)
    review_seconds: int = 0
    local_directory: Path | None = None
    beside_state: str = ""

    @property
    def pending_creates(self) -> str:
        """Where this parent account's pending creates are noted, as a path or URL.

        Raises:
            NoProject: It is in the project's directory, and there is none.
        """
        if self.mode is Mode.LIVE and self.beside_state:
            return f"{self.beside_state}/.owl/pending-creates/{self.account_sid}"
        return str((self.local_directory or local_directory()) / "pending-creates" / self.account_sid)

    @property
    def database(self) -> Path:
        """The database of this parent account's local Twilio.

        Raises:
            NoProject: It is in the project's directory, and there is none.
        """
        return (self.local_directory or local_directory()) / f"twilio-{self.account_sid}.sqlite"


def read_connection_settings(
    config: Callable[[str], str | None], environment: Mapping[str, str] = os.environ
) -> ConnectionSettings:
    """Read the settings from a stack's config (keys without `owl:`) and the environment.

    `OWL_TWILIO` overrides the config's `twilio`; `TWILIO_AUTH_TOKEN` the config's secret `authToken`; `OWL_LOCAL` names
    a directory for the local Twilio's databases.

    Raises:
        InvalidSettings: Something is missing or contradicts the stack's pinned account; all of it is listed.
    """
    problems: list[str] = []
    account_sid = config("accountSid") or ""
    if not account_sid:
        problems.append("owl:accountSid is not set: pin the stack to its parent account in Pulumi.<stack>.yaml")
    wanted = wanted_twilio(config("twilio"), environment)
    mode = Mode(wanted) if wanted in set(Mode) else None
    if mode is None:
        problems.append(f"OWL_TWILIO or owl:twilio is {wanted!r}: set it to local or live")
    auth_token = None
    if mode is Mode.LIVE:
        auth_token = environment.get("TWILIO_AUTH_TOKEN") or config("authToken")
        problems += _live_problems(account_sid, auth_token, environment)
    wait = _WAIT.fullmatch(config("wait") or "0s")
    if wait is None:
        problems.append(f"owl:wait is {config('wait')!r}: write how long a run waits for a review, as 90s, 20m or 2h")
    if problems or mode is None or wait is None:
        raise InvalidSettings("\n".join(problems))
    directory = environment.get("OWL_LOCAL")
    seconds = int(wait[1]) * _SECONDS[wait[2]]
    return ConnectionSettings(
        account_sid,
        mode,
        auth_token,
        seconds,
        Path(directory).absolute() if directory else None,
        _beside_state(config("pendingCreates"), environment),
    )


def _beside_state(configured: str | None, environment: Mapping[str, str]) -> str:
    """Return the URL of the setting `owl:pendingCreates`, else that of the backend if it can hold files."""
    if configured:
        return configured.rstrip("/")
    url = urlsplit(environment.get("PULUMI_BACKEND_URL") or _logged_in(environment))
    if url.scheme not in _HOLD_FILES:
        return ""
    return f"{_HOLD_FILES[url.scheme]}://{url.netloc}{url.path}".rstrip("/")


def _logged_in(environment: Mapping[str, str]) -> str:
    """Return the backend of `pulumi login`."""
    home = Path(environment.get("PULUMI_HOME") or Path.home() / ".pulumi")
    try:
        return str(json.loads((home / "credentials.json").read_text("utf-8")).get("current") or "")
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""


def wanted_twilio(configured: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return which Twilio is wanted: `OWL_TWILIO` comes before the stack's config, and live is the default."""
    return environment.get("OWL_TWILIO") or configured or Mode.LIVE.value


def _live_problems(account_sid: str, auth_token: str | None, environment: Mapping[str, str]) -> list[str]:
    problems = []
    given = environment.get("TWILIO_ACCOUNT_SID")
    if given and given != account_sid:
        problems.append(
            f"TWILIO_ACCOUNT_SID is {given}, but this stack belongs to {account_sid} (owl:accountSid): "
            "use that account's credentials, or another stack"
        )
    if not auth_token:
        problems.append(
            f"no auth token for {account_sid}: set TWILIO_AUTH_TOKEN, or run "
            "`pulumi config set --secret owl:authToken`. To try this stack on the local Twilio, set OWL_TWILIO=local"
        )
    passphrase = environment.get("PULUMI_CONFIG_PASSPHRASE_FILE", "")
    if passphrase and _is_local(Path(passphrase)):
        problems.append(
            "this shell's state and passphrase are the local ones: set PULUMI_BACKEND_URL and "
            "PULUMI_CONFIG_PASSPHRASE (or a secrets provider) of your own for a live stack"
        )
    return problems


def _is_local(passphrase: Path) -> bool:
    """Return whether this is the passphrase that `make setup` wrote into the project."""
    try:
        return passphrase.resolve() == local_directory().resolve() / "passphrase"
    except NoProject:
        return False
