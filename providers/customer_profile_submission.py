"""The review of a customer profile: evaluated, submitted when complete, submitted again after a rejection.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/evaluations

The status is the profile's:
https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid, PolicySubmissionInputs, PolicySubmissionProvider
from providers.core.connection import Connection
from providers.core.inputs import Immutable
from providers.core.resource import TwilioResource


class CustomerProfileSubmissionInputs(PolicySubmissionInputs):
    """What is sent. Everything assigned to the bundle has to be there before."""

    customer_profile_sid: Immutable[BundleSid]


class CustomerProfileSubmissionProvider(PolicySubmissionProvider[CustomerProfileSubmissionInputs]):
    """It has no SID of its own: it is the status of the profile.

    Its `policy` is the profile's, such as `Secondary Customer Profile of type Business`.
    """

    inputs = CustomerProfileSubmissionInputs
    natural_key = ("customer_profile_sid",)
    listed_as = "CustomerProfile"

    def collection(self, twilio: Connection, inputs: CustomerProfileSubmissionInputs) -> Any:
        """Customer profiles of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.customer_profiles

    def evaluations(self, bundle: Any) -> Any:
        """Evaluations of the profile."""
        return bundle.customer_profiles_evaluations


class CustomerProfileSubmission(TwilioResource, provider=CustomerProfileSubmissionProvider):
    """A profile under review. Deleting it leaves the profile as it is."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """waiting, noncompliant, draft, pending-review, in-review, twilio-approved or twilio-rejected."""

    errors: pulumi.Output[list[dict[str, Any]]]
    """What was wrong, each with Twilio's code."""

    date_updated: pulumi.Output[str]
    """When it was last updated, in ISO 8601."""
