"""Types of values in the tenants' files, each with the message shown for an invalid value."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Any, TypeVar

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError, Url

from tenants.model.naming import SECRET_REFERENCE
from tenants.model.us_states import US_STATES
from tenants.model.yaml_files.finding import shown

# Short enough for names that contain it, such as "acme-surf daily messages": Twilio allows 64 characters.
IDENTIFIER = re.compile("[a-z][a-z0-9-]{1,39}")
IDENTIFIER_RULE = "use 2 to 40 lowercase letters, digits and hyphens, starting with a letter: 'acme-surf'"

ZIP_CODE = "[0-9]{5}(-[0-9]{4})?"

Word = TypeVar("Word", bound=str)


def expected(what: str, remedy: str) -> PydanticCustomError:
    """Return an error for a value of the wrong kind. The finding adds the value."""
    return PydanticCustomError("expected", what, {"remedy": remedy})


def refused(message: str, remedy: str) -> PydanticCustomError:
    """Return an error for a value that is not accepted. The finding shows only the message."""
    return PydanticCustomError("refused", message, {"remedy": remedy})


def _identifier(text: str) -> str:
    if not IDENTIFIER.fullmatch(text):
        raise expected("an id", IDENTIFIER_RULE)
    return text


@lru_cache(maxsize=4096)
def _https_url(text: str, remedy: str) -> str:
    if "@" in text:  # never shown, even if the rest is not a URL: it may be a password
        raise refused("a URL must not contain a user name or password", "remove the user name, the password and the @")
    try:
        url = Url(text)
    except ValueError:
        url = None
    if url is None or url.scheme != "https":
        raise expected("an https URL", remedy)
    if text not in {str(url), str(url).removesuffix("/")}:
        raise expected("a normalized https URL", f"write {shown(str(url))}")
    return text


def _base_url(text: str) -> str:
    if "?" in text or "#" in text or text.endswith("/"):
        raise expected("a base URL", "remove the trailing slash, the query and the fragment")
    return text


@lru_cache(maxsize=4096)
def is_local_us_number(text: str) -> bool:
    """Return whether it is a local US number, fixed or mobile, in E.164. Toll-free and service numbers are not."""
    number = _parsed(text)
    return (
        number is not None
        and _region(text) == "US"
        and phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE_OR_MOBILE
    )


@lru_cache(maxsize=4096)
def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    """Return what a text in E.164 says; None for a text in any other form."""
    if _NORTH_AMERICAN.fullmatch(text):  # parsing finds the same, and takes a third of what a check of a number takes
        return phonenumbers.PhoneNumber(country_code=_NORTH_AMERICA, national_number=int(text[2:]))
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.format_number(number, PhoneNumberFormat.E164) == text else None


@lru_cache(maxsize=4096)
def _region(text: str) -> str | None:
    """Return the region of a number in E.164; None if it is valid in none."""
    number = _parsed(text)
    region: str | None = phonenumbers.region_code_for_number(number) if number else None
    return region


@lru_cache(maxsize=4096)
def country_of(number: str) -> str | None:
    """Return the country of a phone number in E.164, such as `GB`; None if no country can have it.

    A number that a numbering plan keeps free for fiction is in its country too.
    """
    parsed = _parsed(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return None
    found = _region(number)
    if found is None and parsed.country_code is not None and parsed.country_code != _NORTH_AMERICA:
        found = phonenumbers.region_code_for_country_code(parsed.country_code)
    return _PART_OF.get(found, found) if found in phonenumbers.SUPPORTED_REGIONS else None


_PART_OF = {"GG": "GB", "IM": "GB", "JE": "GB"}
"""Regions that have the calling code of a country, and that count as it."""


def is_toll_free_number(text: str) -> bool:
    """Return whether it is a toll-free number of the US and Canada, in E.164."""
    number = _parsed(text)
    return (
        number is not None
        and number.country_code == _NORTH_AMERICA
        and phonenumbers.number_type(number) == PhoneNumberType.TOLL_FREE
    )


_NORTH_AMERICA = 1
_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{9}")


def _toll_free_number(text: str) -> str:
    if not is_toll_free_number(text):
        raise expected("a toll-free number in E.164", "write +1 and ten digits in quotes: '+18885550123'")
    return text


def _toll_free_area_code(text: str) -> str:
    if not is_toll_free_number(f"+1{text}5550100"):
        raise expected("a toll-free area code", "write its three digits in quotes: '888'")
    return text


def _international_number(text: str) -> str:
    if country_of(text) in {None, "US"}:
        raise expected("a phone number outside the US in E.164", "write + and the digits in quotes: '+4915735990000'")
    return text


def _phone_number(text: str) -> str:
    if not is_local_us_number(text):
        raise expected("a local US phone number in E.164", "write +1 and ten digits in quotes: '+14155550123'")
    return text


def _any_phone_number(text: str) -> str:
    if country_of(text) is None:
        raise expected("a phone number in E.164", "write + and country code in quotes: '+14155550123'")
    return text


def _area_code(text: str) -> str:
    if not is_local_us_number(f"+1{text}5550100"):
        raise expected("a US area code", "write its three digits in quotes: '415'")
    return text


def _email_address(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
        raise expected("an e-mail address", "write it as name@example.com")
    return text


def is_country(code: object) -> bool:
    """Return whether it is the ISO 3166 code of a country that has phone numbers."""
    return isinstance(code, str) and code in phonenumbers.SUPPORTED_REGIONS


def _country(text: str) -> str:
    if not is_country(text):
        raise expected(
            "a two-letter country code", "write the ISO 3166 code in capitals: DE, or GB for the United Kingdom"
        )
    return text


def _stock_exchange(text: str) -> str:
    if not re.fullmatch("[A-Z][A-Z0-9]{1,7}", text):
        raise expected("a stock exchange code", "write a code such as NASDAQ or NYSE, or OTHER")
    return text


def _brand_registration_sid(text: str) -> str:
    if not re.fullmatch("BN[0-9a-f]{32}", text):
        raise expected("a brand's SID", "write BN and 32 lowercase hexadecimal digits")
    return text


def _language(text: str) -> str:
    if not re.fullmatch("[a-z]{2}", text):
        raise expected("a two-letter language code", "write it in lowercase: en")
    return text


def us_state(text: str) -> str:
    """Reject what is not the code of a US state."""
    if text not in US_STATES:
        raise expected("a US state", "write its two-letter code in capitals: CA")
    return text


def zip_code(text: str) -> str:
    """Reject what is not a US ZIP code of five or nine digits."""
    if not re.fullmatch(ZIP_CODE, text):
        raise expected("a ZIP code", "write it in quotes: '94110'")
    return text


def _secret_reference(value: Any) -> str:
    # Any other value, of any type, is probably the secret itself: it is never shown.
    if not (isinstance(value, str) and re.fullmatch(SECRET_REFERENCE, value)):
        raise refused(
            "expected the name of a secret, got something else (not shown: it may be the secret)",
            "write secret:NAME, such as secret:acme-ein, and store the value with `pulumi config set --secret NAME`",
        )
    return value


def _date(value: Any) -> dt.date:
    if type(value) is dt.date:  # of a model that is validated again
        return value
    if isinstance(value, str) and re.fullmatch("20[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise refused(f"{value!r} is not a valid date", "correct the month or the day") from None
    raise expected("a date", "write year, month and day: 2026-12-31")


def _us_dollars(value: Any) -> Decimal:
    if not (isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value)):
        raise expected("an amount in US dollars", "write it in quotes, with a decimal point: '4.50'")
    return Decimal(value)


def _share(value: Any) -> Decimal:
    if not (isinstance(value, str) and re.fullmatch(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?", value)):
        raise expected("a share from 0 to 1", "write it in quotes, with a decimal point: '0.35'")
    return Decimal(value)


def without_repetition(entries: tuple[Word, ...]) -> tuple[Word, ...]:
    """Reject a list that contains an entry more than once."""
    repeated = sorted({str(entry) for entry in entries if entries.count(entry) > 1})
    if repeated:
        raise refused(f"listed more than once: {', '.join(map(shown, repeated))}", "list each only once")
    return entries


def _for_editors(**schema: Any) -> Any:
    """Return the part of a check that editors can do while typing, as JSON Schema keywords."""
    return Field(json_schema_extra=schema)


Identifier = Annotated[str, AfterValidator(_identifier), _for_editors(pattern=f"^{IDENTIFIER.pattern}$")]
"""The id of a tenant, package or template. Also used in URLs."""

TemplateIds = Annotated[tuple[str, ...], Field(strict=False, min_length=1), AfterValidator(without_repetition)]
"""The ids of templates in the catalogue, without repetition."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text for people."""

HttpsUrl = Annotated[
    str,
    AfterValidator(partial(_https_url, remedy="write https://, a host and a path; customers' messages are sent there")),
    _for_editors(pattern="^https://"),
]
"""A URL that Twilio calls."""

WebPage = Annotated[
    str,
    AfterValidator(partial(_https_url, remedy="write the full address as a browser shows it, starting with https://")),
    _for_editors(pattern="^https://"),
]
"""A page that reviewers open. Carriers reject plain http."""

BaseUrl = Annotated[HttpsUrl, AfterValidator(_base_url)]
"""The common prefix of URLs that Twilio calls: no trailing slash, query or fragment."""

UsPhoneNumber = Annotated[str, AfterValidator(_phone_number), _for_editors(pattern=r"^\+1[2-9][0-9]{9}$")]
"""A local US number in E.164. Toll-free numbers can't send in an A2P 10DLC campaign.

See https://www.twilio.com/docs/glossary/what-e164.
"""

InternationalPhoneNumber = Annotated[
    str, AfterValidator(_international_number), _for_editors(pattern=r"^\+[1-9][0-9]{6,14}$")
]
"""A number outside the US in E.164."""

AnyPhoneNumber = Annotated[str, AfterValidator(_any_phone_number), _for_editors(pattern=r"^\+[1-9][0-9]{6,14}$")]
"""A number of any country in E.164."""

AreaCode = Annotated[str, AfterValidator(_area_code), _for_editors(pattern="^[2-9][0-9]{2}$")]
"""The US area code in which Twilio picks a local number."""

TollFreeNumber = Annotated[str, AfterValidator(_toll_free_number), _for_editors(pattern=r"^\+18[0-9]{9}$")]
"""A toll-free number of the US and Canada in E.164."""

TollFreeAreaCode = Annotated[str, AfterValidator(_toll_free_area_code), _for_editors(pattern="^8[0-9]{2}$")]
"""The toll-free area code in which Twilio picks a number, such as `888`."""

EmailAddress = Annotated[str, AfterValidator(_email_address), _for_editors(format="email")]

CountryCode = Annotated[str, AfterValidator(_country), _for_editors(pattern="^[A-Z]{2}$")]
"""A two-letter ISO 3166 code, such as US."""

Countries = Annotated[
    tuple[CountryCode, ...],
    Field(strict=False, min_length=1),
    AfterValidator(without_repetition),
]
"""Two-letter ISO 3166 codes, such as US, without repetition."""

UsState = Annotated[str, AfterValidator(us_state), _for_editors(enum=list(US_STATES))]
"""The two-letter postal code of a US state or the District of Columbia."""

ZipCode = Annotated[str, AfterValidator(zip_code)]
"""A US ZIP code of five or nine digits."""

StockExchange = Annotated[str, AfterValidator(_stock_exchange)]
"""Twilio's code for a stock exchange."""

BrandRegistrationSid = Annotated[str, AfterValidator(_brand_registration_sid)]
"""The SID of a brand registration at Twilio."""

SecretReference = Annotated[str, BeforeValidator(_secret_reference), _for_editors(pattern=f"^{SECRET_REFERENCE}$")]
"""A reference to a secret in the stack's configuration: `secret:NAME`. The secret is never in a tenant's file."""

Language = Annotated[str, AfterValidator(_language)]
"""A two-letter ISO 639 code. See https://www.iso.org/iso-639-language-code."""

Date = Annotated[dt.date, BeforeValidator(_date)]
"""A day in this century, so that a typing error in the year is found."""

UsDollars = Annotated[
    Decimal, BeforeValidator(_us_dollars), _for_editors(type="string", pattern=r"^[0-9]{1,6}(\.[0-9]{1,6})?$")
]
"""An exact amount, with up to six decimals. Quoted, because a YAML number is a binary fraction."""

Share = Annotated[Decimal, BeforeValidator(_share)]
"""An exact share from 0 to 1. Quoted, because a YAML number is a binary fraction."""
