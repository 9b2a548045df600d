"""A tenant's toll-free number and its verification: the way to send that needs neither a brand nor a campaign.

The order is that of Twilio's guide for ISVs: an approved customer profile, the number in the tenant's account, and the
verification, which is submitted by creating it (https://www.twilio.com/docs/messaging/compliance/toll-free/api-onboarding).
"""

from typing import Any

import pulumi

from providers.core.resource import TwilioResource
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount
from providers.tollfree_verification import TollfreeVerification
from tenants.model import CompanyType, Isv, Tenant, TollFree
from tenants.model.naming import toll_free_reference
from tenants.model.sections.business import RegistrationIdentifier

_BUSINESS_TYPES = {
    CompanyType.PRIVATE: "PRIVATE_PROFIT",
    CompanyType.PUBLIC: "PUBLIC_PROFIT",
    CompanyType.NON_PROFIT: "NON_PROFIT",
    CompanyType.GOVERNMENT: "GOVERNMENT",
}

_AUTHORITIES = {
    RegistrationIdentifier.EIN: "EIN",
    RegistrationIdentifier.ACN: "ACN",
    RegistrationIdentifier.CBN: "CBN",
    RegistrationIdentifier.CN: "CRN",
    RegistrationIdentifier.VAT: "VAT",
    RegistrationIdentifier.VATRN: "VAT",
}
"""Twilio's names of the registries in a verification; all others are `OTHER`.

Assumed: Twilio lists the names without their countries. Others who submit to the same registrar have `CRN` for Great
Britain and `USt-IdNr` for VAT numbers of Germany (https://github.com/Bandwidth/python-sdk, 2026-11-29).
"""

_OWN_NAMES = {"area_code", "number"}


def declare_verification(  # noqa: PLR0913 - what a verification says, and what it waits for
    tenant: Tenant,
    declared: TollFree,
    isv: Isv,
    *,
    subaccount: Subaccount,
    number: PhoneNumber,
    profile: TwilioResource,
    profile_status: pulumi.Output[str],
    registration_number: str | None,
    opts: pulumi.ResourceOptions,
) -> TollfreeVerification:
    """Declare the verification of a tenant's toll-free number, once its customer profile is approved.

    Args:
        tenant: The tenant.
        declared: What its file says of the number.
        isv: The ISV, whose mailbox gets news of the review.
        subaccount: The tenant's account.
        number: The number.
        profile: The tenant's customer profile.
        profile_status: The status of the profile's review.
        registration_number: The business's registration number, a secret; None for a sole proprietor.
        opts: Options of the resource.
    """
    sent = declared.model_dump(mode="json", exclude=_OWN_NAMES, exclude_none=True)
    political = {"vetting_provider": "CAMPAIGN_VERIFY"} if declared.vetting_id else {}
    return TollfreeVerification(
        tenant.id,
        account_sid=subaccount,
        tollfree_phone_number_sid=number,
        customer_profile_sid=profile,
        external_reference_id=toll_free_reference(tenant.id),
        notification_email=isv.compliance_email,
        **_business(tenant, registration_number),
        **sent,
        **political,
        awaits={"customer profile": profile_status},
        opts=opts,
    )


def _authority(identifier: RegistrationIdentifier, country: str) -> str:
    if identifier is RegistrationIdentifier.VAT and country == "DE":
        return "USt-IdNr"
    return _AUTHORITIES.get(identifier, "OTHER")


def _business(tenant: Tenant, registration_number: str | None) -> dict[str, Any]:
    """Return what a verification says of the business."""
    business, address, person = tenant.business, tenant.business.address, tenant.business.representative
    is_ein = business.registration_identifier is RegistrationIdentifier.EIN  # businesses abroad may have one too
    registered = {
        "business_type": _BUSINESS_TYPES[business.company_type],
        "business_registration_number": registration_number and pulumi.Output.secret(registration_number),
        "business_registration_authority": _authority(business.registration_identifier, address.country),
        "business_registration_country": "US" if is_ein else address.country,
    }
    return {
        "business_name": business.legal_name,
        "doing_business_as": tenant.name if tenant.name != business.legal_name else None,
        "business_website": business.website,
        "business_street_address": address.street,
        "business_street_address2": address.street_secondary,
        "business_city": address.city,
        "business_state_province_region": address.region,
        "business_postal_code": address.postal_code,
        "business_country": address.country,
        "business_contact_first_name": person.first_name,
        "business_contact_last_name": person.last_name,
        "business_contact_email": person.email,
        "business_contact_phone": person.phone_number,
        **({"business_type": "SOLE_PROPRIETOR"} if tenant.is_sole_proprietor else registered),
    }
