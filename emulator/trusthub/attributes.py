"""What end users and supporting documents say: their types, the attributes of each, and when one is well formed.

Types and attributes: https://www.twilio.com/docs/trust-hub/trusthub-rest-api/endusertype-resource; the words allowed:
https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from emulator.core.call import fixed_sid

Attributes: TypeAlias = Mapping[str, Any]


MISSING_END_USER = 22214
END_USER_FIELD = 22215
MISSING_DOCUMENT = 22216
DOCUMENT_FIELD = 22217
PHONE_NUMBER_FIELD = 22218
"""What an evaluation finds: https://www.twilio.com/docs/api/errors/22214 and the pages of the codes after it."""

_BUSINESS_TYPES = (
    *("Co-operative", "Corporation", "Limited Liability Corporation", "Non-profit Corporation", "Partnership"),
)
_INDUSTRIES = (
    *("AGRICULTURE", "AUTOMOTIVE", "BANKING", "CONSTRUCTION", "CONSUMER", "EDUCATION", "ELECTRONICS", "ENERGY"),
    *("ENGINEERING", "FAST_MOVING_CONSUMER_GOODS", "FINANCIAL", "FINTECH", "FOOD_AND_BEVERAGE", "GOVERNMENT"),
    *("HEALTHCARE", "HOSPITALITY", "INSURANCE", "JEWELRY", "LEGAL", "MANUFACTURING", "MEDIA", "NOT_FOR_PROFIT"),
    *("OIL_AND_GAS", "ONLINE", "PROFESSIONAL_SERVICES", "RAW_MATERIALS", "REAL_ESTATE", "RELIGION", "RETAIL"),
    *("TECHNOLOGY", "TELECOMMUNICATIONS", "TRANSPORTATION", "TRAVEL"),
)
_IDENTIFIERS = ("EIN", "DUNS", "CBN", "CN", "ACN", "CIN", "VAT", "VATRN", "RN", "Other")
_REGIONS = ("AFRICA", "ASIA", "EUROPE", "LATIN_AMERICA", "USA_AND_CANADA")
_POSITIONS = ("Director", "GM", "VP", "CEO", "CFO", "General Counsel", "Other")
_VERTICALS = (
    *("AGRICULTURE", "COMMUNICATION", "ENERGY", "ENTERTAINMENT", "FINANCIAL", "GAMBLING", "GOVERNMENT", "HEALTHCARE"),
    *("HOSPITALITY", "HUMAN_RESOURCES", "INSURANCE", "LEGAL", "MANUFACTURING", "NGO", "POLITICAL", "POSTAL"),
    *("PROFESSIONAL", "REAL_ESTATE", "RETAIL", "TECHNOLOGY", "TRANSPORTATION"),
)

_EIN = re.compile(r"\d{2}-?\d{7}")
_PHONE_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+\S*")


def _always(_: Attributes) -> bool:
    return True


def _never(_: Attributes) -> bool:
    return False


def _if_public(attributes: Attributes) -> bool:
    """Only a company on a stock exchange says where, and whom to ask there."""
    return attributes.get("company_type") == "public"


@dataclass(frozen=True)
class Form:
    """What a value must look like.

    Attributes:
        expected: What it is to be, for the message.
        fits: Whether a value is, given all attributes.
        code: Twilio's code for a value that is not.
    """

    expected: str
    fits: Callable[[str, Attributes], bool]
    code: int = END_USER_FIELD


def _one_of(*words: str) -> Form:
    return Form(f"one of {', '.join(words)}", lambda value, _: value in words)


def _matching(pattern: re.Pattern[str], expected: str, code: int = END_USER_FIELD) -> Form:
    return Form(expected, lambda value, _: bool(pattern.fullmatch(value)), code)


_ANY = Form("text", lambda value, _: bool(value))
_SOME_REGIONS = Form(
    f"one or more of {', '.join(_REGIONS)}", lambda value, _: all(word.strip() in _REGIONS for word in value.split(","))
)
_REGISTRATION = Form(
    "nine digits, as NN-NNNNNNN or without the dash, for an EIN",
    lambda value, all_of: all_of.get("business_registration_identifier") != "EIN" or bool(_EIN.fullmatch(value)),
)
_TELEPHONE = _matching(_PHONE_NUMBER, "a phone number in E.164, such as +14155550100", PHONE_NUMBER_FIELD)
_ADDRESS = _matching(_EMAIL, "an e-mail address")
_WEBSITE = _matching(_URL, "an address that begins with https:// or http://")


@dataclass(frozen=True)
class Field:
    """One attribute.

    Attributes:
        machine_name: Its key.
        form: What it looks like.
        is_needed: Whether it must be there, given all attributes; what is there must be well formed in any case.
        constraint: `String` or `List`.
    """

    machine_name: str
    form: Form = _ANY
    is_needed: Callable[[Attributes], bool] = _always
    constraint: str = "String"

    @property
    def friendly_name(self) -> str:
        """Its name for people."""
        return self.machine_name.replace("_", " ").title()


@dataclass(frozen=True)
class Type:
    """A type of end user or supporting document.

    Attributes:
        machine_name: What `Type` says.
        fields: Its attributes.
    """

    machine_name: str
    fields: tuple[Field, ...]

    @property
    def sid(self) -> str:
        """Its SID, the same in every local Twilio."""
        return fixed_sid("OY", self.machine_name)

    @property
    def friendly_name(self) -> str:
        """Its name for people."""
        return self.machine_name.replace("_", " ").capitalize()

    def shown(self) -> dict[str, Any]:
        """Return it as Twilio answers it, but for its address."""
        return {
            "sid": self.sid,
            "friendly_name": self.friendly_name,
            "machine_name": self.machine_name,
            "fields": [
                {
                    "machine_name": field.machine_name,
                    "friendly_name": field.friendly_name,
                    "constraint": field.constraint,
                }
                for field in self.fields
            ],
        }


_REPRESENTATIVE = (
    Field("first_name"),
    Field("last_name"),
    Field("email", _ADDRESS),
    Field("phone_number", _TELEPHONE),
    Field("business_title"),
    Field("job_position", _one_of(*_POSITIONS)),
)
_ADDRESS_SIDS = (Field("address_sids", constraint="List"),)

END_USER_TYPES = (
    Type(
        "customer_profile_business_information",
        (
            Field("business_name"),
            Field("business_identity", _one_of("direct_customer", "isv_reseller_or_partner", "unknown")),
            Field("business_type", _one_of(*_BUSINESS_TYPES)),
            Field("business_industry", _one_of(*_INDUSTRIES)),
            Field("business_registration_identifier", _one_of(*_IDENTIFIERS)),
            Field("business_registration_number", _REGISTRATION),
            Field("business_regions_of_operation", _SOME_REGIONS),
            Field("website_url", _WEBSITE),
            Field("social_media_profile_urls", is_needed=_never),
        ),
    ),
    Type("authorized_representative_1", _REPRESENTATIVE),
    Type("authorized_representative_2", _REPRESENTATIVE),
    Type(
        "us_a2p_messaging_profile_information",
        (
            Field("company_type", _one_of("private", "public", "non-profit", "government")),
            Field("stock_exchange", is_needed=_if_public),
            Field("stock_ticker", is_needed=_if_public),
            Field("brand_contact_email", _ADDRESS, _if_public),
        ),
    ),
    Type(
        "starter_customer_profile_information",
        (
            Field("first_name"),
            Field("last_name"),
            Field("email", _ADDRESS),
            Field("phone_number", _TELEPHONE),
        ),
    ),
    Type(
        "sole_proprietor_information",
        (
            Field("brand_name"),
            Field("mobile_phone_number", _TELEPHONE),
            Field("vertical", _one_of(*_VERTICALS), _never),
        ),
    ),
)
"""The types of end user that A2P messaging needs."""

SUPPORTING_DOCUMENT_TYPES = (
    Type("customer_profile_address", _ADDRESS_SIDS),
    Type("starter_customer_profile_address", _ADDRESS_SIDS),
)
"""The types of supporting document that A2P messaging accepts."""

BY_NAME = {each.machine_name: each for each in (*END_USER_TYPES, *SUPPORTING_DOCUMENT_TYPES)}
"""All types by machine name."""
