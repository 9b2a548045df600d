"""Draft tenants' files from an account that was set up by hand: one file for each of its messaging services.

The table of origins (`owl.origins.table`) maps Twilio's fields back to the file. What Twilio does not know is marked
with `TO_DO`, which `owl check` refuses, with file and line. The file has names of secrets, never values: a registration
number is not even read.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from owl.adoption.international_number import type_of
from owl.approvals.irreversible import brand_kind
from owl.drift.account_contents import Content
from owl.origins.inverse import file_values, in_order
from providers.core.inputs import SERVER_FILLED
from redaction.redact import redact
from tenants.model import BrandKind, Tenants, naming
from tenants.model.between_sections import OF_REGISTERED_BUSINESSES
from tenants.model.naming import Part, ResourceName, friendly_name, words_of_identifier
from tenants.model.sections.business import HOME, RegionOfOperation, RegistrationIdentifier
from tenants.model.sections.field_types import country_of
from tenants.model.yaml_files.file_edit import block
from tenants.model.yaml_files.yaml_document import TO_DO

LONGEST_ID = 40

ASKED: Mapping[str, str] = {
    "business.legal_name": "its legal name, exactly as in the records of the tax authority",
    "business.type": "its legal form, as in the records of the tax authority",
    "business.industry": "its industry",
    "business.website": "its website, starting with https://",
    "business.address.street": "house number and street, as in its tax records",
    "business.address.city": "its city",
    "business.address.region": "its state, two letters",
    "business.address.postal_code": "its ZIP code",
    "business.representative.first_name": "first name of its representative",
    "business.representative.last_name": "last name of its representative",
    "business.representative.email": "email of its representative",
    "business.representative.phone_number": "phone number of its representative, such as '+14155550134'",
    "business.representative.business_title": "the representative's business title",
    "business.representative.job_position": "the representative's job position, such as CEO",
    "brand.kind": f"the kind of its brand: {', '.join(BrandKind)}",
    "campaign.use_case": "the campaign's use case, such as LOW_VOLUME",
    "campaign.description": "who sends what to whom, 40 characters or more",
    "campaign.message_flow": "how customers opt in, with the consent text, 40 characters or more",
    "campaign.has_embedded_links": "whether messages contain links: true or false",
    "campaign.has_embedded_phone": "whether messages contain phone numbers: true or false",
    "campaign.privacy_policy_url": "the URL of its privacy policy",
    "campaign.terms_and_conditions_url": "the URL of its messaging terms",
}
"""The required fields of a file, and the question for each that Twilio can't answer."""

_ASKED_ABROAD: Mapping[str, str] = {
    "business.address.region": "its state, county or province",
    "business.address.postal_code": "its postal code",
    "business.address.country": "its country, two letters",
    "business.representative.phone_number": "phone number of its representative, such as '+493023125000'",
}
"""What is asked otherwise, or besides, where the business may be outside the US."""

_OF_COMPANIES_ABROAD: Mapping[str, str] = {
    "business.registration_identifier": f"the kind of its registration number: {', '.join(RegistrationIdentifier)}",
    "business.regions_of_operation": f"a list of where it operates: {', '.join(RegionOfOperation)}",
}
"""What a registered business says outside the US besides."""

_OF_COMPANIES = frozenset(".".join(map(str, each)) for each in OF_REGISTERED_BUSINESSES)
"""Fields that a sole proprietor's file does not have."""


@dataclass(frozen=True)
class Draft:
    """The draft of a tenant's file.

    Attributes:
        tenant_id: The tenant's id, which is the file's name.
        text: The file.
        names: Objects to rename, so that the program finds them: kind, SID, current name, required name.
        secrets: The secrets that the file names.
    """

    tenant_id: str
    text: str
    names: tuple[tuple[str, str, str, str], ...]
    secrets: tuple[str, ...]


class Account:
    """An account that was set up by hand.

    Args:
        name: Its name.
        sid: Its SID.
        contents: The objects in it.
    """

    def __init__(self, name: str, sid: str, contents: Sequence[Content]) -> None:
        self.name, self.sid = name, sid
        self._by_kind: dict[str, dict[str, Content]] = {}
        for each in contents:
            self._by_kind.setdefault(each.kind, {})[":".join(each.key)] = each

    def of_kind(self, kind: str, **container: str) -> list[Content]:
        """Return the objects of a kind; only those in a container, if one is named."""
        found = self._by_kind.get(kind, {}).values()
        return [each for each in found if all(each.container.get(name) == sid for name, sid in container.items())]

    def one(self, kind: str, sid: str | None) -> Content | None:
        """Return the object with a SID; without a SID, the only object of its kind."""
        found = self.of_kind(kind)
        if sid is None:
            return found[0] if len(found) == 1 else None
        return next((each for each in found if each.sid == sid), None)


def drafts(account: Account, tenants: Tenants, environment: str, declared: Collection[str] = ()) -> list[Draft]:
    """Return a draft for each messaging service.

    Args:
        account: The account.
        tenants: The catalogue.
        environment: The environment that the account belongs to.
        declared: SIDs that stacks declare: a service among them belongs to a tenant already.
    """
    made: list[Draft] = []
    for service in account.of_kind("MessagingService"):
        if service.sid in declared:
            continue
        taken = {each.tenant_id for each in made}
        made.append(_Drafting(account, service, tenants, environment).draft(taken))
    return made


class _Drafting:
    """One messaging service and the objects that belong to it."""

    def __init__(self, account: Account, service: Content, tenants: Tenants, environment: str) -> None:
        self._account, self._service, self._tenants, self._environment = account, service, tenants, environment
        self._campaign = next(iter(account.of_kind("Campaign", messaging_service_sid=service.sid)), None)
        self._brand = account.one("BrandRegistration", _fields(self._campaign).get("brand_registration_sid"))
        brand = _fields(self._brand)
        self._profile = account.one("CustomerProfile", brand.get("customer_profile_bundle_sid"))
        self._product = account.one("TrustProduct", brand.get("a2p_profile_bundle_sid"))
        assigned = [
            *self._assigned("CustomerProfileEntityAssignment", "customer_profile_sid", self._profile),
            *self._assigned("TrustProductEntityAssignment", "trust_product_sid", self._product),
        ]
        self._facts = {str(each.fields["type"]): each for each in assigned if "type" in each.fields}
        self._document = self._facts.get("customer_profile_address")
        self._address = account.one("Address", _fields(self._document).get("address_sids"))
        senders = account.of_kind("MessagingServiceSender", service_sid=service.sid)
        numbers = {each.sid: each for each in account.of_kind("PhoneNumber")}
        sending = [numbers[each.sid] for each in senders if each.sid in numbers]
        self._numbers = {number: each for each in sending if (number := _digits(each)).startswith("+1")}
        self._abroad = {number: each for each in sending if not (number := _digits(each)).startswith("+1")}
        abroad = {each.sid for number in self._abroad.values() if (each := self._address_of(number))}
        if self._document is None and self._address and self._address.sid in abroad:
            self._address = None  # it is that of a branch
        self._is_sole_proprietor = brand.get("brand_type") == "SOLE_PROPRIETOR"

    @property
    def _sends_in_us(self) -> bool:
        """Whether it has a number in the US, or a brand or campaign, or no number at all."""
        return bool(self._numbers or self._brand or self._campaign or not self._abroad)

    @property
    def _is_abroad(self) -> bool:
        """Whether the business is outside the US, or may be: it sends from there alone and nothing says where it is."""
        country = _fields(self._address).get("iso_country")
        return country != HOME if country else not self._sends_in_us

    def _assigned(self, kind: str, container: str, bundle: Content | None) -> Iterator[Content]:
        """Yield the facts that are assigned to a bundle."""
        for each in self._account.of_kind(kind, **{container: bundle.sid}) if bundle else ():
            for of in ("EndUser", "SupportingDocument"):
                found = self._account.one(of, str(each.fields["object_sid"]))
                if found:
                    yield found

    def draft(self, taken: set[str]) -> Draft:
        tenant_id = _identifier(str(redact(self._service.fields.get("friendly_name", ""))), self._service.sid, taken)
        identifier = "Other" if self._is_abroad else "EIN"
        secret = None if self._is_sole_proprietor else naming.registration_number_secret(tenant_id, identifier)
        content = {
            "name": self._service.fields.get("friendly_name") or _to_do("the shop's name, as its customers know it"),
            "package": _to_do(f"its package: {', '.join(self._tenants.packages)}"),
            **({"phone_number": {"area_code": self._area_code()}} if self._sends_in_us else {}),
            "templates": self._templates(),
            **in_order(self._values(secret)),
        }
        if self._abroad:
            countries = sorted({*(["US"] if self._sends_in_us else []), *map(_country, self._abroad)})
            content["messaging"] = {"destinations": countries, **content.get("messaging", {})}
        content |= self._here()
        opening = (
            f"# Drafted from messaging service {self._service.sid} in account {self._account.sid}.\n"
            f"# Twilio does not know the values marked {TO_DO}: fill them in, then run `owl check`.\n"
        )
        text = opening + "\n".join(block(redact(content))) + "\n"
        return Draft(tenant_id, text, tuple(self._names(tenant_id)), (secret,) if secret else ())

    def _values(self, secret: str | None) -> dict[str, Any]:
        """Return the file's values by path: what Twilio knows, else a question. A sole proprietor has no secret."""
        asked = {**ASKED, **_ASKED_ABROAD, **_OF_COMPANIES_ABROAD} if self._is_abroad else ASKED
        values = {path: _to_do(words) for path, words in asked.items()}
        if secret:
            values["business.registration_number"] = naming.secret_reference(secret)
        else:
            of_companies = _OF_COMPANIES | _OF_COMPANIES_ABROAD.keys()
            values = {path: value for path, value in values.items() if path not in of_companies}
        if not self._sends_in_us:
            values = {path: value for path, value in values.items() if not path.startswith(("brand.", "campaign."))}
        if self._brand:
            values["brand.kind"] = brand_kind(self._brand.fields).value
        for each in (self._service, self._address, self._brand, self._campaign):
            if each:
                values |= file_values(each.kind, _chosen(each))
        for type_ in reversed([*naming.END_USERS]):  # the first of two with the same field wins
            values |= file_values(type_, _fields(self._facts.get(type_)).get("attributes") or {})
        return values

    def _area_code(self) -> str:
        number = next(iter(self._numbers), "")
        return number[2:5] if number.startswith("+1") else _to_do("the area code of its number, such as '415'")

    def _here(self) -> dict[str, Any]:
        """Return the values of this environment only: the numbers themselves."""
        numbers: dict[str, Any] = {}
        if self._numbers:
            first, *more = self._numbers
            numbers["phone_number"] = {"area_code": None, "number": first}
            if more:
                numbers["additional_phone_numbers"] = {_number_id(each): {"number": each} for each in more}
        if self._abroad:
            numbers["senders"] = {"international": [self._declared_abroad(*each) for each in self._abroad.items()]}
        return {"environments": {self._environment: numbers}} if numbers else {}

    def _declared_abroad(self, number: str, content: Content) -> dict[str, Any]:
        """Return a number abroad with its address. What its bundle holds is asked for by `bundle-complete`."""
        address = _fields(self._address_of(content))
        return {
            "iso_country": _country(number),
            "number_type": _number_type(content),
            "number": number,
            "address": {name: address.get(name) or _to_do(f"its {name} in that country") for name in _ADDRESS},
        }

    def _address_of(self, number: Content) -> Content | None:
        sid = number.fields.get("address_sid")
        return self._account.one("Address", str(sid)) if sid else None

    def _templates(self) -> list[str]:
        """Return the catalogue's templates whose text exists in the account."""
        there = {_body(each) for each in self._account.of_kind("ContentTemplate")}
        known = [name for name, template in self._tenants.templates.items() if template.numbered_body in there]
        return known or [_to_do(f"its templates, from: {', '.join(self._tenants.templates)}")]

    def _names(self, tenant_id: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield the objects that the program would not find by their names."""
        first, *more = self._numbers or [""]
        wanted = [
            (self._service, tenant_id),
            (self._numbers.get(first), tenant_id),
            *((self._numbers[each], str(ResourceName(tenant_id, _number_id(each)))) for each in more),
            *((each, str(ResourceName(tenant_id, _part(number, each)))) for number, each in self._abroad.items()),
            *((self._address_of(each), f"{tenant_id} {_part(number, each)}") for number, each in self._abroad.items()),
            (self._profile, friendly_name(tenant_id, Part.CUSTOMER_PROFILE)),
            (self._product, friendly_name(tenant_id, Part.TRUST_PRODUCT)),
            *((self._facts.get(type_), friendly_name(tenant_id, part)) for type_, part in naming.END_USERS.items()),
            (self._document, friendly_name(tenant_id, Part.ADDRESS)),
            (self._address if self._document else None, tenant_id),
        ]
        for content, name in wanted:
            if content is not None and content.fields.get("friendly_name") != name:
                called = " ".join(str(redact(content.fields.get("friendly_name") or "")).split())
                yield content.kind, content.sid, called, name


def _fields(content: Content | None) -> Mapping[str, Any]:
    return content.fields if content else {}


def _chosen(content: Content) -> dict[str, Any]:
    """Return the fields of an object that were set on purpose: no defaults, and nothing that Twilio may fill in."""
    inputs = content.provider.inputs
    defaults, filled = inputs.defaults(), inputs.marked(SERVER_FILLED)
    return {name: each for name, each in content.fields.items() if name not in filled and each != defaults.get(name)}


def _body(template: Content) -> Any:
    return (template.fields.get("types") or {}).get("twilio/text", {}).get("body")


_ADDRESS = ("street", "city", "region", "postal_code")
"""What the address of a number abroad must say."""


def _digits(number: Content) -> str:
    return str(number.fields["phone_number"])


def _country(number: str) -> str:
    return country_of(number) or _to_do("the country of the number, such as GB")


def _number_type(number: Content) -> str:
    return type_of(number) or _to_do("its type, such as mobile")


def _part(number: str, content: Content) -> str:
    return f"{_country(number).lower()}-{_number_type(content)}"


def _to_do(words: str) -> str:
    return f"{TO_DO}: {words}"


def _number_id(number: str) -> str:
    return f"number-{number[-4:]}"


def _identifier(name: str, sid: str, taken: set[str]) -> str:
    """Return an unused tenant id made from a name."""
    words = words_of_identifier(name)[: LONGEST_ID - 5].strip("-")
    if not re.match("[a-z].", words):
        words = f"tenant-{sid[2:8].lower()}"
    return words if words not in taken else f"{words}-{sid[2:6].lower()}"
