"""The only operation on balances."""

from decimal import Decimal

from twilio.rest import Client


def run(parent: Client) -> None:
    """Read the balance before and after a number is bought."""
    before = parent.balance.fetch()
    parent.incoming_phone_numbers.create(area_code="415")
    assert Decimal(str(parent.balance.fetch().balance)) < Decimal(str(before.balance))
    assert before.currency == "USD"
