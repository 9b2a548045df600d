"""Every operation on phone numbers."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Search, buy, read, list, change and release numbers."""
    offered = parent.available_phone_numbers("US").local.list(
        area_code=415, contains="555", sms_enabled=True, mms_enabled=True, voice_enabled=True, limit=2
    )
    number = parent.incoming_phone_numbers.create(
        phone_number=str(offered[0].phone_number), sms_url="https://a.example"
    )
    toll_free = parent.available_phone_numbers("CA").toll_free.list(area_code=888, limit=1)
    assert str(toll_free[0].phone_number).startswith("+1888555")
    mobile = parent.available_phone_numbers("GB").mobile.list(sms_enabled=True, contains="900", limit=1)
    assert [each.address_requirements for each in mobile] == ["any"]
    assert len(parent.available_phone_numbers("GB").national.list(page_size=2, limit=2)) == 2
    parent.incoming_phone_numbers.create(area_code="415", friendly_name="any")
    assert number.fetch().phone_number == offered[0].phone_number
    assert len(parent.incoming_phone_numbers.list(page_size=1)) == 2
    assert len(parent.incoming_phone_numbers.list(phone_number="+1415*", friendly_name="any", beta=False)) == 1
    changed = number.update(
        friendly_name="main",
        sms_url="",
        sms_method="GET",
        sms_fallback_url="https://a.example/fallback",
        status_callback="https://a.example/status",
        voice_url="https://a.example/voice",
        voice_receive_mode="voice",
        emergency_status="Inactive",
    )
    assert (changed.sms_url, changed.sms_method) == (None, "GET")
    account = parent.api.v2010.accounts.create(friendly_name="acme")
    assert number.update(account_sid=str(account.sid)).account_sid == account.sid
    assert parent.api.v2010.accounts(str(account.sid)).incoming_phone_numbers(str(number.sid)).delete()
