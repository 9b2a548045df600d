"""A business in Germany: its address, and bundles for mobile numbers."""

import json
from typing import Any

import requests
from twilio.rest import Client
from twilio.rest.numbers.v2.regulatory_compliance.bundle import BundleInstance

from emulator.embedded import LocalTwilio

EMAIL = "compliance@owl.example"
UPLOAD = "https://numbers-upload.twilio.com/v2/RegulatoryCompliance/SupportingDocuments"
COMPANY = {
    "business_name": "Falken GmbH",
    "business_registration_number": "HRB 12345",
    "first_name": "Ada",
    "last_name": "Falk",
}


class GermanBusiness:
    """Creates what a bundle for a German mobile number needs, complete and correct by default.

    Args:
        client: The SDK with the account's credentials.
        twilio: The local Twilio.

    Attributes:
        client: As given.
        compliance: The SDK's regulatory compliance.
        address_sid: An address in Germany.
    """

    def __init__(self, client: Client, twilio: LocalTwilio) -> None:
        self.client = client
        self.compliance = client.numbers.v2.regulatory_compliance
        self.address_sid = self.address("DE")
        self._session = requests.Session()
        self._session.auth = (twilio.account_sid, twilio.auth_token)
        self._session.mount("https://", twilio.adapter())

    def address(self, iso_country: str) -> str:
        """Create an address and return its SID."""
        place = ("Falken GmbH", "Eulenweg 1", "Berlin", "BE", "10115", iso_country)
        return str(self.client.addresses.create(*place).sid)

    def end_user(self, **changes: str) -> str:
        """Create the end user and return its SID."""
        return str(self.compliance.end_users.create("falken", "business", attributes={**COMPANY, **changes}).sid)

    def excerpt(self, content: bytes = b"%PDF-1.7", mime_type: str = "application/pdf", **changes: str) -> Any:
        """Upload an excerpt of the commercial register, and return the answer."""
        attributes = {"business_name": COMPANY["business_name"], "document_number": "HRB 12345", **changes}
        form = {
            "FriendlyName": "register",
            "Type": "commercial_registrar_excerpt",
            "Attributes": json.dumps(attributes),
        }
        return self._session.post(UPLOAD, data=form, files={"File": ("register.pdf", content, mime_type)}).json()

    def hq(self, address_sid: str | None = None) -> str:
        """Create the document with the address and return its SID."""
        attributes = {"address_sids": [address_sid or self.address_sid]}
        return str(self.compliance.supporting_documents.create("hq", "address", attributes=attributes).sid)

    def empty(self, number_type: str = "mobile", **more: Any) -> BundleInstance:
        """Create an empty bundle."""
        words = {"iso_country": "DE", "number_type": number_type, "end_user_type": "business"}
        return self.compliance.bundles.create(**{"friendly_name": "falken", "email": EMAIL, **words, **more})

    def bundle(self, number_type: str = "mobile", **more: Any) -> BundleInstance:
        """Create a complete bundle as a draft."""
        bundle = self.empty(number_type, **more)
        for sid in (self.end_user(), self.excerpt()["sid"], self.hq()):
            bundle.item_assignments.create(sid)
        return bundle

    def approved(self, number_type: str = "mobile") -> BundleInstance:
        """Create a complete bundle that is approved."""
        return self.bundle(number_type).update(status="pending-review")
