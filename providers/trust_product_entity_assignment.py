"""What a trust product holds: its place for an end user, a document or another bundle.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/entity-assignments
"""

from typing import Any

import pulumi

from providers.core.bundle import BundleSid, EntityAssignmentInputs, EntityAssignmentProvider
from providers.core.connection import Connection
from providers.core.inputs import Immutable
from providers.core.resource import TwilioResource


class TrustProductEntityAssignmentInputs(EntityAssignmentInputs):
    """What is sent."""

    trust_product_sid: Immutable[BundleSid]


class TrustProductEntityAssignmentProvider(EntityAssignmentProvider[TrustProductEntityAssignmentInputs]):
    """It cannot be changed, and neither made nor ended while the trust product is under review or approved."""

    inputs = TrustProductEntityAssignmentInputs
    container = ("account_sid", "trust_product_sid")
    container_kind = "TrustProduct"

    def collection(self, twilio: Connection, inputs: TrustProductEntityAssignmentInputs) -> Any:
        """Assignments of the trust product, called as the account."""
        bundles = twilio.account(inputs.account_sid).trusthub.v1.trust_products
        return bundles(inputs.trust_product_sid).trust_products_entity_assignments


class TrustProductEntityAssignment(TwilioResource, provider=TrustProductEntityAssignmentProvider):
    """An object in a trust product."""

    sid: pulumi.Output[str]
