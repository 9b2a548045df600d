"""Customer profiles: who a tenant is. Bundles of facts that Twilio reviews.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleInputs, BundleProvider
from providers.core.connection import Connection
from providers.core.resource import TwilioResource


class CustomerProfileProvider(BundleProvider):
    """Made as a draft; its `CustomerProfileSubmission` has it reviewed.

    Its `policy` is one for profiles, such as `Secondary Customer Profile of type Business`.
    """

    def collection(self, twilio: Connection, inputs: BundleInputs) -> Any:
        """Customer profiles of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.customer_profiles


class CustomerProfile(TwilioResource, provider=CustomerProfileProvider):
    """A profile. Deleting it lets go of all that was assigned to it."""

    sid: pulumi.Output[str]
