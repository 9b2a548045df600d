"""All kinds of requests, in the order in which they are written."""

from collections.abc import Mapping

from owl.receiver.callbacks.callback import Callback
from owl.receiver.callbacks.event_batch import EventBatch
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.callbacks.message_status import MessageStatus
from owl.receiver.callbacks.review_status import ReviewStatus
from owl.receiver.callbacks.usage_alert import UsageAlert

KINDS: Mapping[str, type[Callback]] = {
    each.kind: each for each in (MessageStatus, InboundMessage, UsageAlert, ReviewStatus, EventBatch)
}
"""By the last part of their addresses. Every receiver writes them in this order, so that none waits for another."""
