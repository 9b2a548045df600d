"""Quiet hours: advertisements are sent from 8:00 to 21:00 where the person is."""

import datetime as dt

import pytest

from owl.failure import Failure
from owl.quiet_hours import next_allowed, require_allowed_hour, time_zones
from tenants.model import Contact
from tests.owl_inc import owl_inc

ADVERTISEMENT = owl_inc().templates["seasonal-offer"]
ALICE = owl_inc().by_id["freestyle-falcons"].contacts["alice"]


def contact(phone_number: str = ALICE.phone_number, time_zone: str | None = None) -> Contact:
    """Return Alice, with another number or place."""
    return ALICE.model_copy(update={"phone_number": phone_number, "time_zone": time_zone})


def at(text: str) -> dt.datetime:
    """Return a moment."""
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-07-01T08:00:00-07:00", None),
        ("2026-07-01T20:59:59-07:00", None),
        ("2026-07-01T21:00:00-07:00", "2026-07-02T08:00-07:00"),
        ("2026-07-01T07:59:59-07:00", "2026-07-01T08:00-07:00"),
        ("2026-07-02T04:30:00Z", "2026-07-02T08:00-07:00"),
        ("2026-03-07T22:00:00-08:00", "2026-03-08T08:00-07:00"),  # the clocks go forward in between
        ("2026-03-08T07:30:00-08:00", None),  # already 8:30 by the new time
        ("2026-10-31T22:00:00-07:00", "2026-11-01T08:00-08:00"),  # the clocks go back in between
        ("2026-11-01T08:30:00-07:00", "2026-11-01T08:00-08:00"),  # only 7:30 by the new time
        ("2026-12-31T23:00:00-08:00", "2027-01-01T08:00-08:00"),
    ],
)
def test_an_advertisement_waits_for_the_morning(moment: str, opens: str | None) -> None:
    """Moments in San Francisco, whatever their offset, and the next allowed one; None if it may be sent."""
    if opens is None:
        require_allowed_hour(contact(), ADVERTISEMENT, at(moment))
        return
    with pytest.raises(Failure, match=f"by its number.* next allowed time is {opens}: .*--at {opens}$"):
        require_allowed_hour(contact(), ADVERTISEMENT, at(moment))


def test_a_message_that_was_asked_for_is_sent_at_any_time() -> None:
    """The hours are for advertisements."""
    require_allowed_hour(contact(), owl_inc().templates["order-ready"], at("2026-07-01T03:00:00-07:00"))


def test_a_contacts_time_zone_comes_before_its_area_code() -> None:
    """Someone with a number of San Francisco who lives in New York is texted by the time there."""
    in_new_york = contact(time_zone="America/New_York")

    require_allowed_hour(in_new_york, ADVERTISEMENT, at("2026-07-01T06:00:00-07:00"))
    with pytest.raises(Failure) as refused:
        require_allowed_hour(in_new_york, ADVERTISEMENT, at("2026-07-01T19:00:00-07:00"))

    assert str(refused.value) == (
        "quiet hours, and nothing was sent: promotional messages are sent to contacts from 08:00 to 21:00 local time, "
        "and Alice Marsh would get it at 22:00 (America/New_York, the contact's time_zone). The next allowed time is "
        "2026-07-02T08:00-04:00: send it then, or schedule it with --at 2026-07-02T08:00-04:00"
    )


def test_an_area_code_in_two_time_zones_keeps_the_hours_of_both() -> None:
    """Idaho's 208 has Mountain and Pacific time: 8:00 in one is 7:00 in the other."""
    in_idaho = contact("+12085550100")
    assert [zone.key for zone in time_zones(in_idaho)] == ["America/Boise", "America/Los_Angeles"]

    with pytest.raises(Failure, match=r"at 07:30 \(America/Los_Angeles, .*2026-07-01T08:00-07:00"):
        require_allowed_hour(in_idaho, ADVERTISEMENT, at("2026-07-01T08:30:00-06:00"))
    with pytest.raises(Failure, match=r"at 21:30 \(America/Boise, .*2026-07-02T09:00-06:00"):
        require_allowed_hour(in_idaho, ADVERTISEMENT, at("2026-07-01T21:30:00-06:00"))


def test_a_number_of_no_place_keeps_the_hours_of_every_place() -> None:
    """Twilio's test numbers have no place: from Guam to Hawaii there is still a moment each day."""
    zones = time_zones(contact("+15005530003"))

    opens = next_allowed(at("2026-07-01T03:00:00Z"), zones)

    assert len(zones) > 30
    assert {opens.astimezone(zone).hour in range(8, 21) for zone in zones} == {True}
