"""Which account signed a request: https://www.twilio.com/docs/usage/webhooks/webhooks-security.

Twilio signs with the primary auth token of the account that owns the resource. The receiver looks tokens up with the
parent account's credentials, all in one call, and keeps them in memory only. When a token is rotated, the first
request that the new one signs makes the receiver look again; the old one stays valid for `OVERLAP_SECONDS`, for
requests that are on their way.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from owl.receiver import metrics
from owl.receiver.daemon_thread import in_daemon_thread
from owl.receiver.refusal import Reason, Refused

OVERLAP_SECONDS = 900.0
"""How long the token before a rotation stays valid."""

LOOK_AGAIN_SECONDS = 5.0
"""How long after a look-up the next one may follow: forged requests must not become calls to Twilio."""


@dataclass(frozen=True, slots=True)
class Signer:
    """An account, with one of its tokens."""

    account_sid: str
    auth_token: str = field(repr=False)


class Accounts(Protocol):
    """Where tokens are looked up."""

    def holder(self, owner: str) -> str:
        """Return whose account an owner's resources are in: its own, or that of `shared`."""

    def all_signers(self) -> Mapping[str, list[Signer]]:
        """Return the accounts that may sign, with their current tokens, for all that hold an account.

        This may take minutes, and runs in a thread.
        """


@dataclass
class _Known:
    current: tuple[Signer, ...] = ()
    previous: tuple[tuple[Signer, float], ...] = ()

    def replace(self, found: Iterable[Signer], now: float) -> None:
        found = tuple(found)
        replaced = tuple((each, now + OVERLAP_SECONDS) for each in self.current if each not in found)
        self.previous = replaced + tuple(each for each in self.previous if each[1] > now and each[0] not in found)
        self.current = found

    def valid(self, now: float) -> list[Signer]:
        return [*self.current, *(signer for signer, until in self.previous if until > now)]


class Signers:
    """Finds the account that signed a request.

    Args:
        accounts: Where tokens are looked up.
        clock: Seconds that only go forward.

    Attributes:
        loaded: Whether tokens have been looked up once.
    """

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._failed = False
        self.loaded = False

    async def load(self) -> None:
        """Look up the tokens of all accounts.

        Raises:
            Exception: Twilio could not be asked. Its message may contain the credentials.
        """
        try:
            found = await in_daemon_thread(self._accounts.all_signers)
        except Exception:
            metrics.LOOKUPS.labels("failed").inc()
            self._failed = True
            raise
        metrics.LOOKUPS.labels("done").inc()
        now = self._clock()
        for holder in {*self._known, *found}:
            self._known.setdefault(holder, _Known()).replace(found.get(holder, ()), now)
        self._failed = False
        self.loaded = True

    async def account_that_signed(self, owner: str, is_signed_with: Callable[[str], bool]) -> str:
        """Return the SID of the account that signed a request to one of an owner's addresses.

        Args:
            owner: The owner.
            is_signed_with: Whether the request's signature was made with a token.

        Raises:
            Refused: No account of the owner's did, or the token can't be looked up.
        """
        holder = self._accounts.holder(owner)
        if signer := self._match(holder, is_signed_with):
            return signer.account_sid
        await self._look_again()
        if signer := self._match(holder, is_signed_with):
            return signer.account_sid
        known = self._known.get(holder)
        raise Refused(Reason.NO_TOKEN if self._failed and not (known and known.current) else Reason.FORGED)

    def _match(self, holder: str, is_signed_with: Callable[[str], bool]) -> Signer | None:
        known = self._known.get(holder)
        valid = known.valid(self._clock()) if known else ()
        return next((each for each in valid if is_signed_with(each.auth_token)), None)

    async def _look_again(self) -> None:
        """Look up the tokens, unless a request has made that happen a moment ago."""
        async with self._looking:
            if self._clock() - self._looked_at >= LOOK_AGAIN_SECONDS:
                self._looked_at = self._clock()
                with suppress(Exception):  # counted; then known tokens are all there is
                    await self.load()
