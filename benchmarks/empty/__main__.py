"""The program in ../four_objects with resources that do nothing: the same graph and inputs, without Twilio."""

import pulumi

from benchmarks.empty.empty_provider import Empty

config = pulumi.Config()
changed = config.get("changed")
for number in range(config.require_int("tenants")):
    name = f"tenant-{number:04}"
    subaccount = Empty(f"{name}-subaccount", owner_account_sid=config.require("accountSid"), friendly_name=name)
    title = f"{name} {changed}" if changed and number == 0 else name
    service = Empty(f"{name}-service", account_sid=subaccount.sid, friendly_name=title)
    phone = Empty(f"{name}-number", account_sid=subaccount.sid, friendly_name=name, area_code="415")
    Empty(f"{name}-sender", account_sid=subaccount.sid, service_sid=service.sid, phone_number_sid=phone.sid)
