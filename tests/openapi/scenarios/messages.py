"""Every operation on messages."""

from datetime import UTC, datetime, timedelta

from twilio.rest import Client


def run(parent: Client) -> None:
    """Send a message in each way, read, list, cancel, redact and delete it."""
    service = parent.messaging.v1.services.create(friendly_name="acme")
    number = parent.incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(str(number.sid))
    message = parent.messages.create(
        to="+14155550199",
        from_=str(number.phone_number),
        body="Hello",
        status_callback="http://127.0.0.1:9/status",
        validity_period=600,
        smart_encoded=True,
        provide_feedback=False,
        risk_check="disable",
    )
    assert message.fetch().status == "delivered"
    failed = parent.messages.create(to="+15005530003", messaging_service_sid=str(service.sid), body="Hello")
    assert failed.fetch().error_code == 30003
    later = parent.messages.create(
        to="+14155550199",
        messaging_service_sid=str(service.sid),
        body="Hello",
        schedule_type="fixed",
        send_at=datetime.now(UTC) + timedelta(days=1),
    )
    assert later.update(status="canceled").status == "canceled"
    assert len(parent.messages.list(page_size=1)) == 3
    today = datetime.now(UTC).date()
    assert len(parent.messages.list(to="+14155550199", from_=number.phone_number, date_sent_after=today)) == 1
    assert message.update(body="").body == ""
    assert message.delete()
