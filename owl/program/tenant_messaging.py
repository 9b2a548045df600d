"""All resources of a tenant: what it needs to send messages from its account."""

import datetime as dt
from collections.abc import Container
from typing import Any

import pulumi

from owl.program.a2p_registration import A2pRegistration, review
from owl.program.account import TenantAccount
from owl.program.number_compliance import NumberCompliance
from owl.program.toll_free_sender import declare_verification
from owl.registration.may_send import ACTIVE, SendingFacts, SendingStatus, failed, sending_status
from owl.registration.progress import ReviewStatus
from owl.registration.rejections import TOLL_FREE
from owl.stacks.in_program import Deployed
from providers.api_key import ApiKey
from providers.content_template import ContentTemplate
from providers.destination_alpha_sender import DestinationAlphaSender
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.subaccount import Subaccount
from providers.tollfree_verification import TollfreeVerification
from providers.usage_trigger import MESSAGES_SENT, UsageTrigger
from tenants.model import (
    ApprovableResource,
    InternationalNumber,
    Isv,
    ServiceUseCase,
    Template,
    Tenant,
    Tenants,
    TollFree,
    numbers_of,
)
from tenants.model import PhoneNumber as TenantPhoneNumber
from tenants.model.naming import ComponentType, Part, ResourceName, friendly_name, is_toll_free


class TenantMessaging(pulumi.ComponentResource):
    """A tenant's service, number, templates, key and usage alert, and its registration with the carriers.

    Campaign, number, service and key depend on each other in this order, so they are deleted in this order: sending
    stops first, the number is not released while it is a sender, and the key is deleted last.

    Args:
        tenant: The tenant, from its file.
        tenants: The tenants and the catalogue: packages, templates, the ISV's webhooks.
        account: Its account.
        primary: The ISV's own customer profile.
        registration_number: The business's registration number, a secret; None for a sole proprietor.
        before: The stack before this run.
        sends: Whether its number is a sender of its service once its campaign is verified.
        protected: The kinds of resources that the engine refuses to delete.
    """

    def __init__(  # noqa: PLR0913 - the tenant and what its resources need
        self,
        tenant: Tenant,
        tenants: Tenants,
        account: TenantAccount,
        primary: PrimaryCustomerProfile,
        registration_number: str | None,
        *,
        before: Deployed,
        sends: bool = True,
        protected: Container[ApprovableResource] = (),
    ) -> None:
        super().__init__(ComponentType.TENANT_MESSAGING, tenant.id)
        self._tenant = tenant
        inside = pulumi.ResourceOptions(parent=self)
        self.subaccount = subaccount = account.subaccount
        callbacks = tenants.isv.callback_urls(tenant.id)
        self.key = ApiKey(tenant.id, account_sid=subaccount, friendly_name=tenant.id, opts=inside)
        self.service = MessagingService(
            tenant.id,
            account_sid=subaccount,
            friendly_name=tenant.id,
            status_callback=callbacks.message_status,
            inbound_request_url=tenant.messaging.inbound_request_url,
            validity_period=tenant.messaging.validity_period,
            usecase=(tenant.campaign.service_use_case if tenant.campaign else ServiceUseCase.UNDECLARED).value,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self.key]),
        )
        self.abroad = {
            str(ResourceName(tenant.id, number.part)): NumberCompliance(
                tenant,
                number,
                tenants,
                subaccount=subaccount,
                registration_number=registration_number,
                before=before,
            )
            for number in tenant.international
        }
        self.numbers = {
            name: PhoneNumber(
                name,
                account_sid=subaccount,
                friendly_name=name,
                **self._which(name, number),
                opts=pulumi.ResourceOptions(
                    parent=self, depends_on=[self.service], protect=ApprovableResource.PHONE_NUMBER in protected
                ),
            )
            for name, (_, number) in numbers_of(tenant).items()
        }
        self.registration = A2pRegistration(
            tenant,
            tenants,
            subaccount=subaccount,
            service=self.service,
            number=self.numbers.get(tenant.id),
            primary=primary,
            registration_number=registration_number,
            before=before,
            protected=protected,
        )
        self.verification = self._verification(tenants.isv, registration_number, protected)
        self.senders = {
            name: MessagingServiceSender(
                name,
                account_sid=subaccount,
                service_sid=self.service,
                phone_number_sid=number,
                awaits=self._awaited_by(name),
                opts=inside,
            )
            for name, number in self.numbers.items()
            if sends
        }
        self.names = {
            country: DestinationAlphaSender(
                str(ResourceName(tenant.id, country.lower() if country else Part.EVERY_COUNTRY)),
                account_sid=subaccount,
                service_sid=self.service,
                alpha_sender=name,
                iso_country_code=country,
                opts=inside,
            )
            for country, name in (tenant.alphanumeric.names() if tenant.alphanumeric and sends else {}).items()
        }
        self.usage_alert = UsageTrigger(
            tenant.id,
            account_sid=subaccount,
            friendly_name=friendly_name(tenant.id, Part.DAILY_MESSAGES),
            usage_category=MESSAGES_SENT,
            trigger_by="count",
            trigger_value=str(tenants.package_of(tenant).messages_per_day),
            recurring="daily",
            callback_url=callbacks.usage_alert,
            opts=inside,
        )
        self.templates = {
            name: self._template(str(ResourceName(tenant.id, name)), template, tenant.name, subaccount, inside)
            for name, template in tenants.templates_of(tenant).items()
        }
        self.register_outputs({})

    def _which(self, name: str, number: TenantPhoneNumber | TollFree | InternationalNumber) -> dict[str, Any]:
        """Return the inputs that say which number it is, and what its country wants."""
        if not isinstance(number, InternationalNumber):
            return {"area_code": number.area_code, "phone_number": number.number}
        compliance = self.abroad[name]
        any_number = {"iso_country": number.iso_country, "number_type": number.number_type.value}
        return {
            **({"phone_number": number.number} if number.number else any_number),
            "address_sid": compliance.address,
            "bundle_sid": compliance.bundle,
            "awaits": compliance.awaited(),
        }

    def _verification(
        self, isv: Isv, registration_number: str | None, protected: Container[ApprovableResource]
    ) -> TollfreeVerification | None:
        """Declare the verification of the toll-free number, if the tenant has one."""
        toll_free = self._tenant.toll_free
        if toll_free is None:
            return None
        return declare_verification(
            self._tenant,
            toll_free,
            isv,
            subaccount=self.subaccount,
            number=self.numbers[str(ResourceName(self._tenant.id, Part.TOLL_FREE))],
            profile=self.registration.profile,
            profile_status=self.registration.customer_profile.status,
            registration_number=registration_number,
            opts=pulumi.ResourceOptions(parent=self, protect=ApprovableResource.TOLL_FREE_VERIFICATION in protected),
        )

    def _awaited_by(self, name: str) -> dict[str, pulumi.Output[str]]:
        """Return what has to be approved before a number becomes a sender."""
        if is_toll_free(name) and self.verification:
            return {TOLL_FREE: self.verification.status}
        if name in self.abroad:
            return self.abroad[name].awaited()
        campaign = self.registration.campaign
        return {"campaign": campaign.campaign_status} if campaign else {}

    def reviews(self) -> list[dict[str, Any]]:
        """Return the status of each registration step, in order; see `owl.registration.progress.ReviewStatus`."""
        verification = self.verification
        verified = [review(TOLL_FREE, verification, verification.status)] if verification else []
        abroad = [each for compliance in self.abroad.values() for each in compliance.reviews()]
        return [*self.registration.reviews(), *verified, *abroad]

    @staticmethod
    def _template(
        name: str, template: Template, shop: str, subaccount: Subaccount, inside: pulumi.ResourceOptions
    ) -> ContentTemplate:
        return ContentTemplate(
            name,
            account_sid=subaccount,
            friendly_name=name,
            language=template.language,
            variables=template.numbered_examples_for(shop),
            types={"twilio/text": {"body": template.numbered_body}},
            opts=inside,
        )

    def sender_outputs(self, before: Any) -> pulumi.Output[Any]:
        """Return what the rest of the product needs to send as this tenant. It is a secret: it contains the API key.

        Args:
            before: The value exported by the last run, which is kept if this run fails.
        """
        facts = {
            "account_sid": self.subaccount.sid,
            "api_key_sid": self.key.sid,
            "api_key_secret": self.key.secret,
            "messaging_service_sid": self.service.sid,
            "phone_number": next(iter(self.numbers.values())).phone_number,
            "phone_numbers": {name: number.phone_number for name, number in self.numbers.items()},
            "templates": {name: template.sid for name, template in self.templates.items()},
            "reviews": self.reviews(),
        }
        return pulumi.Output.secret(pulumi.Output.from_input(facts).recover(lambda _: before))

    def sending_status(self, tenants: Tenants) -> pulumi.Output[SendingStatus]:
        """Return whether the tenant may send, as far as this run knows; a run that fails for it reports that."""
        tenant_id, stack = self._tenant.id, pulumi.get_stack()

        def status(seen: dict[str, Any]) -> SendingStatus:
            senders: dict[str, str | None] = seen["senders"]
            facts = SendingFacts(
                reviews=tuple(ReviewStatus.from_outputs(each) for each in seen["reviews"]),
                account_sid=seen["account_sid"],
                stack=stack,
                account_status=seen["account_status"] or ACTIVE,
                account_since=(seen["account_since"] or "")[:10],
                numbers=tuple(filter(None, seen["numbers"].values())),
                senders=tuple(number for name, number in seen["numbers"].items() if senders.get(name)),
            )
            looked_at = seen["looked_at"]
            now = dt.datetime.fromisoformat(looked_at) if looked_at else dt.datetime.now(dt.UTC)
            return sending_status(tenant_id, facts, tenants, now)

        seen = {
            "reviews": self.reviews(),
            "looked_at": self._looked_at(),
            "account_sid": self.subaccount.sid,
            "account_status": self.subaccount.status,
            "account_since": self.subaccount.date_updated,
            "numbers": {name: number.phone_number for name, number in self.numbers.items()},
            "senders": {name: sender.sid for name, sender in self.senders.items()},
            "others": [self.key.sid, self.usage_alert.sid, *(each.sid for each in self.templates.values())],
        }
        return pulumi.Output.from_input(seen).apply(status).recover(lambda _: failed(tenant_id, stack))

    def looked_at(self) -> pulumi.Output[str | None]:
        """Return when Twilio was last asked for its status, in ISO 8601; None if it never was, or if this run fails."""
        return self._looked_at().recover(lambda _: None)

    def _looked_at(self) -> pulumi.Output[str | None]:
        looks = [self.registration.looked_at(), *([self.verification.looked_at] if self.verification else [])]
        looks += [each for compliance in self.abroad.values() for each in compliance.looks()]
        return pulumi.Output.all(*looks).apply(lambda known: min(filter(None, known), default=None))
