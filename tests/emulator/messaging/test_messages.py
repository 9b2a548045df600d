"""Messages of the local Twilio: price, sender choice, status changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from emulator.embedded import LocalTwilio
from emulator.messaging import segments
from tests.emulator.messaging.conftest import TO
from tests.emulator.refusal import Refusal

pytestmark = pytest.mark.usefixtures("no_campaign_needed")


def test_a_message_through_a_service(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """It is accepted without sender or price; it gets the sender when queued and the price when sent."""
    new = send()
    assert (new.status, new.from_, new.price, new.date_sent) == ("accepted", None, None, None)
    assert (new.direction, new.num_segments, new.num_media, new.api_version) == ("outbound-api", "0", "0", "2010-04-01")
    assert str(new.sid).startswith("SM")
    twilio.control.advance(60)
    arrived = new.fetch()
    assert (arrived.status, arrived.price, arrived.price_unit) == ("delivered", "-0.00830", "USD")
    assert (arrived.error_code, arrived.body, arrived.num_segments) == (None, "hello", "1")
    assert str(arrived.from_).startswith("+1415555")
    assert arrived.date_sent is not None


@pytest.mark.parametrize(("through_service", "before"), [(True, ["accepted", "queued"]), (False, ["queued"])])
def test_a_status_at_every_read(
    parent: Client,
    twilio: LocalTwilio,
    send: Callable[..., MessageInstance],
    *,
    through_service: bool,
    before: list[str],
) -> None:
    """In the mode `reads` each fetch returns the next status; a message without a service starts as queued."""
    twilio.control.set_behaviour("message", "reads")
    own = parent.incoming_phone_numbers.list()[0].phone_number
    message = send() if through_service else parent.messages.create(to=TO, from_=own, body="hello")
    seen = [message.status] + [message.fetch().status for _ in range(5)]
    assert seen[: len(before) + 3] == [*before, "sending", "sent", "delivered"]
    assert set(seen[len(before) + 3 :]) <= {"delivered"}


def test_a_status_at_every_step_of_the_clock(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """In the mode `seconds` the local clock moves messages, as it does by default every 0.3 seconds."""
    twilio.control.set_behaviour("message", "seconds", 60)
    message = send()
    seen = []
    for _ in range(5):
        twilio.control.advance(60)
        seen.append(message.fetch().status)
    assert seen == ["queued", "sending", "sent", "delivered", "delivered"]


def test_messages_move_without_being_read(
    parent: Client, send: Callable[..., MessageInstance], twilio: LocalTwilio
) -> None:
    """A tick, or any other call, moves messages that are due; settle does not wait for others."""
    twilio.control.set_behaviour("message", "seconds", 3600)
    message = send(status_callback="https://owl.example/status")
    twilio.control.advance(3600)
    twilio.control.tick()
    assert len(twilio.control.webhooks()) == 1
    twilio.control.advance(3600)
    parent.api.accounts.list()
    assert len(twilio.control.webhooks()) == 2
    assert twilio.control.settle()
    assert message.fetch().status == "sending"


def test_settle_says_when_it_was_not_enough(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """Settle waits for messages that arrive within the time, and no longer."""
    send()
    assert not twilio.control.settle(0.31)
    assert twilio.control.settle()


@pytest.mark.parametrize("code", [30003, 30005, 30006, 30007, 30008, 30034])
def test_a_recipient_that_is_not_reached(send: Callable[..., MessageInstance], twilio: LocalTwilio, code: int) -> None:
    """+1 500 55 and an error code: the message is sent, charged, and undelivered with that error."""
    twilio.control.set_behaviour("message", "at_once")
    message = send(to=f"+150055{code}").fetch()
    assert (message.status, message.error_code, message.price) == ("undelivered", code, "-0.00830")
    assert message.error_message


def test_a_message_that_never_leaves(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """Some errors mean that it was never sent: failed, without date and price."""
    twilio.control.set_behaviour("message", "at_once")
    message = send(to="+15005530001").fetch()
    assert (message.status, message.error_code, message.price, message.date_sent) == ("failed", 30001, None, None)


def test_a_recipient_keeps_its_sender(
    parent: Client, send: Callable[..., MessageInstance], service_sid: str, twilio: LocalTwilio
) -> None:
    """A service spreads recipients over its numbers; each recipient keeps its number when others join the service."""
    twilio.control.set_behaviour("message", "at_once")
    recipients = [f"+1415555{line}" for line in range(3000, 3020)]
    before = {to: send(to=to).fetch().from_ for to in recipients}
    assert len(set(before.values())) == 3
    number = parent.incoming_phone_numbers.create(area_code="415")
    senders = parent.messaging.v1.services(service_sid).phone_numbers
    senders.create(str(number.sid))
    assert {to: send(to=to).fetch().from_ for to in recipients} == before
    assert send(from_=number.phone_number).fetch().from_ == number.phone_number
    for sender in senders.list():
        if sender.sid != number.sid:
            sender.delete()
    assert {send(to=to).fetch().from_ for to in recipients} == {number.phone_number}


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ä" * 160, 1),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),
        ("a" * 70 + "\u2019", 2),
    ],
)
def test_segments(body: str, count: int) -> None:
    """One segment holds 160 GSM-7 or 70 UCS-2 characters, each of several 153 or 67; no character is split."""
    assert segments.count(body) == count


def test_a_service_prefers_the_area_code_of_the_recipient(parent: Client, twilio: LocalTwilio) -> None:
    """With AreaCodeGeomatch, which is on by default, a recipient's own area code comes first; else all are used."""
    twilio.control.set_behaviour("message", "at_once")
    service = parent.messaging.v1.services.create(friendly_name="geo", sticky_sender=False)
    for area_code in ("212", "312", "415"):
        service.phone_numbers.create(str(parent.incoming_phone_numbers.create(area_code=area_code).sid))

    def senders(area_code: str) -> set[str]:
        """Return the area codes that 20 recipients of an area code are written from."""
        sent = [
            parent.messages.create(to=f"+1{area_code}555{line}", messaging_service_sid=service.sid, body="hello")
            for line in range(3000, 3020)
        ]
        return {str(message.fetch().from_)[2:5] for message in sent}

    assert senders("312") == {"312"}
    assert senders("206") == {"212", "312", "415"}
    service.update(area_code_geomatch=False)
    assert senders("312") == {"212", "312", "415"}


def test_the_sender_may_be_named_by_its_services_sid(
    parent: Client, service_sid: str, twilio: LocalTwilio, refusal: Refusal
) -> None:
    """From takes the SID of a messaging service, as MessagingServiceSid does; a number outside the service is 21606."""
    twilio.control.set_behaviour("message", "at_once")
    message = parent.messages.create(to=TO, from_=service_sid, body="hello")
    assert (message.messaging_service_sid, message.status) == (service_sid, "accepted")
    outside = parent.incoming_phone_numbers.create(area_code="415").phone_number
    assert refusal(
        lambda: parent.messages.create(to=TO, from_=outside, messaging_service_sid=service_sid, body="hello")
    ) == (400, 21606)


@pytest.mark.parametrize("through_service", [True, False])
def test_a_number_does_not_send_to_itself(
    parent: Client, service_sid: str, refusal: Refusal, *, through_service: bool
) -> None:
    """To and From are different numbers (21266)."""
    own = str(parent.messaging.v1.services(service_sid).phone_numbers.list()[0].phone_number)
    more = {"messaging_service_sid": service_sid} if through_service else {}
    assert refusal(lambda: parent.messages.create(to=own, from_=own, body="hello", **more)) == (400, 21266)


def test_a_long_message_costs_each_segment(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """The price is that of all segments."""
    twilio.control.set_behaviour("message", "at_once")
    message = send(body="я" * 135).fetch()
    assert (message.num_segments, message.price) == ("3", "-0.02490")


def test_lists_by_recipient_and_sender(
    parent: Client, send: Callable[..., MessageInstance], twilio: LocalTwilio
) -> None:
    """Filters are exact; lists are complete and newest first."""
    twilio.control.set_behaviour("message", "at_once")
    sids = [send().sid for _ in range(60)]
    other = send(to="+14155552672").fetch()
    assert [message.sid for message in parent.messages.list(to=TO, page_size=7)] == sids[::-1]
    assert [message.sid for message in parent.messages.list(to=other.to)] == [other.sid]
    assert other.sid in {message.sid for message in parent.messages.list(from_=other.from_)}
    assert parent.messages.list(from_=TO) == []


def test_lists_by_date(
    parent: Client, send: Callable[..., MessageInstance], twilio: LocalTwilio, refusal: Refusal
) -> None:
    """Dates include their whole day, on both sides; an unsent message has no date."""
    twilio.control.set_behaviour("message", "at_once")
    first = send().fetch()
    twilio.control.advance(2 * 86400)
    second = send().fetch()
    twilio.control.set_behaviour("message", "reads", 100)
    unsent = send()
    assert first.date_sent is not None
    assert second.date_sent is not None
    day, later = f"{first.date_sent:%Y-%m-%d}", f"{second.date_sent:%Y-%m-%d}"
    assert [message.sid for message in parent.messages.list()] == [unsent.sid, second.sid, first.sid]
    for where, found in (
        ({"date_sent": day}, [first]),
        ({"date_sent": first.date_sent}, [first]),
        ({"date_sent_before": day}, [first]),
        ({"date_sent_before": later}, [second, first]),
        ({"date_sent_after": later}, [second]),
        ({"date_sent_after": day}, [second, first]),
        ({"date_sent_after": second.date_sent + timedelta(seconds=1)}, []),
        ({"date_sent_after": day, "date_sent_before": day}, [first]),
    ):
        assert [message.sid for message in parent.messages.list(**where)] == [message.sid for message in found]
    assert refusal(lambda: parent.messages.list(date_sent="yesterday")) == (400, 20001)


def test_a_scheduled_message_waits(send: Callable[..., MessageInstance], twilio: LocalTwilio) -> None:
    """It stays scheduled until its time in any mode; settle does not wait for it."""
    twilio.control.set_behaviour("message", "at_once")
    message = send(schedule_type="fixed", send_at=datetime.now(UTC) + timedelta(hours=1))
    assert (message.status, message.from_) == ("scheduled", None)
    assert twilio.control.settle()
    assert message.fetch().status == "scheduled"
    twilio.control.advance(3600)
    assert message.fetch().status == "delivered"


def test_a_scheduled_message_fails_after_an_opt_out(
    parent: Client, send: Callable[..., MessageInstance], twilio: LocalTwilio
) -> None:
    """STOP after it was scheduled counts when its time comes (21610); START before that lets it through."""
    twilio.control.set_behaviour("message", "at_once")
    own = str(parent.incoming_phone_numbers.list()[0].phone_number)
    first, second = (send(schedule_type="fixed", send_at=datetime.now(UTC) + timedelta(hours=n)) for n in (1, 2))
    twilio.control.receive(TO, own, "STOP")
    twilio.control.advance(3600)
    assert (first.fetch().status, first.fetch().error_code) == ("failed", 21610)
    twilio.control.receive(TO, own, "START")
    twilio.control.advance(3600)
    assert second.fetch().status == "delivered"


def test_a_scheduled_message_can_be_canceled(
    send: Callable[..., MessageInstance], twilio: LocalTwilio, refusal: Refusal
) -> None:
    """A canceled message is never sent; only a scheduled one can be canceled (30409)."""
    message = send(schedule_type="fixed", send_at=datetime.now(UTC) + timedelta(hours=1))
    assert message.update(status="canceled").status == "canceled"
    twilio.control.advance(7200)
    assert message.fetch().status == "canceled"
    assert refusal(lambda: message.update(status="canceled")) == (400, 30409)
    assert refusal(lambda: send().update(status="canceled")) == (400, 30409)


def test_an_arrived_message_can_be_redacted_and_deleted(
    send: Callable[..., MessageInstance], twilio: LocalTwilio, refusal: Refusal
) -> None:
    """Both are possible only after arrival (20009); a body can be emptied, not changed."""
    message = send()
    assert refusal(lambda: message.update(body="")) == (409, 20009)
    assert refusal(message.delete) == (409, 20009)
    twilio.control.advance(60)
    assert refusal(lambda: message.update(body="bye")) == (400, 20001)
    assert message.update(body="").body == ""
    assert message.fetch().body == ""
    assert message.delete()
    assert refusal(message.fetch) == (404, 20404)
