"""Deactivated numbers: read for each day once, and not texted until a later consent."""

import datetime as dt

import pytest
from twilio.base.exceptions import TwilioRestException

from owl.consent.deactivated import days_to_read, read_reports
from owl.consent.scheduled import ContactsScheduledMessages
from owl.failure import Failure
from owl.receiver.consent import require_active_number
from owl.stacks.receiver_database import ReceiverDatabase
from tenants.model import Contact
from tests.owl.consent.conftest import ALICE, SHOP, World

STACK = "dev"


def test_each_day_is_read_once_and_contacts_are_struck(world: World, alice: Contact) -> None:
    """Days that were missed are caught up on; a report that is not there yet is read the next time."""
    today = world.twilio.now().date()
    day_before, yesterday = (today - dt.timedelta(days=n) for n in (2, 1))
    world.local.control.set_deactivated(day_before.isoformat(), ["+13035550123"])
    assert days_to_read(world.engine, world.twilio.now()) == [yesterday]
    scheduled = ContactsScheduledMessages(world.twilio, STACK, shared=False)
    [read] = read_reports(world.twilio, world.engine, world.contacts, [day_before], scheduled)
    assert (read.numbers, read.struck) == (1, ())
    world.local.control.set_deactivated(yesterday.isoformat(), [ALICE, "+13035550124"])
    database = ReceiverDatabase(str(world.engine.url), STACK)
    require_active_number(database, alice)

    days = [*days_to_read(world.engine, world.twilio.now()), today]
    found, missing = read_reports(world.twilio, world.engine, world.contacts, days, scheduled)

    assert (found.day, found.numbers, [each.contact_id for each in found.struck]) == (yesterday, 2, ["alice"])
    assert (missing.day, missing.numbers) == (today, None)
    assert days_to_read(world.engine, world.twilio.now()) == []
    with pytest.raises(Failure, match=rf"\{ALICE} was deactivated on {yesterday}, after Alice Marsh had agreed"):
        require_active_number(database, alice)
    again = alice.consent.model_copy(update={"given_at": world.twilio.now()})
    require_active_number(database, alice.model_copy(update={"consent": again}))


def test_a_day_is_read_again_where_a_tenant_was_left_out(world: World, alice: Contact) -> None:
    """The contacts of the others are struck meanwhile."""
    yesterday = world.twilio.now().date() - dt.timedelta(days=1)
    world.local.control.set_deactivated(yesterday.isoformat(), [ALICE])
    scheduled = ContactsScheduledMessages(world.twilio, STACK, shared=False)

    list(read_reports(world.twilio, world.engine, world.contacts, [yesterday], scheduled, is_complete=False))

    assert days_to_read(world.engine, world.twilio.now()) == [yesterday]
    with pytest.raises(Failure, match=rf"\{ALICE} was deactivated on {yesterday}"):
        require_active_number(ReceiverDatabase(str(world.engine.url), STACK), alice)


@pytest.mark.parametrize("shared", [False, True])
def test_what_is_scheduled_for_a_struck_contact_is_canceled(
    world: World,
    shared: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    """A run that fails there reads the report again. Another tenant of a shared account keeps its own."""
    yesterday = world.twilio.now().date() - dt.timedelta(days=1)
    world.local.control.require_campaign(False)
    world.local.control.set_deactivated(yesterday.isoformat(), [ALICE])
    account_sid = world.twilio.accounts.create(friendly_name=f"{STACK}-{'shared' if shared else SHOP}").sid
    world.connect_again()
    client = world.twilio.account(account_sid)
    sids = {}
    for name in (SHOP, "another"):
        service = client.messaging.v1.services.create(name)
        service.phone_numbers.create(client.incoming_phone_numbers.create(area_code="415").sid)
        for to in (ALICE, "+14155550199"):
            at = world.twilio.now() + dt.timedelta(days=1)
            said = {"body": "Hello", "schedule_type": "fixed", "send_at": at}
            sids[name, to] = client.messages.create(to, messaging_service_sid=service.sid, **said).sid
    scheduled = ContactsScheduledMessages(world.twilio, STACK, shared=shared)

    world.local.control.inject("status", status=403, method="GET", path=r"/Messages.json")
    with pytest.raises(TwilioRestException):
        list(read_reports(world.twilio, world.engine, world.contacts, [yesterday], scheduled))
    assert days_to_read(world.engine, world.twilio.now()) == [yesterday]
    [report] = read_reports(world.twilio, world.engine, world.contacts, [yesterday], scheduled)

    canceled = {place for place, sid in sids.items() if client.messages(sid).fetch().status == "canceled"}
    assert canceled == {(SHOP, ALICE)} | (set() if shared else {("another", ALICE)})
    assert set(report.canceled) == {sids[place] for place in canceled}


def test_at_most_30_days_are_caught_up_on(world: World) -> None:
    """A job that did not run for months does not ask for reports that may be gone."""
    now = world.twilio.now()
    scheduled = ContactsScheduledMessages(world.twilio, STACK, shared=False)
    list(read_reports(world.twilio, world.engine, [], [now.date() - dt.timedelta(days=90)], scheduled))

    days = days_to_read(world.engine, now)

    assert (days[0], days[-1]) == (now.date() - dt.timedelta(days=31), now.date() - dt.timedelta(days=1))
