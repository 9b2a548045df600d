"""Every operation on Event Streams."""

from twilio.rest import Client

_ERRORS = "com.twilio.error-logs.error.logged"
_FAILED = "com.twilio.messaging.message.failed"


def run(parent: Client) -> None:
    """Create, read, list, change and delete a sink, a subscription and its event types."""
    configuration = {"destination": "https://a.example/events", "method": "POST", "batch_events": False}
    sinks, subscriptions = parent.events.v1.sinks, parent.events.v1.subscriptions
    sink = sinks.create(description="errors", sink_type="webhook", sink_configuration=configuration)
    assert sink.fetch().status == "active"
    assert sink.update(description="all errors").description == "all errors"
    assert len(sinks.list(in_use=False, status="active", page_size=1)) == 1
    subscription = subscriptions.create(
        description="errors", sink_sid=str(sink.sid), types=[{"type": _ERRORS, "schema_version": 1}]
    )
    assert subscription.fetch().sink_sid == sink.sid
    assert subscription.update(description="all errors").description == "all errors"
    assert len(subscriptions.list(sink_sid=str(sink.sid), page_size=1)) == 1
    event = subscription.subscribed_events.create(type=_FAILED, schema_version=1)
    assert event.fetch().schema_version == 1
    assert event.update(schema_version=2).schema_version == 2
    assert len(subscription.subscribed_events.list(page_size=1)) == 2
    assert event.delete()
    assert subscription.delete()
    assert sink.delete()
