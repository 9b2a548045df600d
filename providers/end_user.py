"""End users: facts about a tenant, its representative or its brand, assigned to the bundles that are reviewed.

API: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/end-users

Types, attributes and their values are those of
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api and
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api-sole-prop-new
"""

import re
from typing import Annotated, Any, Literal

import pulumi
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, ValidationInfo

from providers.core.bundle import ReviewedFactProvider
from providers.core.connection import Connection
from providers.core.inputs import (
    AccountSid,
    FriendlyName,
    Immutable,
    Inputs,
    PhoneNumberText,
    contains_unknown,
    findings,
)
from providers.core.resource import TwilioResource

NOTE = "brand "
"""What the name of an end user begins with that is in no bundle, and says which brand there is: see
`providers.brand_registration`."""

_NOTE = re.compile(f"{NOTE}(BN[0-9a-f]{{32}})")


def noted_brand(friendly_name: str) -> str | None:
    """Return the SID of the brand that an end user of this name is a note of; None for any other end user.

    A tenant with the id `brand` has end users such as `brand business`.
    """
    note = _NOTE.fullmatch(friendly_name)
    return note[1] if note else None


Words = Annotated[str, StringConstraints(min_length=1)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]


class _Attributes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BusinessInformation(_Attributes):
    """Of type `customer_profile_business_information`: the business, as the tax authority knows it."""

    business_name: Words
    """Exactly as on the authority's letter."""

    business_identity: Literal["direct_customer", "isv_reseller_or_partner", "unknown"] = "direct_customer"
    business_type: Words
    business_industry: Words
    business_registration_identifier: Words
    business_registration_number: Words
    """A secret."""

    business_regions_of_operation: Words
    website_url: Words
    social_media_profile_urls: str | None = None


class AuthorizedRepresentative(_Attributes):
    """Of types `authorized_representative_1` and `authorized_representative_2`: a person who speaks for the company."""

    first_name: Words
    last_name: Words
    email: Email
    phone_number: PhoneNumberText
    business_title: Words
    job_position: Words


class UsA2pMessagingProfileInformation(_Attributes):
    """Of type `us_a2p_messaging_profile_information`: what kind of company the brand is."""

    company_type: Literal["private", "public", "non-profit", "government"]
    stock_exchange: str | None = None
    stock_ticker: str | None = None
    brand_contact_email: Email | None = None


class StarterCustomerProfileInformation(_Attributes):
    """Of type `starter_customer_profile_information`: a sole proprietor, as a person."""

    first_name: Words
    last_name: Words
    email: Email
    phone_number: PhoneNumberText


class SoleProprietorInformation(_Attributes):
    """Of type `sole_proprietor_information`: a sole proprietor's brand."""

    brand_name: Words
    mobile_phone_number: PhoneNumberText
    """Gets the one-time password."""

    vertical: Words


ATTRIBUTES: dict[str, type[_Attributes]] = {
    "customer_profile_business_information": BusinessInformation,
    "authorized_representative_1": AuthorizedRepresentative,
    "authorized_representative_2": AuthorizedRepresentative,
    "us_a2p_messaging_profile_information": UsA2pMessagingProfileInformation,
    "starter_customer_profile_information": StarterCustomerProfileInformation,
    "sole_proprietor_information": SoleProprietorInformation,
}
"""The attributes of each type of end user."""


def _of_type(attributes: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    model = ATTRIBUTES.get(info.data.get("type", ""))
    if model is None or contains_unknown(attributes):
        return attributes
    try:
        return model.model_validate(attributes).model_dump(exclude_none=True)
    except ValidationError as error:
        raise ValueError("; ".join(f"{name}: {reason}" for name, reason in findings(error, shown=False))) from None


class EndUserInputs(Inputs):
    """What is sent."""

    account_sid: Immutable[AccountSid]
    friendly_name: FriendlyName
    """Also how an existing end user is found again, with its type."""

    type: Immutable[
        Literal[
            "customer_profile_business_information",
            "authorized_representative_1",
            "authorized_representative_2",
            "us_a2p_messaging_profile_information",
            "starter_customer_profile_information",
            "sole_proprietor_information",
        ]
    ]
    """What the facts are about, such as `us_a2p_messaging_profile_information`."""

    attributes: Annotated[dict[str, Any], AfterValidator(_of_type)]
    """All that its type has, such as `{"company_type": "private"}`. A secret. Each type has its own:
    `BusinessInformation`, `AuthorizedRepresentative`, `UsA2pMessagingProfileInformation`,
    `StarterCustomerProfileInformation`, `SoleProprietorInformation`."""


class EndUserProvider(ReviewedFactProvider[EndUserInputs]):
    """An update replaces all attributes."""

    inputs = EndUserInputs
    natural_key = ("friendly_name", "type")
    secret_outputs = frozenset({"attributes"})

    def collection(self, twilio: Connection, inputs: EndUserInputs) -> Any:
        """End users of the account, called as the account."""
        return twilio.account(inputs.account_sid).trusthub.v1.end_users

    def belongs_to(self, instance: Any) -> str:
        """One that is a note of a brand stands for the brand."""
        return noted_brand(str(instance.friendly_name)) or super().belongs_to(instance)

    def secrets(self, inputs: EndUserInputs) -> tuple[str, ...]:
        """The registration number, as written and as bare digits."""
        number = str((getattr(inputs, "attributes", None) or {}).get("business_registration_number", ""))
        return (number, number.replace("-", "")) if number else ()


class EndUser(TwilioResource, provider=EndUserProvider):
    """Facts of one type."""

    sid: pulumi.Output[str]
