"""Supporting documents: what proves a tenant's facts, such as its address.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/supporting-documents
"""

from typing import Annotated, Any, Literal

import pulumi

from providers.core.bundle import ReviewedFactProvider
from providers.core.connection import Connection
from providers.core.inputs import AccountSid, FriendlyName, Immutable, Inputs, sid
from providers.core.resource import TwilioResource


class SupportingDocumentInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how an existing document is found again, with its type."""

    type: Immutable[Literal["customer_profile_address"]] = "customer_profile_address"
    address_sids: Annotated[str, sid("AD")]
    """The address, sent as the attribute of that name."""


class SupportingDocumentProvider(ReviewedFactProvider[SupportingDocumentInputs]):
    """Twilio keeps the address as one of its attributes."""

    inputs = SupportingDocumentInputs
    natural_key = ("friendly_name", "type")

    def collection(self, twilio: Connection, inputs: SupportingDocumentInputs) -> Any:
        """Documents of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.supporting_documents

    def create_parameters(self, inputs: SupportingDocumentInputs) -> dict[str, Any]:
        """Send the address as an attribute, and the type even where it is the default."""
        attributes = {"address_sids": inputs.address_sids}
        return {"friendly_name": inputs.friendly_name, "type": inputs.type, "attributes": attributes}

    def update_parameters(self, inputs: SupportingDocumentInputs, changed: set[str]) -> dict[str, Any]:
        """The address is sent as an attribute."""
        return {
            name: value
            for name, value in self.create_parameters(inputs).items()
            if name in changed or (name == "attributes" and "address_sids" in changed)
        }

    def fields(self, instance: Any) -> dict[str, Any]:
        """Read the address from the attributes."""
        address_sids = (instance.attributes or {}).get("address_sids")
        only = address_sids[0] if isinstance(address_sids, list) and address_sids else address_sids
        return super().fields(instance) | {"address_sids": only}


class SupportingDocument(TwilioResource, provider=SupportingDocumentProvider):
    """A document."""

    sid: pulumi.Output[str]
