"""The registration that a tenant needs before it may text US numbers, in the order of Twilio's guides for ISVs.

A tenant that sends from a toll-free number alone has only the first part of it, the customer profile.

Standard and low-volume standard brands:
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api
Sole proprietors: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new

Two things are stricter than in the guides. A brand waits until both bundles are approved, because its fee is charged
even if it is rejected. And the number joins the service only when the campaign is verified
(`owl.program.tenant_messaging`), so that no sender ever sends without a campaign.
"""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

import pulumi

from owl.stacks.in_program import Deployed
from providers.address import Address
from providers.brand_registration import BrandRegistration
from providers.brand_vetting import BrandVetting
from providers.campaign import Campaign as CampaignResource
from providers.core import run
from providers.core.bundle import NOT_EDITABLE, TO_BE_SUBMITTED
from providers.core.resource import TwilioResource
from providers.core.twilio_object import IF_NEW
from providers.customer_profile import CustomerProfile
from providers.customer_profile_entity_assignment import CustomerProfileEntityAssignment
from providers.customer_profile_submission import CustomerProfileSubmission
from providers.end_user import EndUser
from providers.messaging_service import MessagingService
from providers.phone_number import PhoneNumber
from providers.primary_customer_profile import PrimaryCustomerProfile
from providers.subaccount import Subaccount
from providers.supporting_document import SupportingDocument
from providers.trust_product import TrustProduct
from providers.trust_product_entity_assignment import TrustProductEntityAssignment
from providers.trust_product_submission import TrustProductSubmission
from tenants.model import ApprovableResource, Brand, BrandKind, Campaign, Tenant, Tenants
from tenants.model.naming import END_USERS, ComponentType, Part, ResourceName, friendly_name


class Bundle(NamedTuple):
    """The resources that make up a reviewed bundle of business facts."""

    part: Part
    """Its part in resource names."""

    sid: str
    """The input of the other resources that takes its SID."""

    bundle: type[TwilioResource]
    assignment: type[TwilioResource]
    submission: type[TwilioResource]


CUSTOMER_PROFILE = Bundle(
    Part.CUSTOMER_PROFILE,
    "customer_profile_sid",
    CustomerProfile,
    CustomerProfileEntityAssignment,
    CustomerProfileSubmission,
)
TRUST_PRODUCT = Bundle(
    Part.TRUST_PRODUCT, "trust_product_sid", TrustProduct, TrustProductEntityAssignment, TrustProductSubmission
)


class A2pRegistration(pulumi.ComponentResource):
    """A tenant's customer profile, trust product, brand and campaign, each behind the reviews it needs.

    Args:
        tenant: The tenant, from its file.
        tenants: The tenants and the catalogue.
        subaccount: Its account.
        service: Its messaging service.
        number: Its number, which must exist as long as the campaign; None without a campaign.
        primary: The ISV's own customer profile.
        registration_number: The business's registration number, a secret; None for a sole proprietor.
        before: The stack before this run.
        protected: The kinds of resources that the engine refuses to delete.
    """

    def __init__(  # noqa: PLR0913 - the tenant and the resources its registration needs
        self,
        tenant: Tenant,
        tenants: Tenants,
        *,
        subaccount: Subaccount,
        service: MessagingService,
        number: PhoneNumber | None,
        primary: PrimaryCustomerProfile,
        registration_number: str | None,
        before: Deployed,
        protected: Container[ApprovableResource] = (),
    ) -> None:
        super().__init__(ComponentType.A2P_REGISTRATION, tenant.id)
        self._tenant = tenant
        self._subaccount = subaccount
        self._primary = primary
        self._is_sole_proprietor = tenant.is_sole_proprietor
        self._before = before
        self._protected = protected
        self._inside = pulumi.ResourceOptions(parent=self)
        self._facts = pulumi.Output.secret(_fingerprint(tenant, registration_number))
        self._notices = {
            "email": tenants.isv.compliance_email,
            "status_callback": tenants.isv.callback_urls(tenant.id).review_status,
        }
        self.profile, self.customer_profile = self._customer_profile(registration_number)
        self.trust_product: Any = None
        self.brand: BrandRegistration | None = None
        self.vetting: BrandVetting | None = None
        self.campaign: CampaignResource | None = None
        if tenant.brand and tenant.campaign:
            trust_product, self.trust_product = self._trust_product(self.profile)
            self.brand = self._brand(tenant.brand, self.profile, trust_product)
            self.vetting = self._vetting(tenant.brand, self.brand)
            self.campaign = self._campaign(tenant.campaign, tenants, service, number, self.brand)
        self.register_outputs({})

    def reviews(self) -> list[dict[str, Any]]:
        """Return the status of each registration step, in order; see `owl.registration.progress.ReviewStatus`."""
        profile, product, brand, campaign = self.customer_profile, self.trust_product, self.brand, self.campaign
        reviewed = [review("customer profile", profile, profile.status)]
        if brand is None or campaign is None:
            return reviewed
        vetted = [review("vetting", self.vetting, self.vetting.vetting_status)] if self.vetting else []
        return [
            *reviewed,
            review("trust product", product, product.status),
            review("brand", brand, brand.status) | {"resubmissions": brand.resubmissions},
            *vetted,
            review("campaign", campaign, campaign.campaign_status),
        ]

    def looked_at(self) -> pulumi.Output[str | None]:
        """Return since when nothing of it was asked again at Twilio, in ISO 8601; None if it is not there yet."""
        reviewed = [self.customer_profile, self.trust_product, self.brand, self.vetting, self.campaign]
        looks = [each.looked_at for each in reviewed if each]
        return pulumi.Output.all(*looks).apply(lambda known: min(filter(None, known), default=None))

    # The registration steps, in order.

    def _customer_profile(self, registration_number: str | None) -> tuple[TwilioResource, Any]:
        """Declare the tenant's secondary customer profile, below the ISV's own, and its submission."""
        if self._is_sole_proprietor:
            policy, facts = "Starter Customer Profile of type Business", {Part.PERSON: self._person()}
        else:
            policy = "Secondary Customer Profile of type Business"
            facts = {
                Part.BUSINESS: self._business(registration_number),
                Part.REPRESENTATIVE: self._representative(),
            }
        return self._reviewed(
            CUSTOMER_PROFILE,
            policy,
            {**facts, Part.ADDRESS: self._address(), Part.PRIMARY_CUSTOMER_PROFILE: self._primary},
        )

    def _trust_product(self, profile: TwilioResource) -> tuple[TwilioResource, Any]:
        """Declare the trust product for A2P messaging, and its submission after that of the profile."""
        if self._is_sole_proprietor:
            policy, brand = "Sole Proprietor TrustProduct", self._sole_proprietor()
        else:
            policy, brand = "A2P Messaging: Local - Business", self._company()
        return self._reviewed(
            TRUST_PRODUCT, policy, {Part.CUSTOMER_PROFILE: profile, Part.BRAND: brand}, after=[self.customer_profile]
        )

    def _brand(self, brand: Brand, profile: TwilioResource, trust_product: TwilioResource) -> BrandRegistration:
        """Declare the tenant's brand.

        Twilio texts a code to a sole proprietor, who has to reply to it.
        """
        return BrandRegistration(
            self._tenant.id,
            account_sid=self._subaccount,
            customer_profile_bundle_sid=profile,
            a2p_profile_bundle_sid=trust_product,
            brand_type="SOLE_PROPRIETOR" if self._is_sole_proprietor else "STANDARD",
            skip_automatic_sec_vet=brand.kind is BrandKind.LOW_VOLUME_STANDARD,
            mock=brand.mock,
            brand_registration_sid=brand.registration_sid,
            facts=self._facts,
            awaits={"customer profile": self.customer_profile.status, "trust product": self.trust_product.status},
            opts=pulumi.ResourceOptions(parent=self, protect=ApprovableResource.BRAND in self._protected),
        )

    def _vetting(self, declared: Brand, brand: BrandRegistration) -> BrandVetting | None:
        """Declare the vetting of the brand, if the tenant's file names one."""
        vetting = declared.vetting
        if vetting is None:
            return None
        return BrandVetting(
            self._tenant.id,
            account_sid=self._subaccount,
            brand_registration_sid=brand,
            vetting_provider=vetting.provider.value,
            vetting_id=vetting.id,
            awaits={"brand": brand.status},
            opts=self._inside,
        )

    def _campaign(
        self,
        declared: Campaign,
        tenants: Tenants,
        service: MessagingService,
        number: PhoneNumber | None,
        brand: BrandRegistration,
    ) -> CampaignResource:
        """Declare the campaign of the tenant's messaging service, once brand and vetting are approved."""
        vetted = {"vetting": self.vetting.vetting_status} if self.vetting else {}
        return CampaignResource(
            self._tenant.id,
            account_sid=self._subaccount,
            messaging_service_sid=service,
            brand_registration_sid=brand,
            us_app_to_person_usecase=declared.use_case.value,
            message_samples=list(tenants.samples_of(self._tenant)),
            **declared.model_dump(mode="json", exclude={"use_case", "samples", "language"}, exclude_none=True),
            awaits={"brand": brand.status, **vetted},
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=[number] if number else [],
                protect=ApprovableResource.CAMPAIGN in self._protected,
            ),
        )

    def _reviewed(
        self, kind: "Bundle", policy: str, facts: Mapping[Part, TwilioResource], after: Sequence[TwilioResource] = ()
    ) -> tuple[TwilioResource, Any]:
        """Declare a bundle, the assignments of its contents, and its submission, after the submissions it depends on.

        The bundle depends on its contents, so that they are deleted after it.
        """
        common = {"account_sid": self._subaccount, "policy": policy}
        bundle = kind.bundle(
            self._tenant.id,
            **common,
            friendly_name=friendly_name(self._tenant.id, kind.part),
            **self._notices_of(kind),
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(facts.values())),
        )
        assigned = [
            kind.assignment(
                str(ResourceName(self._tenant.id, part)),
                account_sid=self._subaccount,
                **{kind.sid: bundle},
                object_sid=entity,
                opts=self._inside,
            )
            for part, entity in facts.items()
        ]
        submission = kind.submission(
            self._tenant.id,
            **common,
            **{kind.sid: bundle},
            facts=self._facts,
            awaits={"primary customer profile": self._primary.status},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[*assigned, *after]),
        )
        return bundle, submission

    def _notices_of(self, kind: "Bundle") -> dict[str, Any]:
        """Return where Twilio sends news of a bundle. One that is under review or approved keeps what it has.

        A new one instead of it, which only the engine knows of, reports to where all others do.
        """
        submitted = self._before.at_twilio(kind.submission.__name__, self._tenant.id)
        bundle = self._before.at_twilio(kind.bundle.__name__, self._tenant.id)
        if bundle is None or submitted is None or submitted.get("status") in TO_BE_SUBMITTED:
            return self._notices
        kept = {name: bundle.get(name) for name, value in self._notices.items() if bundle.get(name) != value}
        for name, value in kept.items():
            if run.current().first((NOT_EDITABLE, name)):
                pulumi.log.info(
                    f"every bundle that is under review or approved keeps its {name}, such as {value} of "
                    f"{self._tenant.id}: Twilio changes no such bundle (error {NOT_EDITABLE})"
                )
        return {**self._notices, **kept, IF_NEW: {name: self._notices[name] for name in kept}}

    # The facts about a business.

    def _business(self, registration_number: str | None) -> EndUser:
        business = self._tenant.business
        attributes = {
            "business_name": business.legal_name,
            "business_identity": "direct_customer",
            "business_type": business.type,
            "business_industry": business.industry,
            "business_registration_identifier": business.registration_identifier,
            "business_registration_number": registration_number and pulumi.Output.secret(registration_number),
            "business_regions_of_operation": ",".join(business.regions_of_operation),
            "website_url": business.website,
            "social_media_profile_urls": ",".join(business.social_media_profiles) or None,
        }
        return self._end_user("customer_profile_business_information", attributes)

    def _representative(self) -> EndUser:
        representative = self._tenant.business.representative
        return self._end_user("authorized_representative_1", representative.model_dump(mode="json", exclude_none=True))

    def _company(self) -> EndUser:
        business = self._tenant.business
        names = {"company_type", "stock_exchange", "stock_ticker", "brand_contact_email"}
        return self._end_user(
            "us_a2p_messaging_profile_information",
            business.model_dump(mode="json", include=names, exclude_none=True),
        )

    # The facts about a sole proprietor.

    def _person(self) -> EndUser:
        names = {"first_name", "last_name", "email", "phone_number"}
        representative = self._tenant.business.representative
        return self._end_user(
            "starter_customer_profile_information", representative.model_dump(mode="json", include=names)
        )

    def _sole_proprietor(self) -> EndUser:
        business = self._tenant.business
        attributes = {
            "brand_name": business.legal_name,
            "mobile_phone_number": business.representative.phone_number,
            "vertical": business.industry,
        }
        return self._end_user("sole_proprietor_information", attributes)

    # The facts about both.

    def _address(self) -> SupportingDocument:
        declared = self._tenant.business.address
        address = Address(
            self._tenant.id,
            account_sid=self._subaccount,
            friendly_name=self._tenant.id,
            customer_name=self._tenant.business.legal_name,
            iso_country=declared.country,
            **declared.model_dump(mode="json", exclude={"country"}, exclude_none=True),
            opts=self._inside,
        )
        return SupportingDocument(
            self._tenant.id,
            account_sid=self._subaccount,
            friendly_name=friendly_name(self._tenant.id, Part.ADDRESS),
            address_sids=address,
            opts=self._inside,
        )

    def _end_user(self, type_: str, attributes: dict[str, Any]) -> EndUser:
        part = END_USERS[type_]
        return EndUser(
            str(ResourceName(self._tenant.id, part)),
            account_sid=self._subaccount,
            friendly_name=friendly_name(self._tenant.id, part),
            type=type_,
            attributes={name: value for name, value in attributes.items() if value is not None},
            opts=self._inside,
        )


def review(step: str, resource: Any, status: pulumi.Output[str]) -> dict[str, Any]:
    """Return the status of a registration step; see `owl.registration.progress.ReviewStatus`."""
    return {
        "step": step,
        "sid": resource.sid,
        "status": status,
        "since": resource.date_updated,
        "errors": getattr(resource, "errors", None),
    }


def _fingerprint(tenant: Tenant, registration_number: str | None) -> str:
    """Return a fingerprint of the business facts. It is a secret: the few digits of a number could be brute-forced."""
    facts = tenant.business.model_dump(mode="json") | {"registration_number": registration_number}
    if facts["resubmitted_on"] is None:
        del facts["resubmitted_on"]  # the fingerprints in the states of earlier versions are without it
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
