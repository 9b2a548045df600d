"""A number outside the US that was bought by hand: what its tenant's file gets to say, and what changes at Twilio."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from owl.adoption import international_number
from owl.adoption.adoption import Adoption, Into, NotExpressible
from owl.drift.account_contents import Content
from owl.stacks.state import StackState
from providers.core.http_client import Upload
from providers.phone_number import PhoneNumberProvider
from providers.regulatory_supporting_document import UPLOADS
from tenants.model import Senders
from tests.international import british
from tests.owl_inc import owl_inc
from tests.providers.british import ATTRIBUTES
from tests.providers.world import World

TENANT = "freestyle-falcons"
NAME = f"{TENANT} gb-mobile"
IDENTITY = "government_issued_document"


class Bought:
    """A British number with an approved bundle, bought by hand.

    Args:
        world: The local Twilio.
        name: What bundle, end user and documents are called; the second identity has another word.
        with_identities: Whether the bundle holds two identities besides.
    """

    def __init__(self, world: World, name: str, *, with_identities: bool = False) -> None:
        self.world = world
        self.account_sid = self.world.subaccount("dev-shared")
        itself = self.world.twilio.account(self.account_sid)
        compliance = itself.numbers.v2.regulatory_compliance
        inside = self.world.twilio.v2010(self.account_sid)
        where = ("Falcons", "1 Brick Lane", "London", "London", "E1 6PU", "GB")
        address = inside.addresses.create(*where, friendly_name="by hand", auto_correct_address=False)
        end_user = compliance.end_users.create(name, "business", attributes=ATTRIBUTES)
        shown = compliance.supporting_documents.create(name, "address", attributes={"address_sids": address.sid})
        people = {name: ("Dolores", "Quan"), f"{name} attorney": ("Amélie", "Moreau")} if with_identities else {}
        identities = [self.identity(called, *person) for called, person in people.items()]
        words = {"iso_country": "GB", "number_type": "mobile", "end_user_type": "business"}
        self.bundle = compliance.bundles.create(friendly_name=name, email="compliance@owl.example", **words)
        for sid in (end_user.sid, shown.sid, *identities):
            self.bundle.item_assignments.create(str(sid))
        compliance.bundles(str(self.bundle.sid)).update(status="pending-review")
        assert compliance.bundles(str(self.bundle.sid)).fetch().status == "twilio-approved"
        self.number = str(itself.available_phone_numbers("GB").mobile.list(limit=1)[0].phone_number)
        self.sid = inside.incoming_phone_numbers.create(
            phone_number=self.number, address_sid=address.sid, bundle_sid=self.bundle.sid
        ).sid

    def identity(self, name: str, first_name: str, last_name: str) -> str:
        """Upload a person's identity and return its SID."""
        said = json.dumps({"first_name": first_name, "last_name": last_name})
        fields = {"FriendlyName": name, "Type": IDENTITY, "Attributes": said}
        file = {"File": Upload("identity.pdf", b"%PDF-1", "application/pdf")}
        return str(self.world.twilio.upload(self.account_sid, UPLOADS, fields, file)["sid"])

    def adopted(self, **changes: Any) -> tuple[Adoption, bool]:
        """Return what it takes to adopt it now, for a tenant with these changes."""
        tenants, provider, state = owl_inc(), PhoneNumberProvider(), StackState("prod", ())
        tenant = tenants.by_id[TENANT]
        messaging = tenant.messaging.model_copy(update={"destinations": ("US", "GB")})
        tenant = tenant.model_copy(update={"messaging": messaging} | changes)
        instance = self.world.twilio.v2010(self.account_sid).incoming_phone_numbers(self.sid).fetch()
        content = Content(provider, self.sid, {"account_sid": self.account_sid}, provider.fields(instance))
        known: dict[str, Any] = {"state": state, "twilio": self.world.twilio, "file": {}}
        into = Into(tenant=tenant, tenants=replace(tenants, by_id={TENANT: tenant}), **known)
        orphan: Any = OrphanOf(content)
        return international_number.adoption(orphan, into, self.number)


class OrphanOf:
    """What an adoption reads of an `Orphan`."""

    def __init__(self, content: Content) -> None:
        self.content, self.sid, self.account_sid = content, content.sid, content.account_sid


def test_a_bundle_with_the_names_of_the_program_is_taken_over(tmp_path: Path) -> None:
    """The file says what `business` does not, and once the changes are made nothing is left to change."""
    bought = Bought(World(tmp_path), NAME, with_identities=True)

    adoption, with_bundle = bought.adopted()
    for write in adoption.writes:
        write.carry_out(bought.world.twilio)
    again, _ = bought.adopted()

    [edit] = adoption.edits
    documents = sorted(edit.value[0].pop("documents"), key=len)
    assert documents == [
        {"type": IDENTITY},
        {"type": IDENTITY, "name": "attorney", "attributes": {"first_name": "Amélie", "last_name": "Moreau"}},
    ]
    assert (edit.path, with_bundle, adoption.notes) == (("senders", "international"), True, ())
    assert edit.value == [
        {
            "iso_country": "GB",
            "number_type": "mobile",
            "number": bought.number,
            "end_user": {"business_name": "Freestyle Falcons Ltd", "business_registration_number": "01234567"},
            "address": {"street": "1 Brick Lane", "city": "London", "region": "London", "postal_code": "E1 6PU"},
        }
    ]
    assert [each.words.split()[0] for each in adoption.writes] == ["PhoneNumber", "Address", "RegulatoryBundle"]
    assert again.writes == ()


def test_a_bundle_of_another_name_stays_until_its_own_is_approved(tmp_path: Path) -> None:
    """What is approved can't be renamed; the note says what happens instead."""
    bought = Bought(World(tmp_path), "by hand", with_identities=True)

    adoption, with_bundle = bought.adopted()

    assert not with_bundle
    assert [each.words.split()[0] for each in adoption.writes] == ["PhoneNumber", "Address"]
    note, _ = adoption.notes
    assert note.startswith(f"its bundle {bought.bundle.sid} stays as it is: what is approved can't be renamed")
    assert "The next `pulumi up --stack prod` submits one of that name" in note
    assert [each.get("name") for each in adoption.edits[0].value[0]["documents"]] == [None, "document-2"]


def test_what_a_file_cannot_say_is_refused_with_advice(tmp_path: Path) -> None:
    """A second number of the same kind, and a country that the tenant does not text."""
    bought, tenant = Bought(World(tmp_path), NAME), owl_inc().by_id[TENANT]

    with pytest.raises(NotExpressible, match=r"has a GB mobile number at senders\.international already"):
        bought.adopted(senders=Senders(international=(british(),)))
    with pytest.raises(NotExpressible, match=r"Add GB to messaging\.destinations in its file"):
        bought.adopted(messaging=tenant.messaging)
