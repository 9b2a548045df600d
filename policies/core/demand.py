"""What a customer said it will send."""

from decimal import Decimal

from tenants.model import Qualification


def messages_per_day(qualification: Qualification) -> Decimal:
    """Give the messages that are expected on a day."""
    return (qualification.consumers * qualification.messages_per_consumer_per_day).normalize()
