"""The ISV's own customer profile, without whose approval no tenant's can be submitted.

It is created in Twilio's Console only; this resource reads it.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid
from providers.core.connection import Connection
from providers.core.errors import ResourceError
from providers.core.inputs import AccountSid, Immutable, Inputs
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource


class PrimaryCustomerProfileInputs(Inputs):
    """Which profile to read."""

    account_sid: Immutable[AccountSid]
    """The parent account."""

    customer_profile_sid: Immutable[BundleSid]
    """As Twilio's Console shows it: `owl:primaryCustomerProfileSid` of a stack."""


class PrimaryCustomerProfileProvider(TwilioProvider[PrimaryCustomerProfileInputs]):
    """Only read: never created, changed or deleted."""

    inputs = PrimaryCustomerProfileInputs
    natural_key = ("customer_profile_sid",)
    listed_as = "CustomerProfile"

    def collection(self, twilio: Connection, inputs: PrimaryCustomerProfileInputs) -> Any:
        """Customer profiles of the parent, called as the parent."""
        return twilio.account(inputs.account_sid).trusthub.v1.customer_profiles

    def fields(self, instance: Any) -> dict[str, Any]:
        """Its SID is its natural key."""
        return super().fields(instance) | {"customer_profile_sid": instance.sid}

    def make(self, twilio: Connection, inputs: PrimaryCustomerProfileInputs) -> Any:  # noqa: ARG002 - nothing can be made
        """Refuse, and say where it is created."""
        raise ResourceError(
            f"{inputs.account_sid} has no customer profile {inputs.customer_profile_sid}. Create the primary customer "
            "profile in Twilio's Console (Trust Hub), as an ISV, and set owl:primaryCustomerProfileSid to its SID"
        )

    def adopt(self, twilio: Connection, inputs: PrimaryCustomerProfileInputs, found: Any) -> Any:  # noqa: ARG002 - it is as it is
        """Its status does not matter."""
        return found

    def remove(self, twilio: Connection, inputs: PrimaryCustomerProfileInputs, sid: str) -> None:
        """Leave it: it is the ISV's own."""


class PrimaryCustomerProfile(TwilioResource, provider=PrimaryCustomerProfileProvider):
    """The ISV's profile. Deleting the resource leaves the profile as it is."""

    sid: pulumi.Output[str]
    status: pulumi.Output[str]
    """twilio-approved, or how far its review is."""
