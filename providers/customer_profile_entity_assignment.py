"""What a customer profile holds: its place for an end user, a document or another bundle.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/entity-assignments
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid, EntityAssignmentInputs, EntityAssignmentProvider
from providers.core.connection import Connection
from providers.core.inputs import Immutable
from providers.core.resource import TwilioResource


class CustomerProfileEntityAssignmentInputs(EntityAssignmentInputs):
    """What is sent."""

    customer_profile_sid: Immutable[BundleSid]


class CustomerProfileEntityAssignmentProvider(EntityAssignmentProvider[CustomerProfileEntityAssignmentInputs]):
    """It cannot be changed, and neither made nor ended while the profile is under review or approved."""

    inputs = CustomerProfileEntityAssignmentInputs
    container = ("account_sid", "customer_profile_sid")
    container_kind = "CustomerProfile"

    def collection(self, twilio: Connection, inputs: CustomerProfileEntityAssignmentInputs) -> Any:
        """Assignments of the profile, called as the account."""
        bundles = twilio.account(inputs.account_sid).trusthub.v1.customer_profiles
        return bundles(inputs.customer_profile_sid).customer_profiles_entity_assignments


class CustomerProfileEntityAssignment(TwilioResource, provider=CustomerProfileEntityAssignmentProvider):
    """An object in a profile."""

    sid: pulumi.Output[str]
