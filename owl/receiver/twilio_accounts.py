"""Looks up accounts and their auth tokens at Twilio, with the parent account's credentials."""

from collections.abc import Iterable
from typing import Any

from owl.receiver.signers import Signer
from providers.core.connection import Connection, all_pages
from tenants.model.naming import SHARED, account_owner, is_account_of


class TwilioAccounts:
    """The accounts below a parent account that one stack has made, found by their names.

    The parent may sign as well: it owns what a person has set up in its console.

    Args:
        twilio: The connection.
        stack: The stack's name.
        shared: Whether all tenants share one account.
    """

    def __init__(self, twilio: Connection, stack: str, *, shared: bool) -> None:
        self._twilio = twilio
        self._stack = stack
        self._shared = shared

    def holder(self, owner: str) -> str:
        """Return whose account an owner's resources are in."""
        return SHARED if self._shared else owner

    def all_signers(self) -> dict[str, list[Signer]]:
        """Return the accounts of the stack by who holds them, each with the parent, and their current tokens."""
        accounts = all_pages(self._twilio.accounts.list)
        parents = [each for each in accounts if each.sid == self._twilio.account_sid]
        found: dict[str, list[Any]] = {}
        for account in accounts:
            if is_account_of(account.friendly_name, self._stack):
                found.setdefault(account_owner(account.friendly_name, self._stack), [*parents]).insert(0, account)
        return {owner: _signers(each) for owner, each in found.items()}


def _signers(accounts: Iterable[Any]) -> list[Signer]:
    """Return the accounts that are not closed."""
    return [Signer(each.sid, each.auth_token) for each in accounts if each.status != "closed"]
