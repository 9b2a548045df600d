"""A tenant's business, as Twilio and The Campaign Registry check it against public records.

Which details are required: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tenants.model.sections.field_types import (
    Date,
    EmailAddress,
    PostalCode,
    SecretReference,
    StockExchange,
    Text,
    UsPhoneNumber,
    UsState,
    WebPage,
    without_repetition,
)
from tenants.model.yaml_files.base_model import BaseModel


class BusinessType(StrEnum):
    """Twilio's `business_type`: the legal form. For a government body, use non-profit corporation."""

    CO_OPERATIVE = "Co-operative"
    CORPORATION = "Corporation"
    LIMITED_LIABILITY_CORPORATION = "Limited Liability Corporation"
    NON_PROFIT_CORPORATION = "Non-profit Corporation"
    PARTNERSHIP = "Partnership"


class RegistrationIdentifier(StrEnum):
    """Twilio's `business_registration_identifier`: the kind of registration number."""

    EIN = "EIN"
    """The tax number of a US business. Twilio recommends it for all US businesses."""

    ACN = "ACN"
    CBN = "CBN"
    CIN = "CIN"
    CN = "CN"
    DUNS = "DUNS"
    RN = "RN"
    VAT = "VAT"
    VATRN = "VATRN"
    OTHER = "Other"


class RegionOfOperation(StrEnum):
    """Twilio's `business_regions_of_operation`."""

    AFRICA = "AFRICA"
    ASIA = "ASIA"
    EUROPE = "EUROPE"
    LATIN_AMERICA = "LATIN_AMERICA"
    USA_AND_CANADA = "USA_AND_CANADA"


class CompanyType(StrEnum):
    """Twilio's `company_type`: who owns the business."""

    GOVERNMENT = "government"
    NON_PROFIT = "non-profit"
    PRIVATE = "private"
    PUBLIC = "public"


class JobPosition(StrEnum):
    """Twilio's `job_position`."""

    CEO = "CEO"
    CFO = "CFO"
    DIRECTOR = "Director"
    GENERAL_COUNSEL = "General Counsel"
    GM = "GM"
    VP = "VP"
    OTHER = "Other"


class Address(BaseModel):
    """The street address of the business in the US, as in its tax records.

    See https://www.twilio.com/docs/usage/api/address.
    """

    street: Text
    """House number and street. The Campaign Registry accepts the same street for at most ten brands."""

    street_secondary: Text | None = None
    """The second line, such as `Suite 4`."""

    city: Text
    region: UsState
    postal_code: PostalCode
    country: Literal["US"] = "US"


class Representative(BaseModel):
    """The person Twilio contacts about the business: Twilio's `authorized_representative_1`.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api.
    """

    first_name: Text
    last_name: Text
    email: EmailAddress
    """The Campaign Registry accepts the same address for at most ten brands."""

    phone_number: UsPhoneNumber
    """A US number in E.164. For a sole proprietor, a mobile number: Twilio texts it a code, to be confirmed within 24
    hours. The Campaign Registry accepts the same number for at most three sole proprietors."""

    business_title: Text | None = None
    """As on a business card. Required, except for a sole proprietor, which must leave it out."""

    job_position: Annotated[JobPosition | None, Field(strict=False)] = None
    """Required, except for a sole proprietor, which must leave it out."""


class Business(BaseModel):
    """The business that messages are sent for.

    Attributes of Twilio's `customer_profile_business_information` and `us_a2p_messaging_profile_information`, or of
    `starter_customer_profile_information` and `sole_proprietor_information`. Which fields are required depends on the
    brand's kind (`tenants/model/between_sections.py`).
    """

    legal_name: Text
    """The legal name, exactly as on the IRS letter CP-575 or 147C, or The Campaign Registry rejects the brand. For a
    sole proprietor, the name the business trades under."""

    type: Annotated[BusinessType | None, Field(strict=False)] = None
    """The legal form. Required, except for a sole proprietor, which must leave it out."""

    industry: str
    """One of `BusinessIndustry`; for a sole proprietor, one of `Vertical` (`tenants.model.sections.industry`)."""

    registration_identifier: Annotated[RegistrationIdentifier, Field(strict=False)] = RegistrationIdentifier.EIN
    """The kind of number in `registration_number`."""

    registration_number: SecretReference | None = None
    """The secret that holds the number, never the number itself. Required, except for a sole proprietor, which must
    leave it out."""

    regions_of_operation: Annotated[
        tuple[Annotated[RegionOfOperation, Field(strict=False)], ...],
        Field(strict=False, min_length=1),
        AfterValidator(without_repetition),
    ] = (RegionOfOperation.USA_AND_CANADA,)

    website: WebPage
    """Reviewers open it, so it must be live and present the business."""

    social_media_profiles: Annotated[tuple[WebPage, ...], Field(strict=False), AfterValidator(without_repetition)] = ()

    company_type: Annotated[CompanyType, Field(strict=False)] = CompanyType.PRIVATE
    stock_exchange: StockExchange | None = None
    """Only for public companies."""

    stock_ticker: Text | None = None
    """Only for public companies."""

    brand_contact_email: EmailAddress | None = None
    """Only for public companies. The Campaign Registry's Authentication+ sends a confirmation to this mailbox, which
    must be on the company's own domain."""

    resubmitted_on: Date | None = None
    """The day on which something outside this file, such as the website or a tax record, was corrected after a customer
    profile, a trust product or a brand was rejected. What is rejected is submitted again, once for each day given here.
    A brand has three tries without a fee. It is not sent to Twilio."""

    address: Address
    representative: Representative
