"""Brand vettings of the local Twilio."""

from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests import bundles
from tests.emulator.refusal import Refusal


@pytest.fixture
def brand(parent: Client, twilio: LocalTwilio) -> Any:
    """An approved brand without automatic vetting."""
    return parent.messaging.v1.brand_registrations.create(*bundles.put(twilio), skip_automatic_sec_vet=True)


def test_a_vetted_brand_leaves_the_list(parent: Client, brand: Any) -> None:
    """It is VETTED_VERIFIED, has a score, can be fetched, and is no longer listed."""
    vetting = brand.brand_vettings.create("campaign-verify", vetting_id="cv|1.0|tcr|10dlc|1|TOKEN")
    assert (vetting.vetting_status, vetting.vetting_class) == ("SUCCESS", "POLITICAL")
    assert (vetting.vetting_id, vetting.brand_sid) == ("cv|1.0|tcr|10dlc|1|TOKEN", brand.sid)
    read = brand.fetch()
    assert (read.status, read.identity_status, read.brand_score) == ("APPROVED", "VETTED_VERIFIED", 75)
    assert parent.messaging.v1.brand_registrations.list() == []


def test_a_vetting_takes_its_time(parent: Client, twilio: LocalTwilio, brand: Any) -> None:
    """Reading the vetting or the brand shows the status that the clock has reached."""
    twilio.control.set_behaviour("brand_vetting", "seconds", 60)
    first, second = (brand.brand_vettings.create("aegis") for _ in range(2))
    assert (first.vetting_status, first.vetting_class, first.vetting_id) == ("PENDING", "STANDARD", None)
    assert [each.sid for each in parent.messaging.v1.brand_registrations.list()] == [brand.sid]
    twilio.control.advance(60)
    assert parent.messaging.v1.brand_registrations.list() == []
    assert brand.fetch().identity_status == "VETTED_VERIFIED"
    vettings = parent.messaging.v1.brand_registrations(brand.sid).brand_vettings
    assert vettings(str(second.brand_vetting_sid)).fetch().vetting_status == "SUCCESS"


def test_a_failed_vetting_changes_nothing(parent: Client, twilio: LocalTwilio, brand: Any) -> None:
    """The brand stays as it was, and stays listed."""
    twilio.control.script_review("brand_vetting", "reject", of=brand.sid)
    assert brand.brand_vettings.create("aegis").vetting_status == "FAILED"
    assert brand.fetch().identity_status == "VERIFIED"
    assert len(parent.messaging.v1.brand_registrations.list()) == 1


def test_vettings_are_listed_by_provider(brand: Any) -> None:
    """The list has all vettings of a brand, or those of one provider."""
    brand.brand_vettings.create("campaign-verify", vetting_id="cv|1")
    aegis = brand.brand_vettings.create("aegis")
    assert len(brand.brand_vettings.list()) == 2
    found = brand.brand_vettings.list(vetting_provider="aegis")
    assert [each.brand_vetting_sid for each in found] == [aegis.brand_vetting_sid]


def test_each_vetting_is_charged(twilio: LocalTwilio, brand: Any) -> None:
    """Each is charged once, also when it fails."""
    twilio.control.script_review("brand_vetting", "reject")
    made = [brand.brand_vettings.create("aegis") for _ in range(2)]
    entries = [entry for entry in twilio.control.ledger() if entry["kind"] == "brand_vetting"]
    assert [(entry["sid"], entry["once_usd"]) for entry in entries] == [(v.brand_vetting_sid, "41.50") for v in made]
    assert twilio.control.ledger(open_only=True) == []


def test_what_cannot_be_vetted(parent: Client, twilio: LocalTwilio, refusal: Refusal, brand: Any) -> None:
    """Brands that are not approved, unknown providers and political vettings without a token are refused."""
    assert refusal(lambda: brand.brand_vettings.create("campaign-verify")) == (400, 20001)
    assert refusal(lambda: brand.brand_vettings.create("owl")) == (400, 20001)
    twilio.control.script_review("brand_registration", "hold")
    held = parent.messaging.v1.brand_registrations.create(*bundles.put(twilio))
    assert refusal(lambda: held.brand_vettings.create("aegis")) == (400, 20001)
    assert refusal(parent.messaging.v1.brand_registrations("BN" + "0" * 32).brand_vettings.list) == (404, 20404)
