"""Messages to other countries: permitted by country, and sent from names where countries have them."""

from collections.abc import Callable
from functools import partial

import pytest
from twilio.rest import Client
from twilio.rest.messaging.v1.service import ServiceInstance

from emulator.embedded import LocalTwilio
from tests.emulator.refusal import Refusal

BRITISH, GERMAN, AMERICAN = "+447700900123", "+491713920012", "+14155550199"


def enable(client: Client, *codes: str, enabled: bool = True) -> list[dict[str, object]]:
    """Enable or disable countries, and return what became of each."""
    items: list[object] = [{"country_code": code, "type": "country", "enabled": enabled} for code in codes]
    found: list[dict[str, object]] = client.accounts.v1.messaging_geopermissions.update(items).permissions
    return found


@pytest.fixture
def service(parent: Client, twilio: LocalTwilio) -> ServiceInstance:
    """A service that may write to the United Kingdom and Germany."""
    twilio.control.set_behaviour("message", "at_once")
    twilio.control.require_campaign(False)
    enable(parent, "GB", "DE")
    return parent.messaging.v1.services.create(friendly_name="shop")


def test_a_country_is_enabled_first(parent: Client, connect: Callable[..., Client], refusal: Refusal) -> None:
    """The US and Canada are from the start; a subaccount has its main account's permissions."""
    account = parent.api.accounts.create(friendly_name="acme")
    acme = connect(account.sid, account.auth_token)

    def send() -> object:
        return acme.messages.create(to=BRITISH, from_="FALCONS", body="Hello")

    assert refusal(send) == (400, 21408)
    enable(parent, "GB")
    assert send()
    assert [each["enabled"] for each in acme.accounts.v1.messaging_geopermissions.fetch("GB,FR,US").permissions] == [
        *(True, False, True)
    ]
    assert refusal(lambda: enable(acme, "GB", enabled=False)) == (401, 20003)
    enable(parent, "GB", enabled=False)
    assert refusal(send) == (400, 21408)


def test_items_are_refused_one_by_one(parent: Client, refusal: Refusal) -> None:
    """A country of high risk is enabled in the Console only; the others of the same call are changed."""
    found = enable(parent, "NG", "FR", "XX")
    assert [(each["error_code"], each["enabled"]) for each in found] == [(30649, False), (0, True), (20001, False)]
    permissions = parent.accounts.v1.messaging_geopermissions
    assert refusal(lambda: permissions.update([{"country_code": "FR"}])) == (400, 20001)
    assert refusal(lambda: permissions.update([])) == (400, 20001)


def test_a_service_sends_from_the_countrys_name(parent: Client, service: ServiceInstance, refusal: Refusal) -> None:
    """Its name for the country comes first, then the one for all, then its numbers; the US takes numbers only."""
    names = parent.messaging.v1.services(str(service.sid)).destination_alpha_senders
    names.create(alpha_sender="FALCONS UK", iso_country_code="GB")
    sent = parent.messages.create(to=BRITISH, messaging_service_sid=service.sid, body="Hello").fetch()
    assert (sent.from_, sent.status) == ("FALCONS UK", "delivered")

    def send(to: str) -> str:
        return str(parent.messages.create(to=to, messaging_service_sid=service.sid, body="Hello").fetch().from_)

    assert refusal(lambda: send(GERMAN)) == (400, 21703)
    names.create(alpha_sender="FALCONS")
    assert send(GERMAN) == "FALCONS"
    assert refusal(lambda: send(AMERICAN)) == (400, 21703)
    number = parent.incoming_phone_numbers.create(phone_number="+14155550100")
    service.phone_numbers.create(str(number.sid))
    assert send(AMERICAN) == "+14155550100"


def test_a_name_is_not_any_text(parent: Client, service: ServiceInstance, refusal: Refusal) -> None:
    """A service has a name once for a country, of 11 characters at most, not only digits, and none for the US."""
    names = parent.messaging.v1.services(str(service.sid)).destination_alpha_senders
    for wrong in ("12345", "far too long a name", "FÄLCONS", ""):
        assert refusal(partial(names.create, alpha_sender=wrong)) == (400, 20001)
    assert refusal(lambda: names.create(alpha_sender="FALCONS", iso_country_code="US")) == (400, 20001)
    names.create(alpha_sender="FALCONS")
    assert refusal(lambda: names.create(alpha_sender="OTHER")) == (409, 21710)


def test_a_name_cannot_write_to_the_us(parent: Client, service: ServiceInstance, refusal: Refusal) -> None:
    """Neither without a service, nor from a service that does not have it."""
    assert refusal(lambda: parent.messages.create(to=AMERICAN, from_="FALCONS", body="Hello")) == (400, 21612)
    parent.messaging.v1.services(str(service.sid)).destination_alpha_senders.create(alpha_sender="FALCONS")
    other = {"from_": "OTHER", "messaging_service_sid": service.sid, "body": "Hello"}
    assert refusal(lambda: parent.messages.create(to=BRITISH, **other)) == (400, 21606)
