"""The way to Twilio: one connection a process, every account with its own credentials.

Only URLs under api.twilio.com/2010-04-01 accept the parent's credentials on behalf of a subaccount. On every other host
the caller's identity *is* the account: the parent's credentials would silently act in the parent
(https://www.twilio.com/docs/iam/api/subaccounts). So `v2010` speaks as the parent, `account` as the account itself,
with a token looked up through the parent when first needed and kept in memory only.

The SDK is imported by the first connection: a program that declares resources, and a run that changes nothing, do
without it.
"""

import datetime as dt
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from providers.core.concurrency import CONCURRENT_CALLS, widen_pool
from providers.core.errors import AccountGone, AccountSuspended, ResourceError
from providers.core.listings import Listing, Listings
from providers.core.settings import ConnectionSettings, InvalidSettings, Mode
from providers.core.shared_answers import Asked
from redaction.redact import redact_text

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter
    from twilio.rest import Client

    from emulator.embedded import LocalTwilio
    from providers.core.http_client import Upload

PAGE_SIZE = 1000
"""Objects a page of a list; the most Twilio gives (https://www.twilio.com/docs/usage/twilios-response#pagination)."""

ACCOUNTS = ("Subaccount",)
"""Where the list of the parent's accounts is kept."""


class Clock(NamedTuple):
    """The clock by which Twilio's lists lag and its reviews advance. The local Twilio has one of its own.

    Attributes:
        now: Returns the time, in seconds since 1970.
        wait: Lets so many seconds pass.
        lists_may_lag: Returns whether a list may not show yet what was created. Nobody promises anything else of
            Twilio's; the local Twilio's lag only if they are told to.
    """

    now: Callable[[], float]
    wait: Callable[[float], None]
    lists_may_lag: Callable[[], bool] = lambda: True


LIVE_CLOCK = Clock(time.time, time.sleep)


AT_A_TIME = "OWL_CELLS_AT_A_TIME"
"""The environment variable with the number of runs that share a parent account at the same time."""


def _pace() -> float:
    """Return the seconds between two registrations of this run.

    Twilio asks an ISV for one a second in all, so runs side by side share it
    (https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api).
    """
    shared = os.environ.get(AT_A_TIME, "")
    return float(shared) if shared.isdecimal() and shared != "0" else 1.0


_NOT_OURS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
"""How Twilio answers about an account that is not the caller's. Assumed: its documentation does not say which it is."""


class Connection:
    """Calls Twilio for one parent account and its subaccounts. Safe for use by many threads.

    Args:
        account_sid: The parent account.
        auth_token: Its token.
        adapter: Carries the calls: pooled sockets, or the local Twilio.
        mode: Which Twilio it is.
        clock: Twilio's clock.
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        adapter: "BaseAdapter",
        mode: Mode = Mode.LIVE,
        clock: Clock = LIVE_CLOCK,
    ) -> None:
        import requests  # noqa: PLC0415 - see the module

        from providers.core.http_client import TwilioHttpClient  # noqa: PLC0415 - see the module

        session = requests.Session()
        session.mount("https://", adapter)
        session.trust_env = mode is Mode.LIVE  # looking for a proxy costs as much as a local call
        self.account_sid = account_sid
        self.mode = mode
        self._clock = clock
        self._http_client = TwilioHttpClient(session, pace=_pace() if mode is Mode.LIVE else 0.0, wait=clock.wait)
        self._secrets = frozenset({auth_token})
        self._lock = threading.Lock()
        self._parent = self._client(account_sid, auth_token)
        self._clients = {account_sid: self._parent}
        self.listings = Listings()

    def now(self) -> dt.datetime:
        """Return Twilio's time, in UTC."""
        return dt.datetime.fromtimestamp(self._clock.now(), dt.UTC)

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass by Twilio's clock."""
        self._clock.wait(seconds)

    def turn(self) -> AbstractContextManager[None]:
        """Wait for the turn of one registration of a brand or campaign, which is then made in the `with` block."""
        return self._http_client.turn()

    def use_answers(self, known: Mapping[Asked, str]) -> None:
        """Take these answers for what Twilio says, instead of asking it again."""
        self._http_client.known = known

    @property
    def lists_may_lag(self) -> bool:
        """Whether a list may not show yet what was created."""
        return self._clock.lists_may_lag()

    def v2010(self, account_sid: str) -> Any:
        """Return the SDK's 2010-04-01 resources of an account, called with the parent's credentials."""
        return self._parent.api.v2010.accounts(account_sid)

    def account(self, account_sid: str) -> "Client":
        """Return the SDK's client that calls as the account itself.

        Raises:
            AccountGone: The account is closed, or the parent has none with this SID.
            AccountSuspended: Its own credentials are refused until it is active again.
        """
        client = self._clients.get(account_sid)
        if client is None:
            client = self._clients.setdefault(account_sid, self._client(account_sid, self._token(account_sid)))
        return client

    def upload(
        self, account_sid: str, url: str, fields: Mapping[str, str], files: "Mapping[str, Upload]"
    ) -> dict[str, Any]:
        """Create something by a form with files, which the SDK can't send, called as the account; return the answer.

        Args:
            account_sid: The account.
            url: Where, with its host.
            fields: The form's fields, by Twilio's names.
            files: Its files.
        """
        client = self.account(account_sid)
        answer = client.request("POST", url, data={**fields, **files})
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise client.numbers.v2.exception("POST", url, answer, "Unable to create record")
        created: dict[str, Any] = json.loads(answer.text)
        return created

    def with_key(self, key_sid: str, secret: str, account_sid: str) -> "Client":
        """Return the SDK's client that calls with an API key of an account."""
        return self._client(key_sid, secret, account_sid)

    @cached_property
    def accounts(self) -> Any:
        """The SDK's list of the parent's accounts."""
        return self._parent.api.v2010.accounts

    def known_accounts(self) -> Listing:
        """Return all accounts of the parent, read once in a run."""
        return self.listing(ACCOUNTS, self.accounts.list)

    def known_account(self, account_sid: str) -> Any | None:
        """Return an account of the parent; None if it has none with this SID.

        One that is not in the list, which may lag, is asked for by its SID.
        """
        if found := self.known_accounts().get(account_sid):
            return found
        return self.listings.get((*ACCOUNTS, account_sid), lambda: self._fetched(account_sid)).get(account_sid)

    def _fetched(self, account_sid: str) -> dict[str, Any]:
        try:
            return {account_sid: self.accounts(account_sid).fetch()}
        except Exception as error:
            if getattr(error, "status", None) in _NOT_OURS:
                return {}
            raise

    def listing(self, key: tuple[str, ...], read: Callable[..., list[Any]]) -> Listing:
        """Return a list by SID, read once in a run."""
        return self.listings.get(key, lambda: {each.sid: each for each in all_pages(read)})

    def note_account(self, instance: Any) -> None:
        """Keep the token of an account that this run has created or changed."""
        self._clients.setdefault(instance.sid, self._client(instance.sid, instance.auth_token))

    def require_account(self, account_sid: str) -> None:
        """Make sure that an account is one of the parent's: only then does "not found" mean that an object is gone.

        Raises:
            ResourceError: The parent has no such account.
        """
        if account_sid not in self._clients and self.known_account(account_sid) is None:
            raise self._unknown(account_sid)

    def _unknown(self, account_sid: str) -> ResourceError:
        return ResourceError(
            f"{self.account_sid} has no account {account_sid}: is this the right parent, and the right Twilio? "
            "If the account was closed and Twilio has purged it, use `pulumi state delete`"
        )

    def is_closed(self, account_sid: str) -> bool:
        """Return whether this is a closed account of the parent: nothing in it is billed or can be changed."""
        known = self.known_account(account_sid)
        return known is not None and known.status == "closed"

    @property
    def secrets(self) -> frozenset[str]:
        """The tokens and secrets of keys that this connection has used."""
        with self._lock:
            return self._secrets

    def download(self, url: str) -> str:
        """Return the text of a file whose address Twilio gave out, on whatever host: without any credentials.

        Raises:
            ResourceError: The address is not https, or there is no such file any more.
        """
        if not url.startswith("https://"):
            raise ResourceError(f"Twilio gave out a file's address that is not https: {url.partition('?')[0]}")
        answer = self._http_client.request("GET", url, allow_redirects=True)
        if answer.status_code != HTTPStatus.OK:
            raise ResourceError(f"HTTP {answer.status_code} for the file {url.partition('?')[0]}")
        return str(answer.text)

    def redact(self, text: str) -> str:
        """Return a text without registration numbers, tokens, and the secrets of this connection."""
        return redact_text(text, self.secrets)

    def _client(self, username: str, password: str, account_sid: str | None = None) -> "Client":
        from twilio.rest import Client  # noqa: PLC0415 - see the module

        with self._lock:
            self._secrets |= {password}
        return Client(username, password, account_sid, http_client=self._http_client)

    def _token(self, account_sid: str) -> str:
        known = self.known_account(account_sid)
        if known is None:
            raise self._unknown(account_sid)
        if known.status == "closed":
            raise AccountGone(f"account {account_sid} is closed")
        if known.status == "suspended":
            raise AccountSuspended(f"account {account_sid} is suspended: set its status to active first")
        return str(known.auth_token)


def all_pages(read: Callable[..., list[Any]]) -> list[Any]:
    """Return a whole list. A refusal raises what any refused call raises, unlike the SDK's own error for lists."""
    from twilio.base.exceptions import TwilioException, TwilioRestException  # noqa: PLC0415 - see the module

    try:
        return read(page_size=PAGE_SIZE)
    except TwilioRestException:
        raise
    except TwilioException as error:
        _, response = error.args
        try:
            answer = json.loads(response.text)
        except ValueError:
            answer = {}
        message, code = answer.get("message", f"HTTP {response.status_code}"), answer.get("code")
        raise TwilioRestException(response.status_code, "", message, code) from None


def connect_to(local: "LocalTwilio") -> Connection:
    """Connect to a local Twilio, as its parent account and by its clock."""
    clock = Clock(local.now, local.wait, lambda: local.lists_may_lag)
    return Connection(local.account_sid, local.auth_token, local.adapter(), Mode.LOCAL, clock)


def connect(settings: ConnectionSettings) -> Connection:
    """Connect as the settings say: to twilio.com, or to the local Twilio of this parent account.

    Where calls take time, many are made in parallel.

    Raises:
        InvalidSettings: The local Twilio's database can't be used.
    """
    from providers.core.http_client import PooledAdapter  # noqa: PLC0415 - see the module

    if settings.mode is Mode.LOCAL:
        from emulator.embedded import LocalTwilio  # noqa: PLC0415 - a live run never loads the local Twilio

        try:
            local = LocalTwilio(settings.database, settings.account_sid)
        except ValueError as error:
            raise InvalidSettings(str(error)) from None
        if not local.answers_at_once:
            widen_pool()
        return connect_to(local)
    widen_pool()
    adapter = PooledAdapter(pool_connections=8, pool_maxsize=CONCURRENT_CALLS)
    return Connection(settings.account_sid, settings.auth_token or "", adapter)
