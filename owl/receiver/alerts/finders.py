"""All that alerts are raised about."""

from owl.receiver.alerts import (
    allowance_reached,
    campaign_suspended,
    delivery_rate_low,
    error_burst,
    registration_stopped,
    review_rejected,
)
from owl.receiver.alerts.alert import Find

FINDERS: tuple[Find, ...] = (
    allowance_reached.find,
    campaign_suspended.find,
    delivery_rate_low.find,
    error_burst.find,
    registration_stopped.find,
    review_rejected.find,
)
