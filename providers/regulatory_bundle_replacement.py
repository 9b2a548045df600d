"""The renewal of a regulatory bundle: it gets what its approved copy holds, and keeps its numbers.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/replace-items-resource
"""

from typing import Any

import pulumi

from providers.core import run
from providers.core.bundle import BundleSid
from providers.core.connection import Connection
from providers.core.errors import repeated
from providers.core.gate import GatedInputs, GatedProvider
from providers.core.inputs import AccountSid, Immutable, WriteOnly
from providers.core.regulatory import held_by
from providers.core.resource import TwilioResource


class RegulatoryBundleReplacementInputs(GatedInputs):
    """What is sent, once the copy is approved."""

    account_sid: Immutable[AccountSid]
    bundle_sid: Immutable[BundleSid]
    """The bundle that numbers have."""

    from_bundle_sid: Immutable[WriteOnly[BundleSid]]
    """Its approved copy."""


class RegulatoryBundleReplacementProvider(GatedProvider[RegulatoryBundleReplacementInputs]):
    """It has no SID of its own: it is done when the bundle holds what its copy holds. It can't be taken back."""

    inputs = RegulatoryBundleReplacementInputs
    natural_key = ("bundle_sid", "from_bundle_sid")
    listed_as = "RegulatoryBundle"
    status_output = ""

    def collection(self, twilio: Connection, inputs: RegulatoryBundleReplacementInputs) -> Any:
        """Bundles of the account, called as the account."""
        return twilio.account(inputs.account_sid).numbers.v2.regulatory_compliance.bundles

    def matches(self, inputs: RegulatoryBundleReplacementInputs, instance: Any) -> bool:
        """It is done if both bundles hold the same."""
        if instance.sid != inputs.bundle_sid:
            return False
        bundles = self.collection(run.current().connection, inputs)
        return held_by(bundles(inputs.bundle_sid)).keys() == held_by(bundles(inputs.from_bundle_sid)).keys()

    def make(self, twilio: Connection, inputs: RegulatoryBundleReplacementInputs) -> Any:
        """Twice is as good as once, so a lost answer does not matter."""
        bundle = self.collection(twilio, inputs)(inputs.bundle_sid)
        repeated(lambda: bundle.replace_items.create(inputs.from_bundle_sid))
        return bundle.fetch()

    def adopt(self, twilio: Connection, inputs: RegulatoryBundleReplacementInputs, found: Any) -> Any:  # noqa: ARG002 - it is done
        """Nothing is left to do."""
        return found

    def fields(self, instance: Any) -> dict[str, Any]:
        """Its SID is the bundle's."""
        return super().fields(instance) | {"bundle_sid": instance.sid}

    def remove(self, twilio: Connection, inputs: RegulatoryBundleReplacementInputs, sid: str) -> None:
        """It can't be taken back."""


class RegulatoryBundleReplacement(TwilioResource, provider=RegulatoryBundleReplacementProvider):
    """A renewal. Deleting it changes nothing."""

    sid: pulumi.Output[str]
