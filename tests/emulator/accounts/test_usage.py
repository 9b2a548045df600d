"""Usage of the local Twilio: records match what was sent, and triggers fire once in their period."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.receiver import Receiver
from tests.emulator.refusal import Refusal

ADDRESS = "https://owl.example/usage?tenant=acme"
TO = "+14155552671"
DAY = 86_400


class Tenant:
    """A subaccount that sends messages.

    Args:
        parent: The parent account's client.
        connect: Makes clients.
    """

    def __init__(self, parent: Client, connect: Callable[..., Client]) -> None:
        account = parent.api.accounts.create(friendly_name="acme")
        self.sid, self.auth_token = str(account.sid), str(account.auth_token)
        self.created: datetime = account.date_created
        self.client = connect(self.sid, self.auth_token)
        self._number = self.client.incoming_phone_numbers.create(area_code="415").phone_number

    def send(self, messages: int = 1, *, to: str = TO, body: str = "hello") -> None:
        """Send this many messages."""
        for _ in range(messages):
            self.client.messages.create(to=to, from_=self._number, body=body)

    def trigger(self, value: str, **more: Any) -> str:
        """Create a trigger, by default on the day's number of messages sent, and return its SID."""
        settings = {"usage_category": "sms-outbound", "trigger_by": "count", "recurring": "daily", **more}
        return str(self.client.usage.triggers.create(ADDRESS, value, **settings).sid)


@pytest.fixture
def acme(twilio: LocalTwilio, parent: Client, connect: Callable[..., Client], receiver: Receiver) -> Tenant:
    """A local Twilio at noon tomorrow, far from midnight, where messages arrive immediately and without a campaign."""
    twilio.control.require_campaign(False)
    now = datetime.now(UTC)
    noon = now.replace(hour=12, minute=0, second=0) + timedelta(days=1)
    twilio.control.advance((noon - now).total_seconds())
    twilio.control.set_behaviour("message", "at_once")
    twilio.control.deliver_to(receiver.url)
    return Tenant(parent, connect)


def test_the_250th_message_of_a_day_fires_once(twilio: LocalTwilio, acme: Tenant, receiver: Receiver) -> None:
    """It fires at the 250th message, not the 249th or 251st, and again at the 250th of the next day."""
    trigger = acme.trigger("250")
    acme.send(249)
    assert twilio.control.settle()
    assert receiver.fired(trigger) == []
    acme.send(2)
    assert twilio.control.settle()
    assert len(receiver.fired(trigger)) == 1
    twilio.control.advance(DAY)
    acme.send(249)
    assert twilio.control.settle()
    assert len(receiver.fired(trigger)) == 1
    acme.send(2)
    assert twilio.control.settle()
    assert len(receiver.fired(trigger)) == 2


def test_what_a_firing_trigger_says(twilio: LocalTwilio, acme: Tenant, receiver: Receiver) -> None:
    """The parameters are Twilio's; the subaccount's token signs; the trigger records when it fired."""
    sid = acme.trigger("3")
    acme.send(4)
    assert twilio.control.settle()
    (request,) = receiver.fired(sid)
    trigger = acme.client.usage.triggers(sid).fetch()
    assert trigger.date_fired is not None
    assert request.form == {
        "AccountSid": acme.sid,
        "UsageTriggerSid": sid,
        "DateFired": request.form["DateFired"],
        "Recurring": "daily",
        "UsageCategory": "sms-outbound",
        "TriggerBy": "count",
        "TriggerValue": "3.000000",
        "CurrentValue": "3",
        "UsageRecordUri": f"/2010-04-01/Accounts/{acme.sid}/Usage/Records.json?Category=sms-outbound",
        "IdempotencyToken": f"{acme.sid}-FIRES-{sid}-{trigger.date_fired:%Y-%m-%d}",
    }
    assert parsedate_to_datetime(request.form["DateFired"]) == trigger.date_fired
    assert trigger.current_value == "4"
    assert (request.path, request.headers["Host"]) == ("/usage?tenant=acme", "owl.example")
    assert request.is_signed(acme.auth_token, ADDRESS)
    assert not request.is_signed(twilio.auth_token, ADDRESS)
    assert request.headers["I-Twilio-Idempotency-Token"]


def test_a_trigger_by_get_is_signed_with_its_query(twilio: LocalTwilio, acme: Tenant, receiver: Receiver) -> None:
    """The parameters are added to the URL's own query, and the whole URL is signed."""
    sid = acme.trigger("1", callback_method="GET")
    acme.send()
    assert twilio.control.settle()
    (request,) = receiver.fired(sid)
    assert (request.method, request.form) == ("GET", {})
    assert request.parameters["tenant"] == "acme"
    assert request.parameters["CurrentValue"] == "1"
    assert request.is_signed(acme.auth_token, f"https://owl.example{request.path}")


@pytest.mark.parametrize(
    ("recurring", "fired"),
    [("daily", 3), ("monthly", 2), ("yearly", 1), ("alltime", 1), (None, 1)],
)
def test_how_often_a_trigger_fires(
    twilio: LocalTwilio, acme: Tenant, receiver: Receiver, recurring: str | None, fired: int
) -> None:
    """A recurring trigger fires once in its period, counted from the period's start; any other fires once."""
    january = datetime(acme.created.year + 2, 1, 30, 12, tzinfo=UTC)
    twilio.control.advance((january - acme.created).total_seconds())
    sid = acme.trigger("2", **({"recurring": recurring} if recurring else {"recurring": ""}))
    for _ in range(3):
        acme.send(3)
        twilio.control.advance(DAY)
    assert twilio.control.settle()
    assert len(receiver.fired(sid)) == fired
    tokens = {request.form["IdempotencyToken"] for request in receiver.fired(sid)}
    assert len(tokens) == fired


@pytest.mark.parametrize(
    ("watched", "reached"),
    [
        ({"trigger_by": "usage", "trigger_value": "8"}, "9"),
        ({"trigger_by": "price", "trigger_value": "0.0747"}, "0.0747"),
        ({"trigger_by": "price", "trigger_value": "0.0748"}, None),
        ({"trigger_by": "price", "trigger_value": "0.0757", "usage_category": "totalprice"}, "0.0757"),
        ({"trigger_by": "usage", "trigger_value": "0.0757", "usage_category": "totalprice"}, "0.0757"),
        ({"trigger_by": "count", "trigger_value": "1", "usage_category": "failed-message-processing-fee"}, "1"),
        ({"trigger_by": "count", "trigger_value": "1", "usage_category": "calls"}, None),
    ],
)
def test_what_a_trigger_watches(
    twilio: LocalTwilio, acme: Tenant, receiver: Receiver, watched: dict[str, str], reached: str | None
) -> None:
    """Triggers count messages, segments or USD of one category or all: three messages of three segments, one failed."""
    sid = acme.client.usage.triggers.create(ADDRESS, **{"usage_category": "sms", **watched}).sid
    acme.send(3, body="я" * 135)
    acme.send(1, to="+15005530001")
    assert twilio.control.settle()
    assert [request.form["CurrentValue"] for request in receiver.fired(sid)] == ([reached] if reached else [])


def test_a_parents_trigger_counts_its_subaccounts(
    twilio: LocalTwilio, parent: Client, connect: Callable[..., Client], acme: Tenant, receiver: Receiver
) -> None:
    """The parent's usage includes that of its tenants; a tenant's is its own."""
    other = Tenant(parent, connect)
    watched = parent.usage.triggers.create(ADDRESS, "4", "sms", trigger_by="count", recurring="daily")
    own = other.trigger("4")
    acme.send(3)
    other.send(2)
    assert twilio.control.settle()
    (request,) = receiver.fired(watched.sid)
    assert request.form["CurrentValue"] == "4"
    assert request.is_signed(twilio.auth_token, ADDRESS)
    assert receiver.fired(own) == []


def test_a_message_counts_when_it_is_sent(twilio: LocalTwilio, acme: Tenant) -> None:
    """It counts on the GMT day of its sending, not of its creation."""
    twilio.control.set_behaviour("message", "seconds", DAY)
    acme.send()
    for _ in range(3):
        twilio.control.advance(DAY)
        twilio.control.tick()
    counts = [record.count for record in acme.client.usage.records.daily.list(category="sms")]
    assert counts == ["0", "1", "0", "0"]


def test_a_trigger_is_kept_as_twilio_does(acme: Tenant) -> None:
    """The value gets six decimals, the default is usage, no recurrence is null."""
    trigger = acme.client.usage.triggers.create(ADDRESS, "1000", "sms")
    assert (trigger.trigger_value, trigger.trigger_by, trigger.recurring) == ("1000.000000", "usage", None)
    assert (trigger.current_value, trigger.date_fired, trigger.callback_method) == ("0", None, "POST")
    assert acme.client.usage.triggers.create(ADDRESS, "12.5", "any-category").trigger_value == "12.500000"


def test_an_offset_is_above_the_current_value(acme: Tenant) -> None:
    """+N becomes a fixed value when the trigger is created."""
    acme.send(3)
    trigger = acme.client.usage.triggers.create(ADDRESS, "+2", "sms", trigger_by="count", recurring="daily")
    acme.send()
    assert (trigger.trigger_value, trigger.fetch().trigger_value) == ("5.000000", "5.000000")
    assert trigger.fetch().current_value == "4"


@pytest.mark.parametrize(
    "wrong",
    [
        {"trigger_value": "0"},
        {"trigger_value": "-5"},
        {"trigger_value": "+0"},
        {"trigger_value": "many"},
        {"trigger_value": ""},
        {"callback_url": ""},
        {"callback_url": "owl.example"},
        {"callback_method": "PUT"},
        {"usage_category": ""},
        {"recurring": "weekly"},
        {"trigger_by": "messages"},
        {"friendly_name": "x" * 65},
    ],
)
def test_refusals(acme: Tenant, refusal: Refusal, wrong: dict[str, str]) -> None:
    """An invalid parameter is refused and creates nothing."""
    valid = {"callback_url": ADDRESS, "trigger_value": "250", "usage_category": "sms"}
    assert refusal(lambda: acme.client.usage.triggers.create(**{**valid, **wrong})) == (400, 20001)
    assert acme.client.usage.triggers.list() == []


def test_only_whom_it_calls_can_be_changed(acme: Tenant, refusal: Refusal) -> None:
    """URL, method and name can be changed; what the trigger watches stays, even when other values are sent."""
    triggers = acme.client.usage.triggers
    sid = acme.trigger("250", friendly_name="acme-daily")
    changed = triggers(sid).update(callback_url="https://owl.example/new", callback_method="GET", friendly_name="new")
    assert (changed.callback_url, changed.callback_method) == ("https://owl.example/new", "GET")
    assert changed.friendly_name == "new"
    uri = f"https://api.twilio.com/2010-04-01/Accounts/{acme.sid}/Usage/Triggers/{sid}.json"
    assert acme.client.request("POST", uri, data={"TriggerValue": "1", "Recurring": "yearly"}).status_code == 200
    kept = triggers(sid).fetch()
    assert (kept.trigger_value, kept.recurring, kept.friendly_name) == ("250.000000", "daily", "new")
    assert refusal(lambda: triggers(sid).update(callback_url="")) == (400, 20001)
    assert triggers(sid).delete()
    assert refusal(triggers(sid).fetch) == (404, 20404)


def test_lists_filter(acme: Tenant) -> None:
    """Lists filter by category, field and recurrence; alltime equals no recurrence."""
    daily = acme.trigger("1")
    once = acme.trigger("1", recurring="", usage_category="totalprice", trigger_by="price")
    forever = acme.trigger("1", recurring="alltime", trigger_by="usage")
    for where, found in (
        ({}, [forever, once, daily]),
        ({"recurring": "daily"}, [daily]),
        ({"recurring": "alltime"}, [forever, once]),
        ({"recurring": "monthly"}, []),
        ({"usage_category": "totalprice"}, [once]),
        ({"trigger_by": "count"}, [daily]),
    ):
        assert [trigger.sid for trigger in acme.client.usage.triggers.list(**where)] == found


def test_an_account_has_1000_triggers(acme: Tenant, refusal: Refusal) -> None:
    """The 1,001st is refused."""
    for _ in range(1000):
        acme.trigger("1")
    assert refusal(lambda: acme.trigger("1")) == (400, 20001)


def figures(client: Client, **where: Any) -> dict[str, tuple[str, str, Decimal]]:
    """Return count, usage and price of every category with usage today."""
    records = client.usage.records.today.list(**where)
    return {record.category: (record.count, record.usage, record.price) for record in records if record.price}


def test_records_equal_what_was_sent(acme: Tenant) -> None:
    """Each nesting category has messages and segments, at $0.0083 a segment and $0.001 a failure."""
    acme.send(4)
    acme.send(2, body="я" * 135)
    acme.send(1, to="+15005530007")
    acme.send(3, to="+15005530001")
    sent = ("7", "11", Decimal("0.0913"))
    assert figures(acme.client) == {
        "sms": sent,
        "sms-outbound": sent,
        "sms-outbound-longcode": sent,
        "failed-message-processing-fee": ("3", "3", Decimal("0.003")),
        "totalprice": ("10", "0.0943", Decimal("0.0943")),
    }
    prices = [Decimal(message.price) for message in acme.client.messages.list() if message.price]
    assert -sum(prices) == Decimal("0.0913")


def test_a_parents_records_include_its_subaccounts(
    parent: Client, connect: Callable[..., Client], acme: Tenant
) -> None:
    """They do by default; a subaccount's records are its own, even when the parent asks."""
    other = Tenant(parent, connect)
    acme.send(3)
    other.send(2)
    assert figures(parent)["sms"][0] == "5"
    assert figures(parent, include_subaccounts=True)["sms"][0] == "5"
    assert figures(parent, include_subaccounts=False) == {}
    assert figures(acme.client)["sms"][0] == figures(connect(account_sid=acme.sid))["sms"][0] == "3"
    assert figures(other.client, include_subaccounts=True)["sms"][0] == "2"


def test_records_of_every_period(twilio: LocalTwilio, acme: Tenant) -> None:
    """Days, months and years are in GMT, latest first, and each message is in exactly one of each."""
    year = acme.created.year + 1
    last_of_year = datetime(year, 12, 31, 12, tzinfo=UTC)
    acme.send(1)
    twilio.control.advance((last_of_year - acme.created).total_seconds())
    acme.send(2)
    twilio.control.advance(DAY)
    acme.send(4)
    records = acme.client.usage.records

    def counts(period: Any, **where: Any) -> list[tuple[str, str, str]]:
        found = period.list(category="sms-outbound", **where)
        return [(f"{record.start_date}", f"{record.end_date}", record.count) for record in found]

    new_year, eve = f"{year + 1}-01-01", f"{year}-12-31"
    assert counts(records.today) == counts(records.this_month) == [(new_year, new_year, "4")]
    assert counts(records.yesterday) == [(eve, eve, "2")]
    assert counts(records.last_month)[0][:2] == (f"{year}-12-01", eve)
    assert [record[2] for record in counts(records.yearly)] == ["4", "2", "1"]
    assert sum(int(record[2]) for record in counts(records.monthly)) == 7
    assert counts(records) == counts(records.all_time) == [(f"{acme.created:%Y-%m-%d}", new_year, "7")]
    daily = counts(records.daily)
    assert daily[:2] == [(new_year, new_year, "4"), (eve, eve, "2")]
    assert len(daily) == (last_of_year.date() - acme.created.date()).days + 2
    assert sum(int(record[2]) for record in daily) == 7
    assert counts(records.daily, start_date="-1days") == daily[:2]
    assert counts(records.daily, end_date=eve, start_date=eve) == daily[1:2]
    assert counts(records.daily, start_date="+1days") == []


def test_records_of_an_unknown_category_are_none(acme: Tenant) -> None:
    """They are empty; an invalid date is refused."""
    acme.send()
    assert acme.client.usage.records.list(category="calls") == []
    uri = f"https://api.twilio.com/2010-04-01/Accounts/{acme.sid}/Usage/Records.json"
    answer = acme.client.request("GET", uri, params={"StartDate": "yesterday"})
    assert (answer.status_code, bool(re.search("2026-11-24", answer.text))) == (400, True)


def test_pages_of_records(twilio: LocalTwilio, acme: Tenant) -> None:
    """A list of many days is complete at any page size."""
    twilio.control.advance(30 * DAY)
    daily = acme.client.usage.records.daily
    whole = [(record.start_date, record.category) for record in daily.list(page_size=1000)]
    assert [(record.start_date, record.category) for record in daily.list(page_size=7)] == whole
    assert len(set(whole)) == len(whole) == 31 * 9
    assert whole[0][0] - whole[-1][0] == timedelta(days=30)
