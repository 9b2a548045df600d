"""Lists that lag behind what was created."""

from collections.abc import Callable
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.campaigns import register, serve, submit

Created = tuple[Any, Callable[[], list[Any]]]


def account(parent: Client) -> Created:
    """Create a subaccount; it is listed by its name."""
    return parent.api.accounts.create(friendly_name="acme"), lambda: parent.api.accounts.list(friendly_name="acme")


def number(parent: Client) -> Created:
    """Buy a phone number; it is listed by its number."""
    bought = parent.incoming_phone_numbers.create(area_code="415")
    return bought, lambda: parent.incoming_phone_numbers.list(phone_number=bought.phone_number)


def service(parent: Client) -> Created:
    """Create a messaging service."""
    return parent.messaging.v1.services.create(friendly_name="svc"), parent.messaging.v1.services.list


def sender(parent: Client) -> Created:
    """Put a number into a service."""
    pool = parent.messaging.v1.services.create(friendly_name="svc").phone_numbers
    return pool.create(parent.incoming_phone_numbers.create(area_code="415").sid), pool.list


@pytest.mark.parametrize("create", [account, number, service, sender])
def test_a_list_shows_an_object_later_than_a_fetch(
    parent: Client, twilio: LocalTwilio, create: Callable[[Client], Created]
) -> None:
    """With a lag of 120 seconds an object is fetched immediately, and is in its list 120 seconds later."""
    twilio.control.set_lag(120)
    created, listed = create(parent)
    assert created.fetch().sid == created.sid
    assert listed() == []
    twilio.control.advance(121)
    assert [each.sid for each in listed()] == [created.sid]


def test_a_brand_and_a_campaign_are_listed_late(parent: Client, twilio: LocalTwilio) -> None:
    """What is registered lags too; its review does not."""
    twilio.control.set_lag(120)
    brand, service = register(parent, twilio), serve(parent)
    submit(service, brand)
    lists = (parent.messaging.v1.brand_registrations.list, service.us_app_to_person.list)
    assert [listed() for listed in lists] == [[], []]
    assert brand.fetch().status == "APPROVED"
    twilio.control.advance(121)
    assert [len(listed()) for listed in lists] == [1, 1]


def test_what_was_there_before_the_lag_stays_listed(parent: Client, twilio: LocalTwilio) -> None:
    """The lag applies to what is created from then on; without a lag everything is listed again."""
    parent.messaging.v1.services.create(friendly_name="before")
    twilio.control.set_lag(3600)
    parent.messaging.v1.services.create(friendly_name="after")
    assert [each.friendly_name for each in parent.messaging.v1.services.list()] == ["before"]
    twilio.control.set_lag(0)
    assert [each.friendly_name for each in parent.messaging.v1.services.list()] == ["after", "before"]


def test_a_fault_makes_some_lists_lag(parent: Client, twilio: LocalTwilio) -> None:
    """The fault counts list calls, so a test needs no clock: here two lists of services lag, the third does not."""
    parent.messaging.v1.services.create(friendly_name="svc")
    twilio.control.inject("lag", method="GET", path="/Services$", seconds=120, times=2)
    assert [len(parent.messaging.v1.services.list()) for _ in range(3)] == [0, 0, 1]


def test_a_wait_that_is_skipped_moves_the_clock(parent: Client, twilio: LocalTwilio) -> None:
    """A client that waits through `LocalTwilio.wait` reaches the end of a lag without sleeping."""
    twilio.control.set_lag(120)
    twilio.control.skip_waits(True)
    parent.messaging.v1.services.create(friendly_name="svc")
    before, looks = twilio.now(), 0
    while not parent.messaging.v1.services.list():
        twilio.wait(10)
        looks += 1
    assert looks == 12
    assert twilio.now() - before >= 120


@pytest.mark.parametrize(
    "set_lag", [lambda twilio: twilio.control.set_lag(-1), lambda twilio: twilio.control.inject("lag")]
)
def test_a_lag_needs_seconds(twilio: LocalTwilio, set_lag: Callable[[LocalTwilio], None]) -> None:
    """A negative lag, and a fault without seconds, are refused."""
    with pytest.raises(ValueError, match="seconds"):
        set_lag(twilio)
