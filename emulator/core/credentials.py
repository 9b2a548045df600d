"""Who is calling, and for which account: Twilio's rules of basic authentication.

Facts: https://www.twilio.com/docs/iam/api/subaccounts, https://www.twilio.com/docs/iam/api-keys and
https://www.twilio.com/docs/api/errors/20003, which names as its causes suspended and closed accounts, subaccount
credentials on the main account, main account keys on subaccounts, and Standard keys on /Accounts.
"""

import hmac
import re
from dataclasses import dataclass

from werkzeug.datastructures import Authorization

from emulator.core.errors import TwilioError
from emulator.core.store import Stored, Transaction

_TOKEN_ONLY = re.compile(r"/2010-04-01/Accounts(/[^/]+)?(/Keys(/[^/]+)?)?\.json")
"""What Standard API keys, the only ones that an API call can make, may not touch."""


@dataclass(frozen=True)
class Caller:
    """Whose credentials a call carries; `credential` is `auth_token` or `api_key`."""

    account: Stored
    credential: str


def identify(store: Transaction, authorization: Authorization | None) -> Caller:
    """Return who is calling.

    Raises:
        TwilioError: 20003 when the credentials are missing or wrong, or their account is not active.
    """
    if authorization is None or authorization.type != "basic":
        raise TwilioError(20003)
    user, password = authorization.username or "", authorization.password or ""
    if user.startswith("SK"):
        key = store.find("key", sid=user)
        account = store.find("account", sid=key.account_sid) if key else None
        expected, credential = key.body["_secret"] if key else "", "api_key"
    else:
        account = store.find("account", sid=user)
        expected, credential = account.body["auth_token"] if account else "", "auth_token"
    if account is None or not hmac.compare_digest(expected.encode(), password.encode()):
        raise TwilioError(20003)
    if account.body["status"] != "active":
        raise TwilioError(20003)
    return Caller(account, credential)


def acting_account(store: Transaction, caller: Caller, account_sid: str | None, path: str) -> Stored:
    """Return the account that a call acts on: the one its 2010-04-01 path names, elsewhere the caller's own.

    Raises:
        TwilioError: 20003 when the caller may not act on it, 20404 when a parent names an account that does not exist.
    """
    own = caller.account
    if caller.credential == "api_key" and _TOKEN_ONLY.fullmatch(path):
        raise TwilioError(20003)
    if account_sid is None or account_sid == own.sid:
        return own
    if caller.credential != "auth_token" or own.parent_sid != own.sid:
        raise TwilioError(20003)
    subaccount = store.find("account", sid=account_sid, parent_sid=own.sid)
    if subaccount is None:
        raise TwilioError(20404, path=path)
    return subaccount
