"""What Twilio logs when a webhook is not accepted.

11200 is about a webhook of any product (https://www.twilio.com/docs/api/errors/11200), 93101 about a sink's
(https://www.twilio.com/docs/api/errors/93101). A sink's failure is logged at most every 20 minutes
(https://www.twilio.com/docs/events/webhook-quickstart): the log itself may go to that sink.
"""

from emulator.core import clock, error_log
from emulator.core.store import Settings, Stored, Transaction
from emulator.core.webhook_connection import Answer
from emulator.core.webhooks import Webhook

SINK_SECONDS = 20 * 60.0
"""How long after a sink's failure the next one is logged."""

HTTP_RETRIEVAL = 11200
SINK_DELIVERY = 93101

_LOGGED = "_failure_logged"


def log(store: Transaction, settings: Settings, webhook: Webhook, answer: Answer) -> None:
    """Log that a webhook was not accepted; nothing if it was, or if the local Twilio was not to send it."""
    tried = answer.status is not None or not answer.final
    if answer.delivered or not tried:
        return
    now = clock.now(settings)
    reason = answer.outcome.removeprefix("not delivered: ")
    sink = store.find("event_sink", sid=webhook.resource_sid) if webhook.body else None
    if webhook.body:
        if sink and _is_due(sink, now):
            store.update(sink, {_LOGGED: now})
            message = f"Error delivering event to webhook: {reason}"
            error = error_log.LoggedError(SINK_DELIVERY, message, sink.sid, product=error_log.EVENT_STREAMS)
            error_log.log(store, settings, webhook.account_sid, error, now)
        return
    message = f"Got no usable answer from {webhook.url}: {reason}"
    details = {
        "type": "application/json",
        "request": {"url": webhook.url, "method": webhook.method, "parameters": dict(webhook.parameters)},
        "response": {"status_code": answer.status},
    }
    service_sid = webhook.parameters.get("MessagingServiceSid")
    error = error_log.LoggedError(HTTP_RETRIEVAL, message, webhook.resource_sid, service_sid, webhook=details)
    error_log.log(store, settings, webhook.account_sid, error, now)


def _is_due(sink: Stored, now: float) -> bool:
    logged = sink.body.get(_LOGGED)
    return logged is None or now - logged >= SINK_SECONDS
