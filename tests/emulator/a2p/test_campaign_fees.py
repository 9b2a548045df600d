"""The fees of campaigns of the local Twilio, and which messages they allow."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.campaigns import EDITABLE, register, serve, submit

KIND = "us_app_to_person"


def sent(client: Client, number: Any, to: str = "+14155550199") -> tuple[str | None, int | None]:
    """Send a message from a number; return its final status."""
    message = client.messages.create(from_=number.phone_number, to=to, body="Hello").fetch()
    return message.status, message.error_code


@pytest.fixture(autouse=True)
def at_once(twilio: LocalTwilio) -> None:
    """Messages arrive immediately."""
    twilio.control.set_behaviour("message", "at_once")


@pytest.mark.parametrize(
    ("code", "monthly"),
    [
        *(("LOW_VOLUME", "1.50"), ("CHARITY", "3"), ("POLITICAL", "10"), ("MIXED", "10"), ("MARKETING", "10")),
        ("SOLE_PROPRIETOR", "2"),
    ],
)
def test_what_a_campaign_costs(parent: Client, twilio: LocalTwilio, code: str, monthly: str) -> None:
    """The review costs once, the campaign monthly until it is deleted; the ledger has both under the service's SID."""
    brand = register(parent, twilio, "SOLE_PROPRIETOR" if code == "SOLE_PROPRIETOR" else "STANDARD")
    service = serve(parent)
    campaign = submit(service, brand, us_app_to_person_usecase=code)
    campaign.update(**EDITABLE)
    (entry,) = twilio.control.ledger(open_only=True)
    assert (entry["kind"], entry["sid"]) == (KIND, service.sid)
    assert (entry["once_usd"], entry["monthly_usd"]) == ("15", monthly)
    campaign.delete()
    assert twilio.control.ledger(open_only=True) == []
    submit(service, brand, us_app_to_person_usecase=code)
    assert [each["once_usd"] for each in twilio.control.ledger() if each["kind"] == KIND] == ["15", "15"]


def test_a_rejected_campaign_costs_as_much(parent: Client, twilio: LocalTwilio) -> None:
    """A rejected campaign is charged for its review, and monthly while it exists."""
    twilio.control.script_review(KIND, "reject", [30896])
    submit(serve(parent), register(parent, twilio))
    (entry,) = twilio.control.ledger(open_only=True)
    assert (entry["once_usd"], entry["monthly_usd"]) == ("15", "1.50")


def test_a_campaign_ends_with_its_service(parent: Client, twilio: LocalTwilio) -> None:
    """Its fees end, and other campaigns stay."""
    brand = register(parent, twilio)
    service, other = serve(parent), serve(parent)
    submit(service, brand)
    submit(other, brand)
    service.delete()
    assert [entry["sid"] for entry in twilio.control.ledger(open_only=True)] == [other.sid]
    assert [each.sid for each in parent.messaging.v1.services.list()] == [other.sid]


def test_campaigns_end_with_their_account(parent: Client, twilio: LocalTwilio, connect: Callable[..., Client]) -> None:
    """Closing a subaccount ends all its campaigns and no others."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    inside = connect(account.sid, account.auth_token)
    brand = register(inside, twilio)
    for _ in range(2):
        submit(serve(inside), brand)
    own = serve(parent)
    submit(own, register(parent, twilio))
    account.update(status="closed")
    assert [entry["sid"] for entry in twilio.control.ledger(open_only=True)] == [own.sid]


def test_messages_need_a_verified_campaign(parent: Client, twilio: LocalTwilio) -> None:
    """Without a verified campaign a US message is undelivered: none, one under review, one that failed a change."""
    number = parent.incoming_phone_numbers.create(area_code="415")
    assert sent(parent, number) == ("undelivered", 30034)
    service = serve(parent)
    service.phone_numbers.create(number.sid)
    assert sent(parent, number) == ("undelivered", 30034)
    twilio.control.set_behaviour(KIND, "seconds", 60)
    campaign = submit(service, register(parent, twilio))
    assert sent(parent, number) == ("undelivered", 30035)
    twilio.control.advance(60)
    assert sent(parent, number) == ("undelivered", 30035)
    twilio.control.advance(60)
    assert sent(parent, number) == ("delivered", None)
    assert sent(parent, number, "+15005530003") == ("undelivered", 30003)
    twilio.control.set_behaviour(KIND, "at_once")
    twilio.control.script_review(KIND, "reject", [30896])
    campaign.update(**EDITABLE)
    assert sent(parent, number) == ("undelivered", 30034)
    permissions = parent.accounts.v1.messaging_geopermissions
    permissions.update([{"country_code": "GB", "type": "country", "enabled": True}])
    assert sent(parent, number, "+447400123456") == ("delivered", None)
    twilio.control.require_campaign(False)
    assert sent(parent, number) == ("delivered", None)


def test_a_service_sends_through_its_campaign(parent: Client, twilio: LocalTwilio) -> None:
    """A message to a service is judged by the number it chooses; a suspended campaign is 30033, a mock 30034."""
    service, brand = serve(parent), register(parent, twilio)
    service.phone_numbers.create(parent.incoming_phone_numbers.create(area_code="415").sid)
    submit(service, brand)
    twilio.control.set_brand_status(brand.sid, "SUSPENDED")
    message = parent.messages.create(messaging_service_sid=service.sid, to="+14155550199", body="Hello").fetch()
    assert (message.status, message.error_code) == ("undelivered", 30033)
    mocked = serve(parent)
    number = parent.incoming_phone_numbers.create(area_code="415")
    mocked.phone_numbers.create(number.sid)
    submit(mocked, register(parent, twilio, mock=True))
    assert sent(parent, number) == ("undelivered", 30034)


@pytest.mark.parametrize(
    ("brand_status", "campaign_status", "outcome"),
    [
        ("APPROVED", "VERIFIED", ("delivered", None)),
        ("APPROVED", "SUSPENDED", ("undelivered", 30033)),
        ("APPROVED", "FAILED", ("undelivered", 30034)),
        ("APPROVED", "IN_PROGRESS", ("undelivered", 30035)),
        ("FAILED", "VERIFIED", ("undelivered", 30034)),
        ("SUSPENDED", "VERIFIED", ("undelivered", 30033)),
    ],
)
def test_carriers_change_their_mind(
    parent: Client, twilio: LocalTwilio, brand_status: str, campaign_status: str, outcome: tuple[str, int | None]
) -> None:
    """What Twilio and the carriers do to a brand or a campaign decides what arrives from then on."""
    service, brand = serve(parent), register(parent, twilio)
    number = parent.incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(number.sid)
    campaign = submit(service, brand)
    twilio.control.set_brand_status(brand.sid, brand_status)
    twilio.control.set_campaign_status(service.sid, campaign_status)
    assert (brand.fetch().status, campaign.fetch().campaign_status) == (brand_status, campaign_status)
    assert sent(parent, number) == outcome


def test_a_status_that_no_campaign_has(parent: Client, twilio: LocalTwilio) -> None:
    """A service without a campaign and an unknown status are refused, with the known ones."""
    service = serve(parent)
    with pytest.raises(ValueError, match=r"is no service with a campaign: .* one of PENDING, IN_PROGRESS"):
        twilio.control.set_campaign_status(service.sid, "SUSPENDED")
    submit(service, register(parent, twilio))
    with pytest.raises(ValueError, match="'TIRED'"):
        twilio.control.set_campaign_status(service.sid, "TIRED")


def test_a_sole_proprietor_has_one_number(parent: Client, twilio: LocalTwilio) -> None:
    """Further numbers join the service but are never registered."""
    service, brand = serve(parent), register(parent, twilio, "SOLE_PROPRIETOR")
    numbers = [parent.incoming_phone_numbers.create(area_code="415") for _ in range(2)]
    for number in numbers:
        service.phone_numbers.create(number.sid)
    submit(service, brand, us_app_to_person_usecase="SOLE_PROPRIETOR")
    assert [sent(parent, number) for number in numbers] == [("delivered", None), ("undelivered", 30034)]
