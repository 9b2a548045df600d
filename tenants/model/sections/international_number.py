"""Phone numbers outside the US, each with what its country's regulation wants of the one who has it.

Fields are those of Twilio's regulatory bundles (https://www.twilio.com/docs/phone-numbers/regulatory/api). Which facts
and documents a country wants is in tenants/catalogue/countries.yaml.
"""

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from tenants.model.sections.field_types import (
    CountryCode,
    Date,
    Identifier,
    InternationalPhoneNumber,
    Text,
    expected,
    refused,
)
from tenants.model.yaml_files.base_model import BaseModel

TypeName = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{1,63}$")]
"""A name of Twilio's, such as `commercial_registrar_excerpt` or `document_number`."""


FILE_TYPES = (".pdf", ".jpg", ".jpeg", ".png")
"""What files of documents end in."""


class NumberType(StrEnum):
    """Twilio's `NumberType`."""

    LOCAL = "local"
    MOBILE = "mobile"
    NATIONAL = "national"
    TOLL_FREE = "toll-free"


class EndUserType(StrEnum):
    """Twilio's `EndUserType`: who has the number."""

    BUSINESS = "business"
    INDIVIDUAL = "individual"


def _outside_the_us(code: str) -> str:
    if code == "US":
        raise refused("numbers in the US are declared elsewhere", "write it as phone_number or senders.toll_free")
    return code


def _file_below(path: str) -> str:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\\" in path or not parts:
        raise expected("a path below the directory of the tenants' files", "write it as acme/register.pdf")
    if PurePosixPath(path).suffix.lower() not in FILE_TYPES:
        raise expected("a PDF, JPEG or PNG file", f"use a file that ends in {', '.join(FILE_TYPES)}")
    return path


class LocalAddress(BaseModel):
    """The tenant's address in the country of the number. See https://www.twilio.com/docs/usage/api/address."""

    street: Text
    street_secondary: Text | None = None
    city: Text
    region: Text
    """The state, county or province."""

    postal_code: Text


class RegulatoryDocument(BaseModel):
    """A supporting document: https://www.twilio.com/docs/phone-numbers/regulatory/api/supporting-documents."""

    type: TypeName
    """Twilio's type, such as `commercial_registrar_excerpt`."""

    name: Identifier | None = None
    """What it is called beside another document of its type, here and at Twilio, such as `attorney`."""

    attributes: dict[TypeName, Text] = Field(default_factory=dict)
    """What the document says, such as `document_number`. Names and the address are taken from elsewhere in the file."""

    file: Annotated[str, AfterValidator(_file_below)] | None = None
    """The file with the document, by its path below the directory of the tenants' files: `acme/register.pdf`. JPEG, PNG
    or PDF."""


class InternationalNumber(BaseModel):
    """A number outside the US, bought once Twilio has approved its regulatory bundle, if the country wants one."""

    iso_country: Annotated[CountryCode, AfterValidator(_outside_the_us)]
    number_type: Annotated[NumberType, Field(strict=False)]
    number: InternationalPhoneNumber | None = None
    """A specific number in E.164. Default: any number of this type with SMS."""

    end_user_type: Annotated[EndUserType, Field(strict=False)] = EndUserType.BUSINESS
    end_user: dict[TypeName, Text] = Field(default_factory=dict)
    """Attributes of the end user that differ from `business`, or that it lacks, such as `business_name` of the branch
    or its `business_registration_number`."""

    address: LocalAddress | None = None
    """Required, unless the business has its own address in that country."""

    documents: Annotated[tuple[RegulatoryDocument, ...], Field(strict=False)] = ()
    """What proves the facts. A second one of a type needs a `name`. An address that needs no proof needs none."""

    resubmitted_on: Date | None = None
    """The day on which something outside this section was corrected after the bundle was rejected. It is submitted
    again, once for each day given here."""

    renewed_on: Date | None = None
    """The day on which the bundle's facts and documents were brought up to date. A copy of the bundle with what the
    file says now is submitted; once it is approved, the bundle gets what it holds and keeps its numbers."""

    @property
    def part(self) -> str:
        """What its resources are named after, besides the tenant, such as `de-mobile`."""
        return f"{self.iso_country.lower()}-{self.number_type}"

    @property
    def words(self) -> str:
        """Its name for people, such as `DE mobile`."""
        return f"{self.iso_country} {self.number_type}"
