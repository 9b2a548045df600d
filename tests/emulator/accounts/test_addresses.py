"""Addresses of the local Twilio."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client

from emulator.core.store import Store
from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal

GIVEN: dict[str, Any] = {
    "customer_name": "Acme Plumbing",
    "street": "101 Spear Street",
    "street_secondary": "Suite 300",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94105",
    "iso_country": "US",
    "friendly_name": "Main office",
    "emergency_enabled": True,
}


def test_an_address_is_kept_verbatim_without_correction(parent: Client) -> None:
    """Without correction every parameter reads back as given."""
    read = parent.addresses.create(**GIVEN, auto_correct_address=False).fetch()
    assert {name: getattr(read, name) for name in GIVEN} == GIVEN
    assert (str(read.sid)[:2], read.validated, read.verified) == ("AD", True, False)


def test_an_address_is_corrected_by_default(parent: Client) -> None:
    """Street and city come back in capitals unless correction is turned off."""
    address = parent.addresses.create(**GIVEN)
    assert (address.street, address.city, address.region) == ("101 SPEAR STREET", "SAN FRANCISCO", "CA")
    assert address.update(city="Oakland").city == "OAKLAND"
    assert address.update(city="Oakland", auto_correct_address=False).city == "Oakland"
    assert address.update(customer_name="Acme").street == "101 SPEAR STREET"


def test_the_country_cannot_be_changed(parent: Client, twilio: LocalTwilio) -> None:
    """An update has no country parameter; one that is sent is ignored."""
    address = parent.addresses.create(**GIVEN)
    session = parent.http_client.session
    url = f"https://api.twilio.com/2010-04-01/Accounts/{twilio.account_sid}/Addresses/{address.sid}.json"
    changed = session.post(url, data={"IsoCountry": "CA"}, auth=(twilio.account_sid, twilio.auth_token))
    assert (changed.status_code, changed.json()["iso_country"]) == (200, "US")


@pytest.mark.parametrize(
    "wrong",
    [
        {"street": ""},
        {"iso_country": "USA"},
        {"iso_country": "us"},
        {"customer_name": "x" * 65},
        {"customer_name": "\N{GRINNING FACE}" * 17},
        {"friendly_name": "x" * 65},
    ],
)
def test_an_invalid_address_is_refused(parent: Client, refusal: Refusal, wrong: dict[str, Any]) -> None:
    """A refused address is not created."""
    assert refusal(lambda: parent.addresses.create(**{**GIVEN, **wrong})) == (400, 20001)
    assert parent.addresses.list() == []


def test_a_long_name_of_wide_characters(parent: Client) -> None:
    """A customer's name is measured in bytes: 16 characters of four bytes each."""
    name = "\N{GRINNING FACE}" * 16
    assert parent.addresses.create(**{**GIVEN, "customer_name": name}).customer_name == name


def test_lists_filter(parent: Client) -> None:
    """Customer, friendly name, country and purpose filter exactly."""
    main = parent.addresses.create(**GIVEN)
    branch = parent.addresses.create(
        **{**GIVEN, "customer_name": "Bolt", "friendly_name": "Branch", "iso_country": "CA", "emergency_enabled": False}
    )
    assert [each.sid for each in parent.addresses.list()] == [branch.sid, main.sid]
    for where in ({"customer_name": "Bolt"}, {"friendly_name": "Branch"}, {"iso_country": "CA"}):
        assert [each.sid for each in parent.addresses.list(**where)] == [branch.sid]
    assert [each.sid for each in parent.addresses.list(emergency_enabled=True)] == [main.sid]
    assert parent.addresses.list(friendly_name="Bra") == []


def test_phone_numbers_depend_on_an_address(parent: Client, refusal: Refusal) -> None:
    """Its dependent numbers are listed, and it can't be deleted while there are any."""
    address = parent.addresses.create(**GIVEN)
    plain = parent.incoming_phone_numbers.create(area_code="415", address_sid=address.sid)
    emergency = parent.incoming_phone_numbers.create(area_code="415", emergency_address_sid=address.sid)
    parent.incoming_phone_numbers.create(area_code="415")
    assert [each.sid for each in address.dependent_phone_numbers.list()] == [emergency.sid, plain.sid]
    assert refusal(address.delete) == (400, 20001)
    for number in (plain, emergency):
        number.delete()
    assert address.delete()
    assert refusal(address.fetch) == (404, 20404)


@pytest.mark.parametrize("several", [True, False])
def test_an_address_that_a_document_names_stays(
    parent: Client, twilio: LocalTwilio, refusal: Refusal, *, several: bool
) -> None:
    """A supporting document keeps its addresses, one or several."""
    address = parent.addresses.create(**GIVEN)
    store = Store(twilio.path)
    with store.transaction() as held:
        body = {"attributes": {"address_sids": [address.sid] if several else address.sid}}
        held.insert("supporting_document", "RD" + "1" * 32, body, account_sid=twilio.account_sid, now=time.time())
    store.close()
    assert refusal(address.delete) == (400, 20001)
    assert address.fetch().sid == address.sid


def test_an_address_is_its_accounts(parent: Client, connect: Callable[..., Client], refusal: Refusal) -> None:
    """No other account can see it."""
    address = parent.addresses.create(**GIVEN)
    account = parent.api.accounts.create(friendly_name="owl-acme")
    inside = connect(account_sid=account.sid)
    assert refusal(inside.addresses(str(address.sid)).fetch) == (404, 20404)
    assert inside.addresses.list() == []
