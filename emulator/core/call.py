"""One call as a product's operation sees it: who acts, what was given, and the database in the call's transaction."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from werkzeug.wrappers import Request

from emulator.core import json_text, parameters
from emulator.core.credentials import Caller
from emulator.core.errors import NotCoveredError, TwilioError, invalid
from emulator.core.store import Settings, Stored, Transaction


@dataclass(frozen=True)
class Call:
    """One authenticated call.

    Attributes:
        request: The HTTP request.
        product: The first label of Twilio's host, such as `messaging`.
        base_url: What absolute addresses in answers begin with, such as `https://messaging.twilio.com`.
        path: The path on Twilio's host.
        caller: Whose credentials were used.
        account: The account acted upon.
        store: The database, inside this call's transaction.
        settings: The local Twilio's settings at the beginning of the call.
        now: The local Twilio's time in seconds since 1970.
    """

    request: Request
    product: str
    base_url: str
    path: str
    caller: Caller
    account: Stored
    store: Transaction
    settings: Settings
    now: float

    def read(self, fields: parameters.Fields, required: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the form's parameters; see `parameters.read`."""
        return parameters.read(self.request.form, fields, required)

    def read_query(self, fields: parameters.Fields) -> dict[str, Any]:
        """Return the query's parameters; see `parameters.read`."""
        return parameters.read(self.request.args, fields)

    @cached_property
    def json(self) -> dict[str, Any]:
        """The JSON body of APIs that take one.

        Raises:
            TwilioError: 20001 when the body is not a JSON object.
        """
        body = self.request.get_data(as_text=True)
        try:
            found = json_text.read(body) if self.request.is_json else None
        except ValueError as error:
            raise invalid("The request body", body, f"a JSON object ({error})") from None
        if not isinstance(found, dict):
            raise invalid("The request body", body, "a JSON object, with Content-Type: application/json")
        return found

    def find(self, kind: str, sid: str, *, parent_sid: str | None = None) -> Stored:
        """Return an object of the acting account.

        Raises:
            TwilioError: 20404 when the account has no such object.
        """
        found = self.store.find(kind, sid=sid, account_sid=self.account.sid, parent_sid=parent_sid)
        if found is None:
            raise self.not_found()
        return found

    def create(
        self, kind: str, prefix: str, body: dict[str, Any], *, sid: str | None = None, parent_sid: str = ""
    ) -> Stored:
        """Store a new object of the acting account, with a new SID of `prefix` unless `sid` is given."""
        return self.store.insert(
            kind,
            sid or new_sid(prefix),
            body,
            account_sid=self.account.sid,
            now=self.now,
            parent_sid=parent_sid,
        )

    def update(self, stored: Stored, changes: dict[str, Any]) -> Stored:
        """Update an object now."""
        return self.store.update(stored, changes, now=self.now)

    def not_covered(self) -> NotCoveredError:
        """Return the error for what Twilio may have at this path and the local Twilio has not."""
        return NotCoveredError(20404, self.request.method, f"https://{self.product}.twilio.com{self.path}")

    def not_found(self) -> TwilioError:
        """Return the error for a path that does not exist."""
        return TwilioError(20404, path=self.path)


def new_sid(prefix: str) -> str:
    """Return a new SID: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


def fixed_sid(prefix: str, text: str) -> str:
    """Return the SID that stands for a text in every local Twilio."""
    return prefix + hashlib.sha256(text.encode()).hexdigest()[:32]
