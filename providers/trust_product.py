"""Trust products: what a tenant may be trusted with, here to send A2P messages. Bundles of facts that Twilio reviews.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/trust-products
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleInputs, BundleProvider
from providers.core.connection import Connection
from providers.core.resource import TwilioResource


class TrustProductProvider(BundleProvider):
    """Made as a draft; its `TrustProductSubmission` has it reviewed.

    Its `policy` is one for trust products, such as `A2P Messaging: Local - Business`.
    """

    def collection(self, twilio: Connection, inputs: BundleInputs) -> Any:
        """Trust products of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.trust_products


class TrustProduct(TwilioResource, provider=TrustProductProvider):
    """A trust product. Deleting it lets go of all that was assigned to it."""

    sid: pulumi.Output[str]
