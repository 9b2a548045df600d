"""Deactivated numbers: read for each day once, and not texted until a later consent."""

import datetime as dt

import pytest

from owl.consent.deactivated import days_to_read, read_reports
from owl.failure import Failure
from owl.receiver.consent import require_active_number
from tenants.model import Contact
from tests.owl.consent.conftest import ALICE, World


def test_each_day_is_read_once_and_contacts_are_struck(world: World, alice: Contact) -> None:
    """Days that were missed are caught up on; a report that is not there yet is read the next time."""
    today = world.twilio.now().date()
    day_before, yesterday = (today - dt.timedelta(days=n) for n in (2, 1))
    world.local.control.set_deactivated(day_before.isoformat(), ["+13035550123"])
    assert days_to_read(world.engine, world.twilio.now()) == [yesterday]
    [read] = read_reports(world.twilio, world.engine, world.contacts, [day_before])
    assert (read.numbers, read.struck) == (1, ())
    world.local.control.set_deactivated(yesterday.isoformat(), [ALICE, "+13035550124"])
    url = str(world.engine.url)
    require_active_number(url, alice)

    days = [*days_to_read(world.engine, world.twilio.now()), today]
    found, missing = read_reports(world.twilio, world.engine, world.contacts, days)

    assert (found.day, found.numbers, [each.contact_id for each in found.struck]) == (yesterday, 2, ["alice"])
    assert (missing.day, missing.numbers) == (today, None)
    assert days_to_read(world.engine, world.twilio.now()) == []
    with pytest.raises(Failure, match=rf"\{ALICE} was deactivated on {yesterday}, after Alice Marsh had agreed"):
        require_active_number(url, alice)
    again = alice.consent.model_copy(update={"given_at": world.twilio.now()})
    require_active_number(url, alice.model_copy(update={"consent": again}))


def test_at_most_30_days_are_caught_up_on(world: World) -> None:
    """A job that did not run for months does not ask for reports that may be gone."""
    now = world.twilio.now()
    list(read_reports(world.twilio, world.engine, [], [now.date() - dt.timedelta(days=90)]))

    days = days_to_read(world.engine, now)

    assert (days[0], days[-1]) == (now.date() - dt.timedelta(days=31), now.date() - dt.timedelta(days=1))
