"""As many tenants as the config says, with four objects each: subaccount, messaging service, number, sender."""

import pulumi

from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount

config = pulumi.Config()
for number in range(config.require_int("tenants")):
    name = f"tenant-{number:04}"
    subaccount = Subaccount(
        name,
        owner_account_sid=config.require("accountSid"),
        friendly_name=name,
        twilio="local",
        close_on_delete=True,
    )
    service = MessagingService(name, account_sid=subaccount, friendly_name=name)
    phone = PhoneNumber(name, account_sid=subaccount, friendly_name=name, area_code="415")
    MessagingServiceSender(name, account_sid=subaccount, service_sid=service, phone_number_sid=phone)
