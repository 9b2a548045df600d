"""Bundles created by hand, as a person at a console would, for the tests that need them."""

from functools import cached_property
from typing import Any

from providers.core.bundle import POLICIES
from tests.providers.world import World

ATTRIBUTES: dict[str, dict[str, Any]] = {
    "customer_profile_business_information": {
        "business_name": "Freestyle Falcons LLC",
        "business_identity": "direct_customer",
        "business_type": "Limited Liability Corporation",
        "business_industry": "RETAIL",
        "business_registration_identifier": "EIN",
        "business_registration_number": "12-3456789",
        "business_regions_of_operation": "USA_AND_CANADA",
        "website_url": "https://freestyle-falcons.example",
    },
    "authorized_representative_1": {
        "first_name": "Ana",
        "last_name": "Falcon",
        "email": "ana@freestyle-falcons.example",
        "phone_number": "+14155550123",
        "business_title": "Owner",
        "job_position": "CEO",
    },
    "us_a2p_messaging_profile_information": {"company_type": "private"},
}
ATTRIBUTES["authorized_representative_2"] = ATTRIBUTES["authorized_representative_1"]


class Bundles:
    """A tenant's bundles, each created when first requested.

    Args:
        world: The local Twilio.
        account_sid: The tenant's account.
    """

    def __init__(self, world: World, account_sid: str) -> None:
        self.world = world
        self.account_sid = account_sid

    @cached_property
    def trusthub(self) -> Any:
        """The SDK's TrustHub, as the account."""
        return self.world.twilio.account(self.account_sid).trusthub.v1

    def end_user(self, type_: str) -> str:
        """Return the SID of the end user of a type."""
        for each in self.trusthub.end_users.list():
            if each.type == type_:
                return str(each.sid)
        made = self.trusthub.end_users.create(friendly_name=type_, type=type_, attributes=ATTRIBUTES[type_])
        return str(made.sid)

    def document(self) -> str:
        """Return the SID of the document about the address."""
        for each in self.trusthub.supporting_documents.list():
            return str(each.sid)
        attributes = {"address_sids": self.world.address(self.account_sid)}
        documents = self.trusthub.supporting_documents
        return str(documents.create("address", "customer_profile_address", attributes=attributes).sid)

    def primary(self) -> str:
        """Return the SID of the ISV's own profile."""
        parent = self.world.twilio.account(self.world.settings.account_sid)
        return str(parent.trusthub.v1.customer_profiles.list()[0].sid)

    def customer_profile(self, *, complete: bool = True) -> str:
        """Return the SID of the customer profile, complete or empty."""
        profiles = self.trusthub.customer_profiles
        for each in profiles.list():
            return str(each.sid)
        policy = POLICIES["Secondary Customer Profile of type Business"]
        profile = profiles.create("freestyle-falcons", "compliance@owl.example", policy)
        if complete:
            for sid in self._facts():
                profile.customer_profiles_entity_assignments.create(sid)
        return str(profile.sid)

    def _facts(self) -> list[str]:
        return [*(self.end_user(type_) for type_ in list(ATTRIBUTES)[:2]), self.document(), self.primary()]

    def trust_product(self, *, complete: bool = True) -> str:
        """Return the SID of the trust product, complete or empty."""
        products = self.trusthub.trust_products
        for each in products.list():
            return str(each.sid)
        policy = POLICIES["A2P Messaging: Local - Business"]
        product = products.create("freestyle-falcons", "compliance@owl.example", policy)
        if complete:
            for sid in (self.end_user("us_a2p_messaging_profile_information"), self.customer_profile()):
                product.trust_products_entity_assignments.create(sid)
        return str(product.sid)

    def approve_all(self) -> None:
        """Have both bundles approved, completed first if necessary."""
        profile, product = self.customer_profile(), self.trust_product()
        held = self.trusthub.customer_profiles(profile).customer_profiles_entity_assignments
        _assign(held, self._facts())
        held = self.trusthub.trust_products(product).trust_products_entity_assignments
        _assign(held, [self.end_user("us_a2p_messaging_profile_information"), profile])
        for bundle in (self.trusthub.customer_profiles(profile), self.trusthub.trust_products(product)):
            if bundle.fetch().status == "draft":
                bundle.update(status="pending-review")

    def both(self) -> list[Any]:
        """Return the SDK's contexts of both, the containing one first."""
        return [
            *(self.trusthub.trust_products(each.sid) for each in self.trusthub.trust_products.list()),
            *(self.trusthub.customer_profiles(each.sid) for each in self.trusthub.customer_profiles.list()),
        ]

    def spoil(self, kind: str) -> None:
        """Remove a required entity from a bundle."""
        self._fact(kind).update(attributes={})

    def mend(self, kind: str) -> None:
        """Assign it again."""
        fact = self._fact(kind)
        fact.update(attributes=ATTRIBUTES[fact.fetch().type])

    def _fact(self, kind: str) -> Any:
        types = {
            "customer_profile": "customer_profile_business_information",
            "trust_product": "us_a2p_messaging_profile_information",
        }
        return self.trusthub.end_users(self.end_user(types[kind]))


def _assign(assignments: Any, sids: list[str]) -> None:
    """Assign the entities that a bundle lacks."""
    there = {each.object_sid for each in assignments.list()}
    for sid in sids:
        if sid not in there:
            assignments.create(sid)
