"""What a tenant gets: everything it needs to send messages, in the account it lives in."""

from typing import Any

import pulumi

from providers.api_key import ApiKey
from providers.content_template import ContentTemplate
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount
from providers.usage_trigger import UsageTrigger
from stack.account import TenantAccount
from stack.settings import StackSettings
from tenants import Template, Tenant, Tenants

MESSAGES = "sms-outbound"
"""The usage category of messages sent (https://www.twilio.com/docs/usage/api/usage-record#usage-categories)."""


class TenantMessaging(pulumi.ComponentResource):
    """A tenant's service, number, templates, key and usage alert.

    Args:
        tenant: The tenant, from its file.
        tenants: What its file refers to: packages, templates, the ISV's webhooks.
        account: The account it lives in.
        settings: The stack's settings.
    """

    def __init__(self, tenant: Tenant, tenants: Tenants, account: TenantAccount, settings: StackSettings) -> None:
        super().__init__("owl:stack:TenantMessaging", tenant.id)
        inside = pulumi.ResourceOptions(parent=self)
        subaccount = account.subaccount
        callbacks = tenants.isv.callback_urls(tenant.id)
        self.key = ApiKey(tenant.id, account_sid=subaccount, friendly_name=tenant.id, opts=inside)
        self.service = MessagingService(
            tenant.id,
            account_sid=subaccount,
            friendly_name=tenant.id,
            status_callback=callbacks.message_status,
            inbound_request_url=tenant.messaging.inbound_request_url,
            validity_period=tenant.messaging.validity_period,
            usecase="notifications",
            opts=inside,
        )
        self.number = PhoneNumber(
            tenant.id,
            account_sid=subaccount,
            friendly_name=tenant.id,
            area_code=tenant.phone_number.area_code,
            phone_number=tenant.phone_number.number,
            opts=pulumi.ResourceOptions(parent=self, protect=settings.protect),
        )
        MessagingServiceSender(
            tenant.id,
            account_sid=subaccount,
            service_sid=self.service,
            phone_number_sid=self.number,
            opts=inside,
        )
        UsageTrigger(
            tenant.id,
            account_sid=subaccount,
            friendly_name=f"{tenant.id} daily messages",
            usage_category=MESSAGES,
            trigger_by="count",
            trigger_value=str(tenants.package_of(tenant).messages_per_day),
            recurring="daily",
            callback_url=callbacks.usage_alert,
            opts=inside,
        )
        self.templates = {
            name: self._template(f"{tenant.id}.{name}", template, subaccount, inside)
            for name, template in tenants.templates_of(tenant).items()
        }
        self.account_sid = subaccount.sid
        self.register_outputs({})

    @staticmethod
    def _template(
        name: str, template: Template, subaccount: Subaccount, inside: pulumi.ResourceOptions
    ) -> ContentTemplate:
        return ContentTemplate(
            name,
            account_sid=subaccount,
            friendly_name=name,
            language=template.language,
            variables=template.numbered_examples,
            types={"twilio/text": {"body": template.numbered_body}},
            opts=inside,
        )

    def facts(self) -> dict[str, Any]:
        """Give what the rest of the product needs to send as this tenant; the key's secret apart."""
        return {
            "account_sid": self.account_sid,
            "api_key_sid": self.key.sid,
            "messaging_service_sid": self.service.sid,
            "phone_number": self.number.phone_number,
            "templates": {name: template.sid for name, template in self.templates.items()},
        }
