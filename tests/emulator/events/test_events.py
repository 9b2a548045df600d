"""Event Streams of the local Twilio: sinks, subscriptions and their event types."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from twilio.rest.events.v1.sink import SinkInstance
from twilio.rest.events.v1.subscription import SubscriptionInstance

ERRORS = "com.twilio.error-logs.error.logged"
FAILED = "com.twilio.messaging.message.failed"
WEBHOOK = {"destination": "https://owl.example/events", "method": "POST", "batch_events": False}


def make_sink(client: Client, description: str = "errors") -> SinkInstance:
    """Create a webhook sink."""
    return client.events.v1.sinks.create(description=description, sink_type="webhook", sink_configuration=WEBHOOK)


def subscribe(client: Client, sink: SinkInstance, *types: dict[str, Any]) -> SubscriptionInstance:
    """Subscribe a sink, by default to errors."""
    return client.events.v1.subscriptions.create(
        description="errors", sink_sid=str(sink.sid), types=list(types or ({"type": ERRORS, "schema_version": 1},))
    )


def code_of(refused: pytest.ExceptionInfo[TwilioRestException]) -> tuple[int, int | None]:
    """Return HTTP status and Twilio code of a refusal."""
    return refused.value.status, refused.value.code


def test_a_webhook_sink_is_active_immediately(parent: Client) -> None:
    """A sink reads back as created; only its description can be changed."""
    sink = make_sink(parent)
    assert (sink.status, sink.sink_type, sink.sink_configuration) == ("active", "webhook", WEBHOOK)
    assert sink.update(description="all errors").description == "all errors"
    assert sink.fetch().sink_configuration == WEBHOOK


def test_a_sink_that_is_not_active_gets_no_events(parent: Client) -> None:
    """Only an active sink can be subscribed; a Kinesis or Segment sink is never validated here."""
    kinesis = {
        "arn": "arn:aws:kinesis:us-east-1:1:stream/test",
        "role_arn": "arn:aws:iam::1:role/r",
        "external_id": "1",
    }
    sink = parent.events.v1.sinks.create(description="k", sink_type="kinesis", sink_configuration=kinesis)
    assert sink.status == "initialized"
    with pytest.raises(TwilioRestException, match="the SID of an active sink"):
        subscribe(parent, sink)


@pytest.mark.parametrize(
    ("sink_type", "configuration", "said"),
    [
        ("webhook", {"destination": "https://owl.example"}, "destination, method"),
        ("webhook", {"destination": "owl.example", "method": "POST"}, "http:// or https://"),
        ("webhook", {"destination": "https://owl.example", "method": "PUT"}, "one of GET, POST"),
        ("kinesis", {"arn": "arn:aws:kinesis"}, "arn, role_arn, external_id"),
        ("pigeon", {}, "one of webhook, kinesis"),
    ],
)
def test_incomplete_sinks(parent: Client, sink_type: str, configuration: dict[str, str], said: str) -> None:
    """A sink with an incomplete configuration is refused with what is missing."""
    with pytest.raises(TwilioRestException, match=said) as refused:
        parent.events.v1.sinks.create(description="s", sink_type=sink_type, sink_configuration=configuration)
    assert code_of(refused) == (400, 20001)


def test_sinks_are_listed_by_use_and_status(parent: Client) -> None:
    """A sink is in use while a subscription sends to it."""
    used, unused = make_sink(parent, "used"), make_sink(parent, "unused")
    sinks = parent.events.v1.sinks
    first, second = subscribe(parent, used), subscribe(parent, used)
    assert [sink.sid for sink in sinks.list(in_use=True)] == [used.sid]
    assert [sink.sid for sink in sinks.list(in_use=False)] == [unused.sid]
    first.delete()
    assert [sink.sid for sink in sinks.list(in_use=True)] == [used.sid]
    second.delete()
    assert sinks.list(in_use=True) == []
    assert len(sinks.list(status="active")) == 2
    assert sinks.list(status="failed") == []


def test_a_sink_in_use_stays(parent: Client) -> None:
    """A sink can be deleted after its subscriptions, not before."""
    sink = make_sink(parent)
    subscription = subscribe(parent, sink)
    with pytest.raises(TwilioRestException, match="delete them first") as refused:
        sink.delete()
    assert code_of(refused) == (400, 20001)
    assert subscription.delete()
    assert sink.delete()
    assert parent.events.v1.sinks.list() == []


def test_a_subscription_and_its_event_types(parent: Client) -> None:
    """A subscription's types are objects under it: added, changed in version and removed one by one."""
    subscription = subscribe(parent, make_sink(parent), {"type": ERRORS, "schema_version": 1}, {"type": FAILED})
    events = subscription.subscribed_events
    assert {(event.type, event.schema_version) for event in events.list()} == {(ERRORS, 1), (FAILED, 1)}
    assert events(FAILED).update(schema_version=3).schema_version == 3
    assert events.create(type=FAILED, schema_version=4).schema_version == 4
    assert events(FAILED).fetch().subscription_sid == subscription.sid
    assert events(ERRORS).delete()
    assert [(event.type, event.schema_version) for event in events.list()] == [(FAILED, 4)]


def test_a_subscription_changes_its_description_only(parent: Client) -> None:
    """An update renames a subscription and leaves its sink."""
    subscription = subscribe(parent, make_sink(parent))
    changed = subscription.update(description="all errors")
    assert (changed.description, changed.sink_sid) == ("all errors", subscription.sink_sid)


def test_subscriptions_are_listed_by_sink(parent: Client) -> None:
    """The filter SinkSid lists a sink's subscriptions."""
    first, second = make_sink(parent, "first"), make_sink(parent, "second")
    wanted = subscribe(parent, first)
    subscribe(parent, second)
    listed = parent.events.v1.subscriptions.list(sink_sid=str(first.sid))
    assert [subscription.sid for subscription in listed] == [wanted.sid]


def test_a_deleted_subscription_takes_its_types_along(parent: Client) -> None:
    """A deleted subscription and its types no longer exist."""
    subscription = subscribe(parent, make_sink(parent))
    events = subscription.subscribed_events
    subscription.delete()
    with pytest.raises(TwilioRestException) as refused:
        events(ERRORS).fetch()
    assert code_of(refused) == (404, 20404)
    assert parent.events.v1.subscriptions.list() == []


@pytest.mark.parametrize(
    "event_type",
    ["com.twilio.messaging.mesage.failed", "com.twilio.messaging.message.", "com.twilio.messaging.message.x y"],
)
def test_an_event_type_must_exist(parent: Client, event_type: str) -> None:
    """A misspelled event type is refused, and no subscription is created."""
    with pytest.raises(TwilioRestException, match="an event type that begins with") as refused:
        subscribe(parent, make_sink(parent), {"type": event_type, "schema_version": 1})
    assert code_of(refused) == (400, 20001)
    assert parent.events.v1.subscriptions.list() == []


def test_an_account_has_100_sinks_at_most(parent: Client) -> None:
    """The 101st sink is refused."""
    for number in range(100):
        make_sink(parent, f"sink {number}")
    with pytest.raises(TwilioRestException, match="already has 100 sinks") as refused:
        make_sink(parent, "one more")
    assert code_of(refused) == (400, 20001)


def test_events_belong_to_the_account_that_calls(parent: Client) -> None:
    """A sink of one account cannot be subscribed by another."""
    sink = make_sink(parent)
    created = parent.api.v2010.accounts.create(friendly_name="acme")
    client = type(parent)(created.sid, created.auth_token, http_client=parent.http_client)
    assert client.events.v1.sinks.list() == []
    with pytest.raises(TwilioRestException, match="the SID of an active sink"):
        subscribe(client, sink)
