"""Tokens: looked up when needed, both during a rotation, and never once for each forged request."""

import asyncio

import pytest

from owl.receiver.refusal import Reason, Refused
from owl.receiver.signers import LOOK_AGAIN_SECONDS, OVERLAP_SECONDS, Signer, Signers

ACCOUNT = "AC" + "1" * 32


class Accounts:
    """Accounts whose token a test rotates; the calls are counted.

    Attributes:
        token: The account's token; None while Twilio can't be asked.
        calls: The number of look-ups.
    """

    def __init__(self) -> None:
        self.token: str | None = "first"
        self.calls = 0

    def holder(self, _: str) -> str:
        """Return the one that holds the account."""
        return "shared"

    def all_signers(self) -> dict[str, list[Signer]]:
        """Return the account."""
        self.calls += 1
        if self.token is None:
            raise OSError("Twilio can't be reached")
        return {"shared": [Signer(ACCOUNT, self.token)]}


class Signed:
    """Requests that arrive one after the other, while time passes as the test says."""

    def __init__(self) -> None:
        self.accounts = Accounts()
        self.now = 0.0
        self.signers = Signers(self.accounts, lambda: self.now)

    async def by(self, token: str) -> str | Reason:
        """Return the account that signed with a token, or why the request is refused."""
        try:
            return await self.signers.account_that_signed("acme", lambda known: known == token)
        except Refused as refused:
            return refused.reason


def test_both_tokens_are_valid_during_a_rotation() -> None:
    """The old one only until its requests have arrived."""

    async def rotate() -> None:
        signed = Signed()
        await signed.signers.load()
        assert await signed.by("first") == ACCOUNT
        signed.accounts.token = "second"
        assert [await signed.by(token) for token in ("second", "first")] == [ACCOUNT, ACCOUNT]
        signed.now = OVERLAP_SECONDS + 1
        assert [await signed.by(token) for token in ("second", "first")] == [ACCOUNT, Reason.FORGED]

    asyncio.run(rotate())


def test_forged_requests_do_not_become_calls() -> None:
    """However many arrive together, Twilio is asked once in a while."""

    async def flood() -> None:
        signed = Signed()
        answers = await asyncio.gather(*(signed.by(f"guess {number}") for number in range(1000)))
        assert (set(answers), signed.accounts.calls) == ({Reason.FORGED}, 1)
        signed.now = LOOK_AGAIN_SECONDS
        assert await signed.by("guess") is Reason.FORGED
        assert signed.accounts.calls == 2

    asyncio.run(flood())


def test_twilio_repeats_what_comes_before_its_token_is_known() -> None:
    """While Twilio can't be asked, known tokens stay valid, and others are answered with 503."""

    async def lose() -> None:
        signed = Signed()
        signed.accounts.token = None
        assert await signed.by("first") is Reason.NO_TOKEN
        signed.accounts.token = "first"
        signed.now += LOOK_AGAIN_SECONDS
        assert await signed.by("first") == ACCOUNT
        signed.accounts.token = None
        signed.now += LOOK_AGAIN_SECONDS
        assert [await signed.by(token) for token in ("first", "second")] == [ACCOUNT, Reason.FORGED]

    assert Reason.NO_TOKEN.status == 503
    asyncio.run(lose())


@pytest.mark.parametrize("shown", [repr(Signer(ACCOUNT, "secret token")), str([Signer(ACCOUNT, "secret token")])])
def test_a_token_is_not_shown(shown: str) -> None:
    """Not even where an account is logged by mistake."""
    assert "secret" not in shown
