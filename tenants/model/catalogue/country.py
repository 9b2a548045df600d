"""The ways to text people in a country from a number or a name there: what Twilio sells, and what it takes."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel, ValidationInfo, field_validator

from tenants.model.catalogue.price_book import SourcedFigure
from tenants.model.sections.field_types import Text, refused
from tenants.model.sections.international_number import EndUserType, InternationalNumber, TypeName
from tenants.model.yaml_files.base_model import BaseModel


class SenderKind(StrEnum):
    """A kind of sender, in the order in which it is best for a shop that gets replies."""

    MOBILE = "mobile"
    LOCAL = "local"
    NATIONAL = "national"
    TOLL_FREE = "toll_free"
    ALPHANUMERIC = "alphanumeric"

    @property
    def words(self) -> str:
        """Its name for people."""
        return _KINDS[self]


_KINDS = {
    SenderKind.MOBILE: "mobile number",
    SenderKind.LOCAL: "local number",
    SenderKind.NATIONAL: "national number",
    SenderKind.TOLL_FREE: "toll-free number",
    SenderKind.ALPHANUMERIC: "alphanumeric sender ID",
}


class Access(StrEnum):
    """What it takes to get a sender."""

    SELF_SERVICE = "self-service"
    ADDRESS = "address"
    BUNDLE = "bundle"
    REGISTRATION = "registration"
    FORM = "form"
    NOT_SUPPORTED = "not-supported"

    @property
    def words(self) -> str:
        """What to do, for people."""
        return _ACCESS[self]


_ACCESS = {
    Access.SELF_SERVICE: "is self-service",
    Access.ADDRESS: "needs an address",
    Access.BUNDLE: "needs an approved regulatory bundle with the tenant's own documents",
    Access.REGISTRATION: "needs a registration",
    Access.FORM: "is ordered from Twilio with a form",
    Access.NOT_SUPPORTED: "is not supported for texts",
}


BUYABLE = frozenset({Access.SELF_SERVICE, Access.ADDRESS, Access.BUNDLE})
"""What it may take to get a number that a tenant's file can declare."""


class AddressRequirement(StrEnum):
    """Twilio's `address_requirements`: where the address of the one who has a number must be."""

    NONE = "none"
    ANY = "any"
    LOCAL = "local"
    """In the country or, of a local number, in its area."""

    FOREIGN = "foreign"


class Regulation(BaseModel):
    """What a country wants of one type of end user for one type of number.

    Twilio's own list is https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations, with the same names.
    """

    address: Annotated[AddressRequirement, Field(strict=False)] = AddressRequirement.NONE
    end_user: Annotated[tuple[TypeName, ...], Field(strict=False)] = ()
    """The attributes that the end user must have, such as `business_name`."""

    documents: dict[TypeName, dict[TypeName, Annotated[tuple[TypeName, ...], Field(strict=False)]]] = Field(
        default_factory=dict
    )
    """By Twilio's `requirement_name`, the types of documents that show it, each with the attributes it must have."""

    of_another_person: Annotated[tuple[TypeName, ...], Field(strict=False)] = ()
    """The requirements whose document names somebody else than the end user, such as who has a power of attorney. All
    other documents say what the end user's attributes say."""

    assumed: bool = False
    """Whether no documentation states it in these names. Ask Twilio's list before you sell it."""

    @field_validator("of_another_person")
    @classmethod
    def _known(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        documents = info.data.get("documents", names)
        if unknown := [each for each in names if each not in documents]:
            remedy = f"choose from: {', '.join(documents)}"
            raise refused(f"no requirement of `documents`: {', '.join(unknown)}", remedy)
        return names


class Route(BaseModel):
    """What it takes to get one kind of sender."""

    access: Annotated[Access, Field(strict=False)]

    weeks: Annotated[int, Field(ge=0)] = 0
    """About how many weeks it takes; 0 if it is there immediately, or if no source states it."""

    note: Text | None = None
    """What else to know, such as that nobody can reply."""

    assumed: bool = False
    """Whether no documentation states it. Ask Twilio before you sell it."""

    regulations: dict[Annotated[EndUserType, Field(strict=False)], Regulation] = Field(default_factory=dict)
    """What the country wants of each type of end user, where a bundle or an address is needed."""

    @property
    def about(self) -> str:
        """About how long it takes, in words; empty if it is there immediately, or if no source states it."""
        return f"about {self.weeks} week{'s' if self.weeks > 1 else ''}" if self.weeks else ""


class Country(SourcedFigure):
    """The senders of a country."""

    name: Text

    senders: Annotated[dict[Annotated[SenderKind, Field(strict=False)], Route], Field(min_length=1)]

    def routes(self) -> Iterator[tuple[SenderKind, Route]]:
        """Yield the kinds of senders that texts can be sent from, the best first."""
        for kind in SenderKind:
            route = self.senders.get(kind)
            if route and route.access is not Access.NOT_SUPPORTED:
                yield kind, route

    def route_of(self, number: InternationalNumber) -> Route | None:
        """Return what it takes to get a number of this type; None if the country's entry does not say."""
        return self.senders.get(SenderKind(number.number_type.replace("-", "_")))

    @property
    def next_step(self) -> str:
        """Return what it takes to text people there, in one sentence without a period."""
        routes = [_said(kind, route) for kind, route in self.routes()]
        return f"{self.name}: {'; '.join(routes)}" if routes else f"{self.name}: Twilio sells no sender for texts there"


def _said(kind: SenderKind, route: Route) -> str:
    weeks = f", {route.about}" if route.about else ""
    note = f", {route.note}" if route.note else ""
    assumed = " (assumed: ask Twilio)" if route.assumed else ""
    return f"a{'n' if kind is SenderKind.ALPHANUMERIC else ''} {kind.words} {route.access.words}{weeks}{note}{assumed}"


def _code(text: str) -> str:
    if not re.fullmatch("[A-Z]{2}", text):
        raise refused(f"{text!r} is no country code", "write the two-letter ISO 3166 code in capitals: DE")
    return text


class Countries(RootModel[dict[Annotated[str, AfterValidator(_code)], Country]]):
    """The file of countries."""
