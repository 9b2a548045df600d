"""API keys: what a tenant's part of the product signs in with, instead of the account's auth token.

API: https://www.twilio.com/docs/iam/api-keys/key-resource-v2010 (standard keys)
"""

from typing import Any

import pulumi

from providers.core.connection import Connection
from providers.core.errors import gone_already
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class ApiKeyInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how a key that an interrupted run left behind is found."""


class ApiKeyProvider(TwilioProvider[ApiKeyInputs]):
    """Twilio tells a key's secret once, when it is made."""

    inputs = ApiKeyInputs
    natural_key = ("friendly_name",)
    secret_outputs = frozenset({"secret"})

    def collection(self, twilio: Connection, inputs: ApiKeyInputs) -> Any:
        """Keys are made by the parent: a key may not make keys."""
        return _Keys(twilio.v2010(inputs.account_sid))

    def adopt(self, twilio: Connection, inputs: ApiKeyInputs, found: Any) -> None:
        """It is revoked: nobody knows its secret, so it is useless here and open to misuse."""
        pulumi.log.warn(f"{self.kind} {found.sid} existed already and its secret is unknown: revoked and created again")
        with gone_already():
            self.remove(twilio, inputs, found.sid)


class _Keys:
    """The SDK creates through `new_keys` and does the rest through `keys`."""

    def __init__(self, account: Any) -> None:
        self.create = account.new_keys.create
        self.list = account.keys.list
        self._keys = account.keys

    def __call__(self, sid: str) -> Any:
        return self._keys(sid)


class ApiKey(TwilioResource, provider=ApiKeyProvider):
    """A standard API key. Its secret is a secret output."""

    sid: pulumi.Output[str]
    secret: pulumi.Output[str]
    """What signs in with the SID. Twilio tells it once."""
