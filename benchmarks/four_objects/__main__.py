"""As many tenants as the config says, with four objects each: subaccount, messaging service, number, sender."""

import pulumi

from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount

config = pulumi.Config()
changed = config.get("changed")
for number in range(config.require_int("tenants")):
    name = f"tenant-{number:04}"
    subaccount = Subaccount(
        name,
        owner_account_sid=config.require("accountSid"),
        friendly_name=name,
        twilio=config.require("twilio"),
        close_on_delete=True,
    )
    title = f"{name} {changed}" if changed and number == 0 else name
    service = MessagingService(name, account_sid=subaccount, friendly_name=title)
    phone = PhoneNumber(name, account_sid=subaccount, friendly_name=name, area_code="415")
    MessagingServiceSender(name, account_sid=subaccount, service_sid=service, phone_number_sid=phone)
