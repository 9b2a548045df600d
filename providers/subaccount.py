"""Subaccounts: one for each customer, so that traffic, numbers and reputation stay apart.

API: https://www.twilio.com/docs/iam/api/subaccounts
"""

from typing import Any, Literal

import pulumi

from providers.core.connection import Connection
from providers.core.errors import ResourceError
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs, Ours
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class SubaccountInputs(Inputs):
    """What is sent."""

    owner_account_sid: Immutable[AccountSid]
    """The parent account. A run with another parent's credentials refuses to touch it."""

    friendly_name: FriendlyName
    """Also how an existing subaccount is found again, so unique among the parent's open ones."""

    twilio: Immutable[Ours[Literal["live", "local"]]] = "live"
    """Which Twilio it is at. A run that talks to the other one refuses to touch it."""

    status: Literal["active", "suspended"] = "active"
    """Suspended: no messages either way; its numbers are still billed."""

    close_on_delete: Ours[bool] = False
    """Whether deleting the resource closes the subaccount: for good, releasing its numbers."""


class SubaccountProvider(TwilioProvider[SubaccountInputs]):
    """A closed subaccount stays listed and counts as gone."""

    inputs = SubaccountInputs
    natural_key = ("friendly_name",)
    container = ()

    def collection(self, twilio: Connection, inputs: SubaccountInputs) -> Any:
        """Accounts of the parent. Another parent's subaccount, or one at the other Twilio, is refused."""
        if inputs.twilio != twilio.mode:
            raise ResourceError(f"it is at the {inputs.twilio} Twilio, but this run uses {twilio.mode} (OWL_TWILIO)")
        if inputs.owner_account_sid != twilio.account_sid:
            raise ResourceError(f"it belongs to {inputs.owner_account_sid}, but this run to {twilio.account_sid}")
        return twilio.accounts

    def exists(self, instance: Any) -> bool:
        """A closed subaccount never reopens; the parent itself is not a subaccount."""
        return bool(instance.status != "closed" and instance.sid != instance.owner_account_sid)

    def make(self, twilio: Connection, inputs: SubaccountInputs) -> Any:
        """Twilio creates it active; suspending it takes a second call."""
        instance = self.collection(twilio, inputs).create(friendly_name=inputs.friendly_name)
        return instance if inputs.status == "active" else instance.update(status=inputs.status)

    def after_write(self, twilio: Connection, instance: Any) -> None:
        """Keep its token, with which everything in it is called."""
        twilio.note_account(instance)

    def remove(self, twilio: Connection, inputs: SubaccountInputs, sid: str) -> None:
        """Close it if `close_on_delete` is set."""
        subaccount = self.collection(twilio, inputs)(sid)
        if subaccount.fetch().status == "closed":
            return
        if not inputs.close_on_delete:
            raise ResourceError(
                "closing a subaccount is final and releases its numbers. To close it, set close_on_delete, "
                "run `pulumi up`, then delete; to let the stack forget it without closing it, use `pulumi state delete`"
            )
        subaccount.update(status="closed")


class Subaccount(TwilioResource, provider=SubaccountProvider):
    """A subaccount of the stack's parent account. Its auth token is never part of the state."""

    sid: pulumi.Output[str]
    date_created: pulumi.Output[str]
    """When it was created, in ISO 8601."""
