"""Messaging services of the local Twilio and the numbers in them."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

EVERYTHING: dict[str, Any] = {
    "friendly_name": "owl-acme",
    "inbound_request_url": "https://owl.example/in",
    "inbound_method": "GET",
    "fallback_url": "https://owl.example/fallback",
    "fallback_method": "GET",
    "status_callback": "https://owl.example/status",
    "sticky_sender": False,
    "mms_converter": False,
    "smart_encoding": False,
    "scan_message_content": "disable",
    "fallback_to_long_code": False,
    "area_code_geomatch": False,
    "validity_period": 600,
    "synchronous_validation": True,
    "usecase": "marketing",
    "use_inbound_webhook_on_number": True,
}


def code_of_adding(parent: Client, service_sid: str | None, number_sid: str | None) -> int:
    """Return Twilio's code for the refusal to add a number to a service."""
    with pytest.raises(TwilioRestException) as refused:
        parent.messaging.v1.services(str(service_sid)).phone_numbers.create(str(number_sid))
    return int(refused.value.code or 0)


def test_every_parameter_is_kept(parent: Client) -> None:
    """A service reads back as created, and each parameter can be changed alone."""
    service = parent.messaging.v1.services.create(**EVERYTHING)
    read = service.fetch()
    assert {name: getattr(read, name) for name in EVERYTHING} == EVERYTHING
    assert (read.us_app_to_person_registered, str(read.sid)[:2]) == (False, "MG")
    changed = service.update(sticky_sender=True)
    assert {name: getattr(changed, name) for name in EVERYTHING} == {**EVERYTHING, "sticky_sender": True}


def test_defaults(parent: Client) -> None:
    """A service created with only a name calls no URL and keeps messages for ten hours."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    assert (service.inbound_request_url, service.inbound_method) == (None, "POST")
    assert (service.validity_period, service.usecase, service.sticky_sender) == (36000, "undeclared", True)


def test_an_empty_url_clears_it(parent: Client) -> None:
    """An update with an empty URL removes the URL."""
    service = parent.messaging.v1.services.create(**EVERYTHING)
    assert service.update(status_callback="").status_callback is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"validity_period": 0}, "a whole number from 1 to 36000"),
        ({"validity_period": 36001}, "a whole number from 1 to 36000"),
        ({"usecase": "spam"}, "one of notifications, marketing"),
        ({"inbound_request_url": "ftp://owl.example"}, "http:// or https://"),
        ({"friendly_name": ""}, "Missing required parameter FriendlyName in the post body"),
        ({"friendly_name": "x" * 65}, "1 to 64 characters"),
    ],
)
def test_refusals_say_what_is_allowed(parent: Client, wrong: dict[str, Any], said: str) -> None:
    """An invalid parameter is refused by name, with what is allowed, and nothing is created."""
    with pytest.raises(TwilioRestException, match=said) as refused:
        parent.messaging.v1.services.create(**{"friendly_name": "owl-acme", **wrong})
    assert (refused.value.status, refused.value.code) == (400, 20001)
    assert parent.messaging.v1.services.list() == []


def test_a_number_is_in_one_service_at_most(parent: Client) -> None:
    """Adding a number to the same service twice is 21710, to another one 21712; both are conflicts."""
    first, second = (parent.messaging.v1.services.create(friendly_name=name) for name in ("a", "b"))
    number = parent.incoming_phone_numbers.create(area_code="415")
    sender = first.phone_numbers.create(str(number.sid))
    assert (sender.sid, sender.service_sid, sender.phone_number) == (number.sid, first.sid, number.phone_number)
    assert (sender.country_code, sender.capabilities) == ("US", ["MMS", "SMS", "Voice"])
    assert code_of_adding(parent, first.sid, number.sid) == 21710
    assert code_of_adding(parent, second.sid, number.sid) == 21712
    assert first.phone_numbers(str(number.sid)).delete()
    assert second.phone_numbers.create(str(number.sid)).service_sid == second.sid


def test_a_service_holds_400_numbers(parent: Client) -> None:
    """The 401st number is refused (21714)."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    numbers = [parent.incoming_phone_numbers.create(area_code="415").sid for _ in range(401)]
    for sid in numbers[:400]:
        service.phone_numbers.create(str(sid))
    assert code_of_adding(parent, service.sid, numbers[400]) == 21714


def test_a_number_of_another_account_is_refused(parent: Client) -> None:
    """Only the account's own numbers can be added."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    assert code_of_adding(parent, service.sid, "PN" + "0" * 32) == 20404


def test_deleting_a_service_frees_its_numbers(parent: Client) -> None:
    """The numbers stay in the account and can join the next service."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    number = parent.incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(str(number.sid))
    assert service.delete()
    with pytest.raises(TwilioRestException):
        service.fetch()
    successor = parent.messaging.v1.services.create(friendly_name="owl-acme")
    assert successor.phone_numbers.create(str(number.sid)).sid == number.sid


def test_a_released_number_leaves_its_service(parent: Client) -> None:
    """A number that the account no longer owns sends for no service."""
    service = parent.messaging.v1.services.create(friendly_name="owl-acme")
    number = parent.incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(str(number.sid))
    number.delete()
    assert service.phone_numbers.list() == []
