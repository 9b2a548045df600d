"""What is scheduled for somebody who opts out, on SQLite and PostgreSQL."""

import datetime as dt

import pytest
from sqlalchemy import Engine, select

from emulator.embedded import LocalTwilio
from owl.receiver.callbacks.callback import Source
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.database import reading
from owl.receiver.opt_outs import opt_out_of
from owl.receiver.scheduled_messages import TwilioScheduledMessages, cancel_for_opt_outs
from owl.receiver.tables import cancellations
from providers.core.connection import Connection
from tests.owl.receiver.served import new_sid

TENANT = "acme"
ALICE, BOB = "+14155550188", "+14155550199"
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def shop(twilio: LocalTwilio, console: Connection) -> "Shop":
    """An account of one tenant."""
    twilio.control.require_campaign(False)
    return Shop(console)


class Shop:
    """An account of one tenant, with two messaging services: it has replaced one."""

    def __init__(self, console: Connection) -> None:
        self.account_sid = console.accounts.create(friendly_name="acme").sid
        self._client = console.account(self.account_sid)
        self._now = console.now()
        self.services = []
        for name in ("old", "new"):
            service = self._client.messaging.v1.services.create(name)
            service.phone_numbers.create(self._client.incoming_phone_numbers.create(area_code="415").sid)
            self.services.append(service.sid)

    def schedule(self, to: str, service_sid: str) -> str:
        """Schedule a message for tomorrow."""
        return str(
            self._client.messages.create(
                to,
                messaging_service_sid=service_sid,
                body="Hello",
                schedule_type="fixed",
                send_at=self._now + dt.timedelta(days=1),
            ).sid
        )

    def status(self, sid: str) -> str:
        """Return a message's status."""
        return str(self._client.messages(sid).fetch().status)

    def replied(self, sender: str, body: str, received_at: dt.datetime = NOW) -> InboundMessage:
        """Return what somebody texts the new service."""
        form = {
            "MessageSid": new_sid("SM"),
            "AccountSid": self.account_sid,
            "MessagingServiceSid": self.services[1],
            "From": sender,
            "To": "+14155550100",
            "Body": body,
        }
        return InboundMessage.read(Source(TENANT, self.account_sid, "", received_at), form)


def keep(engine: Engine, *texts: InboundMessage) -> None:
    """Write what was received, in one commit."""
    with engine.begin() as transaction:
        InboundMessage.record(transaction, texts)


def test_an_opt_out_on_any_channel_cancels_in_every_service(engine: Engine, shop: Shop, console: Connection) -> None:
    """A STOP by RCS is one by the number; a second look finds nothing more."""
    to_alice = [shop.schedule(ALICE, service) for service in shop.services]
    to_bob = shop.schedule(BOB, shop.services[0])
    keep(engine, shop.replied(f"rcs:{ALICE}", "stop"), shop.replied(BOB, "thanks"))
    scheduled = TwilioScheduledMessages(console, shared=False)

    assert sorted(cancel_for_opt_outs(engine, scheduled, NOW)) == sorted(to_alice)
    assert list(cancel_for_opt_outs(engine, scheduled, NOW)) == []
    assert [shop.status(sid) for sid in (*to_alice, to_bob)] == ["canceled", "canceled", "scheduled"]
    with reading(engine) as connection:
        [kept] = connection.execute(select(cancellations.c.message_sids)).scalars()
        assert opt_out_of(connection, TENANT, ALICE)
    assert sorted(kept.split()) == sorted(to_alice)


def test_what_is_scheduled_after_a_new_consent_stays(engine: Engine, shop: Shop, console: Connection) -> None:
    """A receiver that starts later finds the START as well, and nothing older than what Twilio schedules."""
    sids = [shop.schedule(to, shop.services[1]) for to in (ALICE, BOB)]
    long_ago = NOW - dt.timedelta(days=36)
    keep(engine, shop.replied(ALICE, "STOP"), shop.replied(ALICE, "START"), shop.replied(BOB, "STOP", long_ago))

    assert list(cancel_for_opt_outs(engine, TwilioScheduledMessages(console, shared=False), NOW)) == []
    assert [shop.status(sid) for sid in sids] == ["scheduled", "scheduled"]


def test_nothing_is_scheduled_for_what_is_no_number(engine: Engine, shop: Shop, console: Connection) -> None:
    """Twilio is not asked: it may refuse, and then everybody's opt-out would wait for the next minute."""
    to_alice = shop.schedule(ALICE, shop.services[1])
    keep(engine, *(shop.replied(sender, "STOP") for sender in ("72345", "OWLINC", f"messenger:{'7' * 60}", ALICE)))
    scheduled = TwilioScheduledMessages(console, shared=False)

    assert list(cancel_for_opt_outs(engine, scheduled, NOW)) == [to_alice]
    assert list(cancel_for_opt_outs(engine, scheduled, NOW)) == []
