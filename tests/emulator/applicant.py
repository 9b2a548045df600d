"""An account that applies for A2P messaging: its TrustHub objects, created through Twilio's SDK."""

import secrets
import time
from contextlib import closing
from typing import Any

from twilio.rest import Client
from twilio.rest.trusthub.v1.customer_profiles import CustomerProfilesInstance
from twilio.rest.trusthub.v1.trust_products import TrustProductsInstance

from emulator.core.store import Store
from emulator.embedded import LocalTwilio
from emulator.trusthub.primary_profile import primary_profile_sid

SECONDARY = "RNdfbf3fae0e1107f8aded0e7cead80bf5"
STARTER = "RN806dd6cd175f314e1f96a9727ee271f4"
A2P = "RNb0d4771c2c98518d916a3d4cd70a8f8b"
SOLE_PROPRIETOR = "RN670d5d2e282a6130ae063b234b6019c8"
PRIMARY = "RN6433641899984f951173ef1738c3bdd0"
EMAIL = "compliance@owl.example"

BUSINESS = {
    "business_name": "Acme Inc.",
    "business_identity": "direct_customer",
    "business_type": "Corporation",
    "business_industry": "RETAIL",
    "business_registration_identifier": "EIN",
    "business_registration_number": "12-3456789",
    "business_regions_of_operation": "USA_AND_CANADA",
    "website_url": "https://acme.example",
}
PERSON = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "ada@acme.example",
    "phone_number": "+14155550100",
}
REPRESENTATIVE = {**PERSON, "business_title": "Chief", "job_position": "CEO"}
SOLE_TRADER = {"brand_name": "Ada's", "mobile_phone_number": "+14155550100"}


class Applicant:
    """Creates an account's TrustHub objects, complete and correct by default.

    Args:
        client: The SDK with the account's credentials.
        twilio: The local Twilio.
        parent_sid: The account's parent, or the account itself.

    Attributes:
        trusthub: The SDK's TrustHub.
        address_sid: An address of the account.
        primary_sid: The primary customer profile of its parent.
    """

    def __init__(self, client: Client, twilio: LocalTwilio, parent_sid: str) -> None:
        self.trusthub = client.trusthub.v1
        self.primary_sid = primary_profile_sid(parent_sid)
        self.address_sid = "AD" + secrets.token_hex(16)
        with closing(Store(twilio.path)) as store, store.transaction() as held:
            held.insert("address", self.address_sid, {}, account_sid=str(client.username), now=time.time())

    def end_user(self, machine_name: str, attributes: dict[str, Any]) -> str:
        """Create an end user and return its SID."""
        made = self.trusthub.end_users.create(friendly_name="acme", type=machine_name, attributes=attributes)
        return str(made.sid)

    def document(self, attributes: dict[str, Any] | None = None) -> str:
        """Create a supporting document, by default for the address, and return its SID."""
        made = self.trusthub.supporting_documents.create(
            friendly_name="acme",
            type="customer_profile_address",
            attributes={"address_sids": self.address_sid} if attributes is None else attributes,
        )
        return str(made.sid)

    def empty_profile(self, policy_sid: str = SECONDARY, name: str = "acme", **more: Any) -> CustomerProfilesInstance:
        """Create an empty customer profile."""
        return self.trusthub.customer_profiles.create(friendly_name=name, email=EMAIL, policy_sid=policy_sid, **more)

    def profile(self, name: str = "acme", **more: Any) -> CustomerProfilesInstance:
        """Create a complete secondary customer profile as a draft."""
        made = self.empty_profile(name=name, **more)
        for sid in (
            self.end_user("customer_profile_business_information", BUSINESS),
            self.end_user("authorized_representative_1", REPRESENTATIVE),
            self.document(),
            self.primary_sid,
        ):
            made.customer_profiles_entity_assignments.create(sid)
        return made

    def product(self, profile_sid: str | None, **more: Any) -> TrustProductsInstance:
        """Create a complete A2P trust product as a draft."""
        made = self.trusthub.trust_products.create(friendly_name="acme a2p", email=EMAIL, policy_sid=A2P, **more)
        information = self.end_user("us_a2p_messaging_profile_information", {"company_type": "private"})
        for sid in (information, str(profile_sid)):
            made.trust_products_entity_assignments.create(sid)
        return made


def faults(results: list[dict[str, Any]]) -> dict[str, int]:
    """Return the code of each field that did not pass, or of its requirement."""
    found: dict[str, int] = {}
    for result in results:
        if not result["passed"]:
            found |= {each["object_field"]: each["error_code"] for each in result["invalid"]} or {
                result["requirement_name"]: result["error_code"]
            }
    return found
