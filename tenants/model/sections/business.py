"""A tenant's business, as Twilio and The Campaign Registry check it against public records.

Which details are required: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo

from tenants.model.sections.field_types import (
    ZIP_CODE,
    AnyPhoneNumber,
    CountryCode,
    Date,
    EmailAddress,
    SecretReference,
    StockExchange,
    Text,
    WebPage,
    us_state,
    without_repetition,
    zip_code,
)
from tenants.model.us_states import US_STATES
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


_REGISTERS: Mapping[str, RegistrationIdentifier] = {
    "AU": RegistrationIdentifier.ACN,
    "CA": RegistrationIdentifier.CBN,
    "EE": RegistrationIdentifier.VAT,
    "GB": RegistrationIdentifier.CN,
    "IL": RegistrationIdentifier.RN,
    "IN": RegistrationIdentifier.CIN,
    "RO": RegistrationIdentifier.VATRN,
    "US": RegistrationIdentifier.EIN,
}
"""By country, the kind of number that Twilio asks of a business there.

From https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info, 2026-06.
"""


def usual_identifier(country: str) -> RegistrationIdentifier:
    """Return the kind of number that Twilio asks of a business in a country: `Other` where it names none."""
    return _REGISTERS.get(country, RegistrationIdentifier.OTHER)


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


def _region(text: str, info: ValidationInfo) -> str:
    return us_state(text) if info.data.get("country") == HOME else text


def _postal_code(text: str, info: ValidationInfo) -> str:
    return zip_code(text) if info.data.get("country") == HOME else text


HOME = "US"
"""The country of a business whose file names none."""

WITH_SOLE_PROPRIETORS = ("US", "CA")
"""Where Twilio registers people without a tax number: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc."""


class Address(BaseModel):
    """The street address of the business, as in its tax records.

    See https://www.twilio.com/docs/usage/api/address.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"country": {"const": HOME}}},
            "then": {"properties": {"region": {"enum": list(US_STATES)}, "postal_code": {"pattern": f"^{ZIP_CODE}$"}}},
        }
    )

    country: CountryCode = HOME
    """The two-letter ISO 3166 code. A registered business outside the US also says `registration_identifier` and
    `regions_of_operation`. A sole proprietor is in the US or Canada."""

    street: Text
    """House number and street. The Campaign Registry accepts the same street for at most ten brands."""

    street_secondary: Text | None = None
    """The second line, such as `Suite 4`."""

    city: Text
    region: Annotated[Text, AfterValidator(_region)]
    """In the US the two-letter code of the state. Elsewhere the state, county or province."""

    postal_code: Annotated[Text, AfterValidator(_postal_code)]
    """In the US a ZIP code of five or nine digits."""


class Representative(BaseModel):
    """The person Twilio contacts about the business: Twilio's `authorized_representative_1`.

    See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api.
    """

    first_name: Text
    last_name: Text
    email: EmailAddress
    """The Campaign Registry accepts the same address for at most ten brands."""

    phone_number: AnyPhoneNumber
    """A number in E.164; of a business in the US, a local US number. For a sole proprietor, a mobile number: Twilio
    texts it a code, to be confirmed within 24 hours. The Campaign Registry accepts the same number for at most three
    sole proprietors."""

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
    """The legal name, exactly as in the records of the tax authority (in the US on the IRS letter CP-575 or 147C), or
    The Campaign Registry rejects the brand. For a sole proprietor, the name the business trades under."""

    type: Annotated[BusinessType | None, Field(strict=False)] = None
    """The legal form. Required, except for a sole proprietor, which must leave it out."""

    industry: str
    """One of `BusinessIndustry`; for a sole proprietor, one of `Vertical` (`tenants.model.sections.industry`)."""

    registration_identifier: Annotated[RegistrationIdentifier, Field(strict=False)] = RegistrationIdentifier.EIN
    """The kind of number in `registration_number`. Required outside the US. Twilio asks for CBN in Canada, CN in Great
    Britain, ACN in Australia, CIN in India, VAT in Estonia, VATRN in Romania, RN in Israel, and Other elsewhere."""

    registration_number: SecretReference | None = None
    """The secret that holds the number, never the number itself. Required, except for a sole proprietor, which must
    leave it out."""

    regions_of_operation: Annotated[
        tuple[Annotated[RegionOfOperation, Field(strict=False)], ...],
        Field(strict=False, min_length=1),
        AfterValidator(without_repetition),
    ] = (RegionOfOperation.USA_AND_CANADA,)
    """Where the business is and whom it texts. Required outside the US."""

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
