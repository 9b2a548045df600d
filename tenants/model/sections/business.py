"""A tenant's business, as Twilio and The Campaign Registry check it against public records.

What is asked of whom: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tenants.model.sections.field_types import (
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
    """Twilio's `business_type`: the legal form. A government body is a non-profit corporation."""

    CO_OPERATIVE = "Co-operative"
    CORPORATION = "Corporation"
    LIMITED_LIABILITY_CORPORATION = "Limited Liability Corporation"
    NON_PROFIT_CORPORATION = "Non-profit Corporation"
    PARTNERSHIP = "Partnership"


class RegistrationIdentifier(StrEnum):
    """Twilio's `business_registration_identifier`: the register that gave the number."""

    EIN = "EIN"
    """The tax number of a US business. Twilio advises against any other for one."""

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
    """Where the business is: a street address in the US, as in its tax records.

    See https://www.twilio.com/docs/usage/api/address.
    """

    street: Text
    """House number and street. The Campaign Registry accepts one for at most ten brands."""

    street_secondary: Text | None = None
    """Such as `Suite 4`."""

    city: Text
    region: UsState
    postal_code: PostalCode
    country: Literal["US"] = "US"


class Representative(BaseModel):
    """Who speaks for the business when Twilio asks: Twilio's `authorized_representative_1`.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api.
    """

    first_name: Text
    last_name: Text
    email: EmailAddress
    """The Campaign Registry accepts one for at most ten brands."""

    phone_number: UsPhoneNumber
    """A sole proprietor's must be a mobile one: Twilio sends it a code, to be answered within 24 hours. The Campaign
    Registry accepts one for at most three sole proprietors."""

    business_title: Text | None = None
    """As on a business card. Needed unless the brand is a sole proprietor's, which is not asked for it."""

    job_position: Annotated[JobPosition | None, Field(strict=False)] = None
    """Needed unless the brand is a sole proprietor's, which is not asked for it."""


class Business(BaseModel):
    """The business that messages are sent for.

    Attributes of Twilio's `customer_profile_business_information` and `us_a2p_messaging_profile_information`, or of
    `starter_customer_profile_information` and `sole_proprietor_information`; which fields are needed depends on the
    brand's kind (`tenants/model/between_sections.py`).
    """

    legal_name: Text
    """Letter by letter as on the IRS's letter CP-575 or 147C, or The Campaign Registry rejects the brand. Of a sole
    proprietor, what the business trades as."""

    type: Annotated[BusinessType | None, Field(strict=False)] = None
    """Needed unless the brand is a sole proprietor's, which has no legal form of its own."""

    industry: str
    """One of `BusinessIndustry`; of a sole proprietor, of `Vertical` (`tenants.model.sections.industry`)."""

    registration_identifier: Annotated[RegistrationIdentifier, Field(strict=False)] = RegistrationIdentifier.EIN
    """Which number `registration_number` is."""

    registration_number: SecretReference | None = None
    """The secret that holds the number; never the number. Needed unless the brand is a sole proprietor's."""

    regions_of_operation: Annotated[
        tuple[Annotated[RegionOfOperation, Field(strict=False)], ...],
        Field(strict=False, min_length=1),
        AfterValidator(without_repetition),
    ] = (RegionOfOperation.USA_AND_CANADA,)

    website: WebPage
    """Reviewers open it: it must be live and show the business."""

    social_media_profiles: Annotated[tuple[WebPage, ...], Field(strict=False), AfterValidator(without_repetition)] = ()

    company_type: Annotated[CompanyType, Field(strict=False)] = CompanyType.PRIVATE
    stock_exchange: StockExchange | None = None
    """Of a public company, and of no other."""

    stock_ticker: Text | None = None
    """Of a public company, and of no other."""

    brand_contact_email: EmailAddress | None = None
    """Of a public company, and of no other: The Campaign Registry's Authentication+ asks this mailbox, which must be
    on the company's own domain, whether it knows of the brand."""

    address: Address
    representative: Representative
