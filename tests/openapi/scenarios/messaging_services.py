"""Every operation on messaging services and their numbers."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change and delete a service; add a number and remove it."""
    services = parent.messaging.v1.services
    service = services.create(
        friendly_name="acme",
        inbound_request_url="https://a.example/in",
        inbound_method="POST",
        fallback_url="https://a.example/fallback",
        fallback_method="POST",
        status_callback="https://a.example/status",
        sticky_sender=True,
        mms_converter=True,
        smart_encoding=True,
        scan_message_content="inherit",
        fallback_to_long_code=True,
        area_code_geomatch=True,
        validity_period=600,
        synchronous_validation=False,
        usecase="notifications",
        use_inbound_webhook_on_number=False,
    )
    assert service.fetch().usecase == "notifications"
    assert service.update(friendly_name="acme inc", status_callback="").status_callback is None
    services.create(friendly_name="other")
    assert len(services.list(page_size=1)) == 2
    number = parent.incoming_phone_numbers.create(area_code="415")
    sender = service.phone_numbers.create(str(number.sid))
    assert sender.fetch().phone_number == number.phone_number
    assert len(service.phone_numbers.list(page_size=1)) == 1
    assert sender.delete()
    assert service.delete()
