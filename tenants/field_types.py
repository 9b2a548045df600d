"""Kinds of text in the tenants' files, each with the words for a person who got one wrong."""

import re
from typing import Annotated

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError, Url

from tenants.finding import shown

# Short enough for the names made of it, such as "acme-surf daily messages": Twilio takes 64 characters.
IDENTIFIER = re.compile("[a-z][a-z0-9-]{1,39}")
IDENTIFIER_RULE = "use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter: 'acme-surf'"


def expected(what: str, remedy: str) -> PydanticCustomError:
    """The value is not what it should be; the finding adds the value."""
    return PydanticCustomError("expected", what, {"remedy": remedy})


def refused(message: str, remedy: str) -> PydanticCustomError:
    """The value can't be accepted; the finding shows the message alone."""
    return PydanticCustomError("refused", message, {"remedy": remedy})


def _identifier(text: str) -> str:
    if not IDENTIFIER.fullmatch(text):
        raise expected("an id", IDENTIFIER_RULE)
    return text


def _https_url(text: str) -> str:
    if "@" in text:  # never shown, even where the rest is no URL: it may be a password
        raise refused("a URL must not carry a user name or password", "remove the @ and what stands before it")
    try:
        url = Url(text)
    except ValueError:
        url = None
    if url is None or url.scheme != "https":
        raise expected("an https URL", "write https://, a host and a path: customers' messages go there")
    if text not in {str(url), str(url).removesuffix("/")}:
        raise expected("an https URL in its plain form", f"write {shown(str(url))}")
    return text


def _base_url(text: str) -> str:
    if "?" in text or "#" in text or text.endswith("/"):
        raise expected("a URL that paths can be added to", "remove the last slash, the query and the fragment")
    return text


def _is_local_us_number(text: str) -> bool:
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(number)
        and phonenumbers.region_code_for_number(number) == "US"
        and phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE_OR_MOBILE
        and phonenumbers.format_number(number, PhoneNumberFormat.E164) == text
    )


def _phone_number(text: str) -> str:
    if not _is_local_us_number(text):
        raise expected("a local US phone number in E.164", "write +1 and ten digits in quotes: '+14155550123'")
    return text


def _area_code(text: str) -> str:
    if not _is_local_us_number(f"+1{text}5550100"):
        raise expected("a US area code", "write its three digits in quotes: '415'")
    return text


def _email_address(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise expected("an e-mail address", "write it as name@example.com")
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
"""What a tenant, package or template is called everywhere. Also part of URLs."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for people."""

HttpsUrl = Annotated[str, AfterValidator(_https_url)]
"""A URL Twilio may call."""

BaseUrl = Annotated[HttpsUrl, AfterValidator(_base_url)]
"""The beginning of URLs Twilio may call."""

UsPhoneNumber = Annotated[str, AfterValidator(_phone_number)]
"""A local US number in E.164. Toll-free numbers can't send on an A2P 10DLC campaign.

See https://www.twilio.com/docs/glossary/what-e164.
"""

AreaCode = Annotated[str, AfterValidator(_area_code)]
"""The area in which Twilio picks a local US number."""

EmailAddress = Annotated[str, AfterValidator(_email_address)]
