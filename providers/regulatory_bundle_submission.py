"""The review of a regulatory bundle: evaluated, submitted when complete, submitted again after a rejection.

API: https://www.twilio.com/docs/phone-numbers/regulatory/api/evaluations

The status is the bundle's: https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid, SubmissionInputs, SubmissionProvider
from providers.core.connection import Connection
from providers.core.inputs import Immutable, Ours
from providers.core.regulatory import compliance, delete_unused_items, document_errors, take_out
from providers.core.resource import TwilioResource


class RegulatoryBundleSubmissionInputs(SubmissionInputs):
    """What is sent. Everything assigned to the bundle has to be there before."""

    bundle_sid: Immutable[BundleSid]
    object_sids: Ours[list[str] | None] = None
    """All that the bundle is to hold. What it holds besides, such as what a copy came with, is taken out before it is
    submitted."""

    owner: Ours[str]
    """What the names of end users and documents begin with that were made for this number, such as `acme de-mobile`:
    those that no bundle holds any more are deleted."""


class RegulatoryBundleSubmissionProvider(SubmissionProvider[RegulatoryBundleSubmissionInputs]):
    """It has no SID of its own: it is the status of the bundle."""

    inputs = RegulatoryBundleSubmissionInputs
    natural_key = ("bundle_sid",)
    listed_as = "RegulatoryBundle"

    def collection(self, twilio: Connection, inputs: RegulatoryBundleSubmissionInputs) -> Any:
        """Bundles of the account, called as the account."""
        return twilio.account(inputs.account_sid).numbers.v2.regulatory_compliance.bundles

    def evaluations(self, bundle: Any) -> Any:
        """Evaluations of the bundle."""
        return bundle.evaluations

    def evaluate(self, twilio: Connection, inputs: RegulatoryBundleSubmissionInputs, bundle: Any) -> Any:
        """What is not declared is taken out first."""
        if inputs.object_sids is not None:
            take_out(bundle, inputs.object_sids)
            delete_unused_items(compliance(twilio, inputs.account_sid), inputs.owner, inputs.object_sids)
        return super().evaluate(twilio, inputs, bundle)

    def observe(self, twilio: Connection, inputs: RegulatoryBundleSubmissionInputs, instance: Any) -> dict[str, Any]:
        """Of a bundle that was rejected, its documents say why."""
        fields = super().observe(twilio, inputs, instance)
        reasons = document_errors(compliance(twilio, inputs.account_sid), instance)
        return {**fields, "errors": reasons} if reasons else fields


class RegulatoryBundleSubmission(TwilioResource, provider=RegulatoryBundleSubmissionProvider):
    """A bundle under review. Deleting it leaves the bundle as it is."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """waiting, noncompliant, draft, pending-review, in-review, twilio-approved or twilio-rejected."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """What was wrong, each with Twilio's code."""

    valid_until: pulumi.Output[str]
    """When its approval ends, in ISO 8601; empty if it does not."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""
