"""The review of a trust product: evaluated, submitted when complete, submitted again after a rejection.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/evaluations

The status is the trust product's:
https://www.twilio.com/docs/trust-hub/trusthub-rest-api/trust-products
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid, PolicySubmissionInputs, PolicySubmissionProvider
from providers.core.connection import Connection
from providers.core.inputs import Immutable
from providers.core.resource import TwilioResource


class TrustProductSubmissionInputs(PolicySubmissionInputs):
    """What is sent. Everything assigned to the bundle has to be there before."""

    trust_product_sid: Immutable[BundleSid]


class TrustProductSubmissionProvider(PolicySubmissionProvider[TrustProductSubmissionInputs]):
    """It has no SID of its own: it is the status of the trust product.

    Its `policy` is the trust product's, such as `A2P Messaging: Local - Business`.
    """

    inputs = TrustProductSubmissionInputs
    natural_key = ("trust_product_sid",)
    listed_as = "TrustProduct"

    def collection(self, twilio: Connection, inputs: TrustProductSubmissionInputs) -> Any:
        """Trust products of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.trust_products

    def evaluations(self, bundle: Any) -> Any:
        """Evaluations of the trust product."""
        return bundle.trust_products_evaluations


class TrustProductSubmission(TwilioResource, provider=TrustProductSubmissionProvider):
    """A trust product under review. Deleting it leaves the trust product as it is."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """waiting, noncompliant, draft, pending-review, in-review, twilio-approved or twilio-rejected."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """What was wrong, each with Twilio's code."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""
