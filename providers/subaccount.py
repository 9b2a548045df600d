"""Subaccounts: one for each customer, so that traffic, numbers and reputation stay apart.

API: https://www.twilio.com/docs/iam/api/subaccounts
"""

from collections.abc import Mapping
from typing import Any, Literal

import pulumi
from pulumi.dynamic import DiffResult

from providers.core import run
from providers.core.connection import Connection
from providers.core.errors import ResourceError
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs, Ours
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

SUSPENDED_AT_TWILIO = "suspended_at_twilio"
"""Output that says that the account was suspended, and not because its `status` was declared so."""


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
    """A closed subaccount stays listed and counts as gone.

    An account that somebody else suspended stays suspended: the person who did it had a reason, and only a person knows
    whether it still holds.
    """

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

    def adopt(self, twilio: Connection, inputs: SubaccountInputs, found: Any) -> Any:
        """Adopt an active account, or one that is declared suspended.

        Raises:
            ResourceError: The account is suspended, and declared active.
        """
        if found.status == "suspended" and inputs.status == "active":
            raise ResourceError(
                f"account {found.sid} has this name and is suspended. Find out why. Make it active in Twilio's "
                "Console, or declare it suspended, then run again"
            )
        return super().adopt(twilio, inputs, found)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare, and say so if the account stays suspended although it is declared active."""
        if _olds.get(SUSPENDED_AT_TWILIO) and not _is_suspended(_news) and run.current().has_program:
            pulumi.log.warn(
                f"account {_id} was suspended at Twilio and stays suspended. Find out who did it and why; make it "
                "active in Twilio's Console, then run `pulumi up --refresh`"
            )
        return super().diff(_id, _olds, _news)

    def differences(self, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[set[str], set[str]]:
        """Leave a suspension at Twilio as it is; one that is declared too is no longer Twilio's alone."""
        changed, fixed = super().differences(olds, news)
        if not olds.get(SUSPENDED_AT_TWILIO):
            return changed, fixed
        return (changed | {"status"} if _is_suspended(news) else changed - {"status"}), fixed

    def outputs_from_twilio(
        self, twilio: Connection, inputs: SubaccountInputs, instance: Any, props: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Note since when it is suspended, and whether that was declared."""
        outs = super().outputs_from_twilio(twilio, inputs, instance, props)
        if not _is_suspended(outs):
            outs.pop("date_updated", None)
        is_declared = inputs.status == "suspended" and not props.get(SUSPENDED_AT_TWILIO)
        return outs | ({SUSPENDED_AT_TWILIO: True} if _is_suspended(outs) and not is_declared else {})

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


def _is_suspended(values: Mapping[str, Any]) -> bool:
    return bool(values.get("status") == "suspended")


class Subaccount(TwilioResource, provider=SubaccountProvider):
    """A subaccount of the stack's parent account. Its auth token is never part of the state."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """active or suspended."""

    date_created: pulumi.Output[str]
    """When it was created, in ISO 8601."""

    date_updated: pulumi.Output[str]
    """When it was suspended, in ISO 8601; none while it is active."""
