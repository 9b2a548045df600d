"""Which account signed a request: https://www.twilio.com/docs/usage/webhooks/webhooks-security.

Twilio signs with the primary auth token of the account that owns the resource. The receiver looks tokens up with the
parent account's credentials and keeps them in memory only. When a token is rotated, the first request that the new one
signs makes the receiver look it up; the old one stays valid for `OVERLAP_SECONDS`, for requests that are on their way.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from owl.receiver import metrics
from owl.receiver.refusal import Reason, Refused

OVERLAP_SECONDS = 900.0
"""How long the token before a rotation stays valid."""

LOOK_AGAIN_SECONDS = 2.0
"""How long after a look-up the next one may follow: forged requests must not become calls to Twilio."""


@dataclass(frozen=True, slots=True)
class Signer:
    """An account, with one of its tokens."""

    account_sid: str
    auth_token: str = field(repr=False)


class Accounts(Protocol):
    """Where tokens are looked up. The calls may take seconds and run in a thread."""

    def holder(self, owner: str) -> str:
        """Return whose account an owner's resources are in: its own, or that of `shared`."""

    def signers_of(self, owner: str) -> list[Signer]:
        """Return the accounts that may sign what is sent to an owner's addresses, with their current tokens."""

    def all_signers(self) -> dict[str, list[Signer]]:
        """Return the same for all that hold an account."""


@dataclass
class _Known:
    current: tuple[Signer, ...] = ()
    previous: tuple[tuple[Signer, float], ...] = ()
    looked_at: float = float("-inf")
    answered: bool = False
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def replace(self, found: Iterable[Signer], now: float) -> None:
        found = tuple(found)
        replaced = tuple((each, now + OVERLAP_SECONDS) for each in self.current if each not in found)
        self.previous = replaced + tuple(each for each in self.previous if each[1] > now and each[0] not in found)
        self.current = found
        self.answered = True

    def valid(self, now: float) -> list[Signer]:
        return [*self.current, *(signer for signer, until in self.previous if until > now)]


class Signers:
    """Finds the account that signed a request.

    Args:
        accounts: Where tokens are looked up.
        clock: Seconds that only go forward.

    Attributes:
        loaded: Whether all tokens have been looked up once. Those of later accounts are looked up when needed.
    """

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._at_once = asyncio.Semaphore(4)
        self.loaded = False

    async def load(self) -> None:
        """Look up the tokens of all accounts.

        Raises:
            Exception: Twilio could not be asked.
        """
        found = await asyncio.to_thread(self._accounts.all_signers)
        now = self._clock()
        for owner, signers in found.items():
            self._known.setdefault(owner, _Known()).replace(signers, now)
        self.loaded = True

    async def account_that_signed(self, owner: str, is_signed_with: Callable[[str], bool]) -> str:
        """Return the SID of the account that signed a request to one of an owner's addresses.

        Args:
            owner: The owner.
            is_signed_with: Whether the request's signature was made with a token.

        Raises:
            Refused: No account of the owner's did, or the token can't be looked up.
        """
        owner = self._accounts.holder(owner)
        known = self._known.setdefault(owner, _Known())
        if signer := self._match(known, is_signed_with):
            return signer.account_sid
        await self._look_again(owner, known)
        if signer := self._match(known, is_signed_with):
            return signer.account_sid
        raise Refused(Reason.FORGED if known.current or known.answered else Reason.NO_TOKEN)

    def _match(self, known: _Known, is_signed_with: Callable[[str], bool]) -> Signer | None:
        return next((each for each in known.valid(self._clock()) if is_signed_with(each.auth_token)), None)

    async def _look_again(self, owner: str, known: _Known) -> None:
        """Look up an owner's tokens, unless that was done a moment ago."""
        async with known.looking:
            if self._clock() - known.looked_at < LOOK_AGAIN_SECONDS:
                return
            known.looked_at = self._clock()
            async with self._at_once:
                try:
                    found = await asyncio.to_thread(self._accounts.signers_of, owner)
                except Exception:  # noqa: BLE001 - the error may contain the credentials; it is counted
                    metrics.LOOKUPS.labels("failed").inc()
                    known.answered = False
                    return
            metrics.LOOKUPS.labels("done").inc()
            known.replace(found, self._clock())
