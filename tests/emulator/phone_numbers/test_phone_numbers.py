"""Phone numbers of the local Twilio: searched, bought, changed, moved, released."""

from collections.abc import Callable
from typing import Any

import phonenumbers
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal


def test_a_search_offers_valid_numbers_that_nobody_owns(parent: Client) -> None:
    """A search offers a thousand distinct valid numbers of the area code, without those already bought."""
    bought = parent.incoming_phone_numbers.create(area_code="628").phone_number
    found = [
        number.phone_number for number in parent.available_phone_numbers("US").local.list(area_code=628, limit=1000)
    ]
    offered = [
        number.phone_number for number in parent.available_phone_numbers("US").local.list(area_code=628, page_size=1000)
    ]
    assert found[:50] == offered[:50]
    assert len(set(offered)) == 1000
    assert bought not in offered
    assert all(str(number).startswith("+1628") for number in offered)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(str(number))) for number in offered)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("+1415555010*", "+14155550100"), ("0199$", "+14155550199"), ("5%OWL", "+14155552695"), ("****", "+14155550100")],
)
def test_a_search_by_pattern(parent: Client, pattern: str, expected: str) -> None:
    """`*` is a digit, `%` any digits, `+` and `$` the ends, and letters are those on the keys."""
    found = parent.available_phone_numbers("US").local.list(area_code=415, contains=pattern)
    assert found[0].phone_number == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("907555", "+19075550100"), ("+1%0199$", "+14155550199"), ("**0100", "+14155550100"), ("5551234567", None)],
)
def test_a_search_by_pattern_in_every_area_code(parent: Client, pattern: str, expected: str | None) -> None:
    """Without an area code all are searched."""
    found = parent.available_phone_numbers("US").local.list(contains=pattern, limit=1)
    assert [number.phone_number for number in found] == ([expected] if expected else [])


def test_capabilities_are_written_as_twilio_writes_them(parent: Client) -> None:
    """A search has `SMS` and `MMS` in capitals, and no `fax`; a bought number has them in lower case."""
    offered = parent.available_phone_numbers("US").local.list(area_code=415, limit=1)[0]
    assert offered.capabilities == {"voice": True, "SMS": True, "MMS": True}
    bought = parent.incoming_phone_numbers.create(phone_number=offered.phone_number)
    assert bought.capabilities == {"voice": True, "sms": True, "mms": True, "fax": False}


def test_a_search_for_what_is_not_offered(parent: Client, refusal: Refusal) -> None:
    """No number can fax, none has a location, and only numbers of some countries are sold."""
    local = parent.available_phone_numbers("US").local
    assert local.list(area_code=415, fax_enabled=True) == []
    assert local.list(area_code=555) == []
    assert refusal(lambda: local.list(in_region="CA")) == (400, 20001)
    assert refusal(parent.available_phone_numbers("JP").local.list) == (404, 20404)


@pytest.mark.parametrize(
    ("pattern", "count"), [("*", 1), ("+1415*", 1), ("+1415555010?*", 0), ("+1[4]*", 0), ("[*", 0)]
)
def test_a_list_by_part_of_a_number(parent: Client, pattern: str, count: int) -> None:
    """`*` stands for any digits; no other sign is special."""
    parent.incoming_phone_numbers.create(phone_number="+14155550100")
    assert len(parent.incoming_phone_numbers.list(phone_number=pattern)) == count


def test_a_number_is_owned_once(parent: Client, connect: Callable[..., Client]) -> None:
    """A number that one account owns cannot be bought by another (21422) until it is released."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    number = parent.incoming_phone_numbers.create(phone_number="+14155550100")
    inside = connect(account_sid=account.sid)
    with pytest.raises(TwilioRestException) as refused:
        inside.incoming_phone_numbers.create(phone_number="+14155550100")
    assert refused.value.code == 21422
    assert number.delete()
    assert inside.incoming_phone_numbers.create(phone_number="+14155550100").account_sid == account.sid


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"phone_number": "415"}, 21421),
        ({"phone_number": "+14155551212"}, 21422),
        ({"area_code": "999"}, 21452),
        ({}, 20001),
        ({"area_code": "415", "sms_url": "owl.example"}, 20001),
        ({"area_code": "415", "sms_method": "PUT"}, 20001),
    ],
)
def test_what_cannot_be_bought(parent: Client, twilio: LocalTwilio, wanted: dict[str, Any], code: int) -> None:
    """A refused purchase costs nothing and creates nothing."""
    with pytest.raises(TwilioRestException) as refused:
        parent.incoming_phone_numbers.create(**wanted)
    assert refused.value.code == code
    assert parent.incoming_phone_numbers.list() == []
    assert twilio.control.ledger() == []


def test_the_ledger_follows_a_number(parent: Client, twilio: LocalTwilio) -> None:
    """Rent begins with the purchase and ends with the release."""
    number = parent.incoming_phone_numbers.create(area_code="415")
    (entry,) = twilio.control.ledger(open_only=True)
    assert (entry["kind"], entry["sid"], entry["monthly_usd"]) == ("phone_number", number.sid, "1.15")
    number.delete()
    (entry,) = twilio.control.ledger()
    assert entry["closed"] >= entry["opened"]


def test_lists_filter_by_number_and_name(parent: Client) -> None:
    """Numbers match exactly or with `*`, names exactly."""
    for area_code, name in (("415", "support"), ("212", "support"), ("212", "alerts")):
        parent.incoming_phone_numbers.create(area_code=area_code, friendly_name=name)
    numbers = parent.incoming_phone_numbers
    assert len(numbers.list(phone_number="+1212*")) == 2
    assert [n.friendly_name for n in numbers.list(phone_number="+14155550100")] == ["support"]
    assert len(numbers.list(friendly_name="support")) == 2
    assert numbers.list(friendly_name="supp") == []


def test_settings_change_and_clear(parent: Client) -> None:
    """Each setting can be changed alone; an empty URL clears it; the number itself never changes."""
    number = parent.incoming_phone_numbers.create(area_code="415", sms_url="https://owl.example/in", sms_method="GET")
    assert (number.friendly_name, number.sms_url, number.sms_method) == (
        "(415) 555-0100",
        "https://owl.example/in",
        "GET",
    )
    changed = number.update(friendly_name="support", status_callback="https://owl.example/status")
    assert (changed.sms_url, changed.phone_number) == ("https://owl.example/in", "+14155550100")
    assert number.update(sms_url="").sms_url is None


def test_a_trunk_and_a_voice_application_exclude_each_other(parent: Client) -> None:
    """Setting one clears the other."""
    number = parent.incoming_phone_numbers.create(area_code="415", voice_application_sid="AP" + "1" * 32)
    number = number.update(trunk_sid="TK" + "2" * 32)
    assert (number.trunk_sid, number.voice_application_sid) == ("TK" + "2" * 32, None)
    number = number.update(voice_application_sid="AP" + "1" * 32)
    assert (number.trunk_sid, number.voice_application_sid) == (None, "AP" + "1" * 32)


def test_the_main_account_moves_a_number(parent: Client, connect: Callable[..., Client], twilio: LocalTwilio) -> None:
    """A moved number leaves its service and is charged to its new account; a subaccount cannot move numbers."""
    first, second = (parent.api.accounts.create(friendly_name=name) for name in ("a", "b"))
    own = connect(first.sid, first.auth_token)
    number = own.incoming_phone_numbers.create(area_code="415")
    service = own.messaging.v1.services.create(friendly_name="svc")
    own.messaging.v1.services(service.sid).phone_numbers.create(number.sid)
    with pytest.raises(TwilioRestException) as refused:
        own.incoming_phone_numbers(number.sid).update(account_sid=second.sid)
    assert refused.value.code == 20003
    moved = connect(account_sid=first.sid).incoming_phone_numbers(number.sid).update(account_sid=second.sid)
    assert moved.account_sid == second.sid
    assert service.phone_numbers.list() == []
    assert [entry["account_sid"] for entry in twilio.control.ledger(open_only=True)] == [second.sid]
