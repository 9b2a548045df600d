"""As many tenants as the config says, with four objects each: subaccount, messaging service, number, sender.

Like the real program, it leaves out what the SDK does for every resource and nobody reads.
"""

import pulumi

from owl.program.sdk_savings import save_sdk_work
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount

save_sdk_work()
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
