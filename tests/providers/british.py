"""A British bundle made by hand, as a person at a console would, for the tests that need one."""

from typing import Any

from tests.providers.world import World

ATTRIBUTES = {
    "business_name": "Freestyle Falcons Ltd",
    "business_registration_number": "01234567",
    "first_name": "Dolores",
    "last_name": "Quan",
    "business_website": "https://freestyle-falcons.example",
}
OWNER = "falcons gb-mobile"
"""What the number's bundle, end user and document are called."""


class BritishBundle:
    """A tenant's bundle for mobile numbers, created when first requested, as are its end user and its document.

    Args:
        world: The local Twilio.
        account_sid: The tenant's account.
    """

    def __init__(self, world: World, account_sid: str) -> None:
        self.world = world
        self.account_sid = account_sid

    @property
    def compliance(self) -> Any:
        """The SDK's regulatory compliance, as the account."""
        return self.world.twilio.account(self.account_sid).numbers.v2.regulatory_compliance

    def address(self) -> str:
        """Return the SID of the address in London."""
        addresses = self.world.twilio.v2010(self.account_sid).addresses
        where = {"street": "1 Brick Lane", "city": "London", "region": "London", "postal_code": "E1 6PU"}
        existing = addresses.list(friendly_name=OWNER)
        made = {"friendly_name": OWNER, "customer_name": "Falcons", "iso_country": "GB", "auto_correct_address": False}
        return str((existing or [addresses.create(**where, **made)])[0].sid)

    def end_user(self, name: str = OWNER) -> str:
        """Return the SID of an end user."""
        for each in self.compliance.end_users.list():
            if each.friendly_name == name:
                return str(each.sid)
        return str(self.compliance.end_users.create(name, "business", attributes=ATTRIBUTES).sid)

    def document(self) -> str:
        """Return the SID of the document about the address."""
        for each in self.compliance.supporting_documents.list():
            return str(each.sid)
        attributes = {"address_sids": self.address()}
        return str(self.compliance.supporting_documents.create(OWNER, "address", attributes=attributes).sid)

    def sid(self, name: str = OWNER, *, complete: bool = True) -> str:
        """Return the SID of a bundle, complete or empty."""
        bundles = self.compliance.bundles
        for each in bundles.list():
            if each.friendly_name == name:
                return str(each.sid)
        words = {"iso_country": "GB", "number_type": "mobile", "end_user_type": "business"}
        made = bundles.create(friendly_name=name, email="compliance@owl.example", **words)
        if complete:
            for sid in (self.end_user(), self.document()):
                made.item_assignments.create(sid)
        return str(made.sid)

    def approved(self) -> str:
        """Return the SID of the bundle, approved."""
        bundle = self.compliance.bundles(self.sid())
        if bundle.fetch().status == "draft":
            bundle.update(status="pending-review")
        return str(bundle.fetch().sid)

    def approved_copy(self) -> str:
        """Return the SID of a copy of the bundle with another end user, approved."""
        name = f"{OWNER} 20270110"
        for each in self.compliance.bundles.list():
            if each.friendly_name == name:
                return str(each.sid)
        copy = self.compliance.bundles(self.approved()).bundle_copies.create(friendly_name=name)
        self.compliance.bundles(copy.sid).update(status="pending-review")
        return str(copy.sid)

    def held(self, sid: str) -> set[str]:
        """Return the SIDs of what a bundle holds."""
        return {str(each.object_sid) for each in self.compliance.bundles(sid).item_assignments.list()}
