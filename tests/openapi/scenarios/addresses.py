"""Every operation on addresses."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change and delete an address; list the numbers that depend on it."""
    addresses = parent.addresses
    address = addresses.create(
        customer_name="Acme",
        street="101 Spear Street",
        city="San Francisco",
        region="CA",
        postal_code="94105",
        iso_country="US",
        friendly_name="main",
        emergency_enabled=False,
        auto_correct_address=False,
        street_secondary="Suite 300",
    )
    assert address.fetch().street == "101 Spear Street"
    assert address.update(street_secondary="", emergency_enabled=True, auto_correct_address=True).validated
    where = {"customer_name": "Acme", "friendly_name": "main", "emergency_enabled": True, "iso_country": "US"}
    assert len(addresses.list(**where, page_size=1)) == 1
    number = parent.incoming_phone_numbers.create(area_code="415", emergency_address_sid=str(address.sid))
    assert [each.sid for each in address.dependent_phone_numbers.list(page_size=1)] == [number.sid]
    assert number.delete()
    assert address.delete()
