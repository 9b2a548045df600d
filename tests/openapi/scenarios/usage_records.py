"""Every operation on usage records."""

from datetime import UTC, datetime, timedelta

from twilio.rest import Client


def run(parent: Client) -> None:
    """Read the usage of every kind of period, after some usage."""
    number = parent.incoming_phone_numbers.create(area_code="415")
    parent.messages.create(to="+14155550199", from_=str(number.phone_number), body="Hello")
    records = parent.usage.records
    today = datetime.now(UTC).date()
    asked = {"category": "sms-outbound", "include_subaccounts": True}
    for period in (records, records.all_time, records.daily, records.monthly, records.yearly):
        period.list(start_date=today - timedelta(days=1), end_date=today, page_size=2, **asked)
    for period in (records.today, records.this_month, records.yesterday, records.last_month):
        period.list(**asked)
    assert records.today.list(category="sms-outbound")[0].count == "1"
