"""The volume that a customer expects to send."""

from decimal import Decimal

from tenants.model import Qualification


def messages_per_day(qualification: Qualification) -> Decimal:
    """Return the expected number of messages a day."""
    return (qualification.consumers * qualification.messages_per_consumer_per_day).normalize()
