"""What a regulatory bundle holds: its place for an end user or a document.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/item-assignments
"""

from collections.abc import Mapping
from typing import Any

import pulumi

from providers.core.bundle import TO_BE_SUBMITTED, BundleSid, EntityAssignmentInputs, EntityAssignmentProvider
from providers.core.connection import Connection
from providers.core.errors import is_gone
from providers.core.inputs import Immutable
from providers.core.regulatory import LOCKED, compliance
from providers.core.resource import TwilioResource


class RegulatoryItemAssignmentInputs(EntityAssignmentInputs):
    """What is sent."""

    bundle_sid: Immutable[BundleSid]


class RegulatoryItemAssignmentProvider(EntityAssignmentProvider[RegulatoryItemAssignmentInputs]):
    """It can be neither made nor ended while the bundle is under review or approved.

    What an approved bundle holds changes only as a whole, by a `RegulatoryBundleReplacement`. Then the assignments are
    Twilio's own: those of before count as there, and nobody has to declare the new ones.
    """

    inputs = RegulatoryItemAssignmentInputs
    container = ("account_sid", "bundle_sid")
    container_kind = "RegulatoryBundle"
    locked = LOCKED

    def collection(self, twilio: Connection, inputs: RegulatoryItemAssignmentInputs) -> Any:
        """Assignments of the bundle, called as the account."""
        return (
            twilio.account(inputs.account_sid)
            .numbers.v2.regulatory_compliance.bundles(inputs.bundle_sid)
            .item_assignments
        )

    def existing(self, twilio: Connection, container: Mapping[str, str]) -> dict[str, Any]:
        """Nothing can be done about what an approved bundle holds."""
        if _is_locked(twilio, container["account_sid"], container["bundle_sid"]):
            return {}
        return super().existing(twilio, container)

    def look_up(self, twilio: Connection, inputs: RegulatoryItemAssignmentInputs, sid: str) -> Any | None:
        """One that an approved bundle no longer has counts as there."""
        found = super().look_up(twilio, inputs, sid)
        if found is not None or not _is_locked(twilio, inputs.account_sid, inputs.bundle_sid):
            return found
        from twilio.rest.numbers.v2.regulatory_compliance.bundle.item_assignment import (  # noqa: PLC0415 - the SDK loads slowly
            ItemAssignmentInstance,
        )

        payload = {"sid": sid, "object_sid": inputs.object_sid, "account_sid": inputs.account_sid}
        return ItemAssignmentInstance(None, payload | {"bundle_sid": inputs.bundle_sid}, inputs.bundle_sid)


def _is_locked(twilio: Connection, account_sid: str, bundle_sid: str) -> bool:
    bundles = compliance(twilio, account_sid).bundles
    bundle = twilio.listing(("RegulatoryBundle", account_sid), bundles.list).get(bundle_sid)
    try:
        status = (bundle or bundles(bundle_sid).fetch()).status
    except Exception as error:
        if is_gone(error):
            return False
        raise
    return status not in TO_BE_SUBMITTED


class RegulatoryItemAssignment(TwilioResource, provider=RegulatoryItemAssignmentProvider):
    """An object in a bundle."""

    sid: pulumi.Output[str]
