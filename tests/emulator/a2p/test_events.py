"""The events about brands, vettings, campaigns and the registration of numbers."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.campaigns import register, serve, submit
from tests.emulator.receiver import Receiver

COMPLIANCE = "com.twilio.messaging.compliance."
TYPES = (
    *(f"brand-registration.brand-{name}" for name in ("registered", "verified", "unverified", "failure")),
    *(f"brand-registration.brand-{name}" for name in ("vetted-verified", "secondary-vetting-failure")),
    *(f"campaign-registration.campaign-{name}" for name in ("submitted", "approved", "failure", "deleted")),
    *(f"number-registration.{name}" for name in ("pending", "successful", "failed")),
    *(f"number-deregistration.{name}" for name in ("pending", "successful", "failed")),
)
TO = "+14155552671"


@pytest.fixture(autouse=True)
def subscribed(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """The account gets all of them in version 2."""
    twilio.control.deliver_to(receiver.url)
    twilio.control.set_behaviour("message", "at_once")
    configuration = {"destination": "https://owl.example/events", "method": "POST", "batch_events": True}
    sink = parent.events.v1.sinks.create(description="any", sink_type="webhook", sink_configuration=configuration)
    wanted: list[Any] = [{"type": COMPLIANCE + each, "schema_version": 2} for each in TYPES]
    parent.events.v1.subscriptions.create(description="any", sink_sid=str(sink.sid), types=wanted)


def names(twilio: LocalTwilio, receiver: Receiver) -> list[str]:
    """Return what happened since the last call, without what all types begin with."""
    assert twilio.control.settle()
    found = [event["type"].removeprefix(COMPLIANCE) for event in receiver.events]
    receiver.received.clear()
    return found


def add_number(client: Client, service: Any) -> Any:
    """Buy a number and add it to a service."""
    return service.phone_numbers.create(str(client.incoming_phone_numbers.create(area_code="415").sid))


def test_a_registration_that_succeeds(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """Brand, campaign and number are reported in the order in which they happen, with the fields of their schemas."""
    service = serve(parent)
    number = add_number(parent, service)
    brand = register(parent, twilio)
    submit(service, brand, us_app_to_person_usecase="MIXED")
    assert twilio.control.settle()
    events = {event["type"].removeprefix(COMPLIANCE): event for event in receiver.events}
    assert list(events) == [
        "brand-registration.brand-registered",
        "brand-registration.brand-verified",
        "campaign-registration.campaign-submitted",
        "campaign-registration.campaign-approved",
        "number-registration.pending",
        "number-registration.successful",
    ]
    verified = events["brand-registration.brand-verified"]
    assert verified["dataschema"].endswith("/A2P.BrandRegistrationVerified/2")
    assert (verified["data"]["brandsid"], verified["data"]["identitystatus"]) == (brand.sid, "verified")
    assert isinstance(verified["data"]["updateddate"], int)
    approved = events["campaign-registration.campaign-approved"]["data"]
    assert (approved["messagingservicesid"], approved["a2pusecase"]) == (service.sid, "MIXED")
    registered = events["number-registration.successful"]
    assert registered["dataschema"].endswith("/A2P.NumberRegistrationSuccessful/2")
    assert registered["data"].keys() == {
        *("id", "phonenumber", "phonenumbersid", "accountsid", "campaignsid", "messagingservicesid"),
        *("externalstatus", "timestamp", "updateddate"),
    }
    assert registered["data"]["phonenumbersid"] == number.sid
    assert registered["data"]["campaignsid"] == approved["campaignsid"]
    assert registered["data"]["externalstatus"] == "registered"


def test_rejections_say_why(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """Whether the registry could not verify a brand or did not register it; and a campaign's first code."""
    twilio.control.script_review("brand_registration", "reject", [30795])
    twilio.control.script_review("us_app_to_person", "reject", [30909, 30896])
    register(parent, twilio)
    assert twilio.control.settle()
    [unverified] = receiver.events
    assert unverified["type"].endswith("brand-unverified")
    assert unverified["data"]["brandregistrationerrors"][0]["registrationerrorcode"] == 30795
    twilio.control.script_review("brand_registration", "reject", [21736])
    register(parent, twilio)
    assert names(twilio, receiver)[1:] == ["brand-registration.brand-failure"]
    submit(serve(parent), register(parent, twilio))
    assert twilio.control.settle()
    assert receiver.events[-1]["type"].endswith("campaign-failure")
    assert receiver.events[-1]["data"]["errorcode"] == 30909


def test_vettings(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """One that fails, then one that succeeds."""
    brand = register(parent, twilio)
    names(twilio, receiver)
    twilio.control.script_review("brand_vetting", "reject")
    brand.brand_vettings.create("aegis")
    brand.brand_vettings.create("aegis")
    assert names(twilio, receiver) == [
        "brand-registration.brand-secondary-vetting-failure",
        "brand-registration.brand-vetted-verified",
    ]


def test_a_number_that_is_not_registered_sends_nothing(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """While its registration is pending messages end with 30035, after it failed with 30034; added again it sends."""
    service = serve(parent)
    submit(service, register(parent, twilio))
    twilio.control.script_review("service_phone_number", "hold", of=service.sid)
    number = add_number(parent, service)

    def sent() -> Any:
        message = parent.messages.create(to=TO, messaging_service_sid=str(service.sid), body="hello")
        return parent.messages(str(message.sid)).fetch().error_code

    assert sent() == 30035
    twilio.control.script_review("service_phone_number", "reject", [30126], of=service.sid)
    assert sent() == 30034
    assert names(twilio, receiver)[-2:] == ["number-registration.pending", "number-registration.failed"]
    number.delete()
    twilio.control.clear_reviews()
    service.phone_numbers.create(str(number.sid))
    assert sent() is None
    assert names(twilio, receiver) == ["number-registration.pending", "number-registration.successful"]


def test_a_number_of_an_older_database_is_registered(parent: Client, twilio: LocalTwilio) -> None:
    """Before numbers had a registration of their own, the campaign's was theirs."""
    service = serve(parent)
    number = add_number(parent, service)
    submit(service, register(parent, twilio))
    with closing(sqlite3.connect(twilio.path)) as old:
        old.execute("UPDATE objects SET body = json_remove(body, '$._registration') WHERE sid = ?", (number.sid,))
        old.commit()
    twilio.control.script_review("service_phone_number", "reject")
    message = parent.messages.create(to=TO, messaging_service_sid=str(service.sid), body="hello")
    assert parent.messages(str(message.sid)).fetch().status == "delivered"


@pytest.mark.parametrize("how", ["removed", "released", "campaign deleted", "service deleted"])
def test_a_number_is_deregistered(parent: Client, twilio: LocalTwilio, receiver: Receiver, how: str) -> None:
    """However it leaves the campaign; without a campaign when that is done."""
    service = serve(parent)
    number = add_number(parent, service)
    campaign = submit(service, register(parent, twilio))
    names(twilio, receiver)
    leave = {
        "removed": number.delete,
        "released": parent.incoming_phone_numbers(str(number.sid)).delete,
        "campaign deleted": campaign.delete,
        "service deleted": service.delete,
    }
    leave[how]()
    assert twilio.control.settle()
    pending, done = receiver.events[:2]
    assert (pending["type"], done["type"]) == (
        COMPLIANCE + "number-deregistration.pending",
        COMPLIANCE + "number-deregistration.successful",
    )
    assert "campaignsid" in pending["data"]
    assert "campaignsid" not in done["data"]
    assert done["data"]["externalstatus"] == "unregistered"
