"""All that alerts are raised about."""

from collections.abc import Mapping
from datetime import timedelta

from owl.receiver.alerts import (
    allowance_reached,
    campaign_suspended,
    delivery_rate_low,
    error_burst,
    registration_stopped,
    review_rejected,
)
from owl.receiver.alerts.alert import Find

EACH_TIME = timedelta(0)
EVERY_MINUTE = timedelta(minutes=1)

FINDERS: Mapping[Find, timedelta] = {
    allowance_reached.find: EACH_TIME,
    campaign_suspended.find: EACH_TIME,
    delivery_rate_low.find: EVERY_MINUTE,
    error_burst.find: EACH_TIME,
    registration_stopped.find: EACH_TIME,
    review_rejected.find: EACH_TIME,
}
"""How long after a look the next one follows. What reads all messages of a day is not looked for each time."""
