"""Checks across the sections of one tenant's file: a value in one section decides what another one needs."""

from enum import StrEnum
from functools import cache
from typing import Any

from tenants.model.catalogue.template import Templates
from tenants.model.naming import Part
from tenants.model.sections.brand import BrandKind
from tenants.model.sections.business import HOME, WITH_SOLE_PROPRIETORS, CompanyType, usual_identifier
from tenants.model.sections.campaign import FEWEST_SAMPLES, LONGEST_SAMPLE, MOST_SAMPLES, UseCase
from tenants.model.sections.field_types import country_of, is_country, is_local_us_number
from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.sections.lifecycle import State
from tenants.model.sections.senders import WITHOUT_NAMES
from tenants.model.sections.tenant import OF_CAMPAIGNS
from tenants.model.yaml_files.finding import Location, allowed_instead, shown
from tenants.model.yaml_files.yaml_document import Document

OF_REGISTERED_BUSINESSES: dict[Location, str] = {
    ("business", "type"): "Limited Liability Corporation",
    ("business", "registration_number"): "secret:NAME",
    ("business", "representative", "business_title"): "Owner",
    ("business", "representative", "job_position"): "CEO",
}
"""Fields that Twilio requires only of businesses with a tax number, each with an example."""

_NOT_OF_SOLE_PROPRIETORS = (
    *OF_REGISTERED_BUSINESSES,
    ("business", "registration_identifier"),
    ("business", "company_type"),
)

_OF_PUBLIC_COMPANIES: dict[Location, str] = {
    ("business", "stock_exchange"): "NASDAQ",
    ("business", "stock_ticker"): "ACME",
    ("business", "brand_contact_email"): "brand@acme.example",
}


def check_agreement(document: Document, templates: Templates | None) -> None:
    """Report contradictions between sections. Values that can't be read are skipped."""
    _check_senders(document)
    for index, each in enumerate(_abroad(document)):
        _check_international(document, each, index)
    _check_brand_kind(document)
    _check_company_type(document)
    _check_offboarding(document)
    _check_contacts(document)
    _check_destinations(document)
    if templates:
        _check_samples(document, templates)


def _check_senders(document: Document) -> None:
    """Report a tenant that has neither a toll-free number nor all that a local number needs, or only a part of that."""
    if document.content is None:
        return
    reserved = ("additional_phone_numbers", Part.TOLL_FREE.value)
    if document.value(*reserved) is not None:
        document.report(reserved, f"the id {shown(reserved[1])} is reserved for senders.toll_free", "choose another id")
    if not has_other_senders(document) or document.value("campaign") is not None:
        for name in OF_CAMPAIGNS:
            if not document.has((name,)):
                document.report((name,), "this key is missing", f"add '{name}: ...'")
            elif document.value(name) is None:
                message = f"expected a mapping, got {shown(None)}"
                document.report((name,), message, "write indented 'key: value' lines below the key")
        return
    why = "only allowed with a campaign: without one the tenant sends from its other senders alone"
    for name in ("phone_number", "brand", "additional_phone_numbers"):
        if document.value(name):
            document.report_key((name,), why, "remove it, or add 'campaign: ...'")


def has_other_senders(document: Document) -> bool:
    """Return whether a tenant has senders that need no campaign: a toll-free number, or numbers outside the US."""
    return any(document.value("senders", name) for name in ("toll_free", "international"))


def _check_international(document: Document, number: dict[str, Any], index: int) -> None:
    """Report a number whose name another number of the tenant has, and one that is not of the country it says."""
    country, type_, digits = (number.get(name) for name in ("iso_country", "number_type", "number"))
    reserved = ("additional_phone_numbers", f"{country}-{type_}".lower())
    if document.value(*reserved) is not None:
        message = f"the id {shown(reserved[1])} is reserved for senders.international[{index}]"
        document.report(reserved, message, "choose another id")
    if number.get("address") is None and isinstance(country, str) and country != _country_of_business(document):
        location = ("senders", "international", index, "address")
        message = f"this key is missing, and the business has no address in {shown(country)}"
        document.report(location, message, "add 'address: ...'")
    _check_names_of_documents(document, index)
    found = country_of(digits) if isinstance(digits, str) else None
    if found and found != country:
        message = f"{shown(digits)} is a number of {found}, but iso_country is {shown(country)}"
        document.report(("senders", "international", index, "number"), message, "correct one of the two")


def _check_names_of_documents(document: Document, index: int) -> None:
    """Report a document of a number that has the type of an earlier one and no name of its own."""
    location = ("senders", "international", index, "documents")
    documents, seen = document.value(*location), []
    for position, each in enumerate(documents if isinstance(documents, list) else ()):
        type_, name = (each.get("type"), each.get("name")) if isinstance(each, dict) else (None, None)
        if type_ is not None and (type_, name) in seen:
            named = f"named {shown(name)}" if name else "without a name"
            message = f"a second document of type {shown(type_)} {named}"
            remedy = "add 'name: ...' that no other document of the type has, such as 'name: attorney'"
            document.report((*location, position), message, remedy)
        seen.append((type_, name))


def _check_brand_kind(document: Document) -> None:
    kind, use_case = document.value("brand", "kind"), document.value("campaign", "use_case")
    if document.value("brand") is None and has_other_senders(document):
        country, is_typed = _country_of_business(document), document.value("business", "type") is not None
        is_registered = is_typed or country not in WITH_SOLE_PROPRIETORS
        why = "business.type is given" if is_typed else "business.type is not given, so this is a sole proprietor"
        why = why if is_typed or not is_registered else f"business.address.country is {country}"
        _check_business(document, is_sole_proprietor=not is_registered, why=why)
        return
    if not _is_one_of(BrandKind, kind):
        return
    is_sole_proprietor = kind == BrandKind.SOLE_PROPRIETOR
    _check_business(document, is_sole_proprietor=is_sole_proprietor, why=f"brand.kind is {kind}")
    if is_sole_proprietor and _is_one_of(UseCase, use_case) and use_case != UseCase.SOLE_PROPRIETOR:
        message = f"expected 'SOLE_PROPRIETOR', the only one for sole proprietors, got {shown(use_case)}"
        document.report(("campaign", "use_case"), message, "write SOLE_PROPRIETOR")
    if not is_sole_proprietor and use_case == UseCase.SOLE_PROPRIETOR:
        message = f"only allowed for sole proprietors, but brand.kind is {kind}"
        document.report(("campaign", "use_case"), message, "write LOW_VOLUME, or the use case that fits the messages")


def _check_business(document: Document, *, is_sole_proprietor: bool, why: str) -> None:
    """Report what of the business does not go with whether it is a sole proprietor."""
    if is_sole_proprietor:
        for location in _NOT_OF_SOLE_PROPRIETORS:
            _refuse(document, location, f"not allowed for a sole proprietor ({why})")
        _check_industry(document, Vertical, "a vertical for sole proprietors")
    else:
        for location, example in OF_REGISTERED_BUSINESSES.items():
            _require(document, location, why, example)
        _check_industry(document, BusinessIndustry, "an industry for registered businesses")
    _check_country(document, is_sole_proprietor=is_sole_proprietor)


def _check_country(document: Document, *, is_sole_proprietor: bool) -> None:
    """Report what of the business does not go with the country of its address."""
    country = _country_of_business(document)
    if not is_country(country):
        return
    if country == HOME:
        phone_number = ("business", "representative", "phone_number")
        number = document.value(*phone_number)
        if isinstance(number, str) and country_of(number) and not is_local_us_number(number):
            message = f"expected a local US phone number in E.164, got {shown(number)}"
            document.report(phone_number, message, "write +1 and ten digits in quotes: '+14155550123'")
    elif not is_sole_proprietor:
        why = f"business.address.country is {country}"
        _require(document, ("business", "registration_identifier"), why, usual_identifier(str(country)).value)
        _require(document, ("business", "regions_of_operation"), why, "[EUROPE]")
    elif country not in WITH_SOLE_PROPRIETORS:
        message = f"a sole proprietor is in the US or Canada, got {shown(country)}"
        document.report(
            ("business", "address", "country"),
            message,
            "correct the country, or register it by a tax number with another brand.kind",
        )


def _country_of_business(document: Document) -> Any:
    """Return what the file says of the country of the business."""
    country = document.value("business", "address", "country")
    return HOME if country is None else country


def _check_industry(document: Document, allowed: type[StrEnum], what: str) -> None:
    industry = document.value("business", "industry")
    if isinstance(industry, str) and not _is_one_of(allowed, industry):
        remedy = allowed_instead(industry, allowed)
        document.report(("business", "industry"), f"{shown(industry)} is not {what}", remedy)


def _check_company_type(document: Document) -> None:
    company_type = document.value("business", "company_type")
    if company_type == CompanyType.PUBLIC:
        for location, example in _OF_PUBLIC_COMPANIES.items():
            _require(document, location, "business.company_type is public", example)
    elif company_type is None or _is_one_of(CompanyType, company_type):
        for location in _OF_PUBLIC_COMPANIES:
            _refuse(document, location, "only allowed for public companies, but business.company_type is not public")


def _check_offboarding(document: Document) -> None:
    state = document.value("state")
    if state == State.CLOSED:
        _require(document, ("offboarding",), "state is closed", "{on: 2026-12-31, hold_days: 30}")
    elif state is None or _is_one_of(State, state):
        _refuse(document, ("offboarding",), "only allowed for closed tenants, but state is not closed")


def _check_contacts(document: Document) -> None:
    """Report contacts that share a phone number: consent is given for a number."""
    contacts = document.value("contacts")
    first: dict[str, str] = {}
    for name in contacts if isinstance(contacts, dict) else ():
        location = ("contacts", name, "phone_number")
        number = document.value(*location)
        if isinstance(number, str) and (owner := first.setdefault(number, name)) != name:
            message = f"{shown(number)} is already the number of contact {shown(owner)}"
            document.report(location, message, "keep one contact per number")


def _check_destinations(document: Document) -> None:
    """Report contacts and names in countries that the tenant does not text."""
    given = document.value("messaging", "destinations")
    destinations = ["US"] if given is None else given
    if not isinstance(destinations, list):
        return
    remedy = "add the country to messaging.destinations, or remove this"
    contacts = document.value("contacts")
    for name in contacts if isinstance(contacts, dict) else ():
        location = ("contacts", name, "phone_number")
        number = document.value(*location)
        country = country_of(number) if isinstance(number, str) else None
        if country and country not in destinations:
            document.report(location, f"{shown(number)} is in {country}, which the tenant does not text", remedy)
    for index, each in enumerate(_abroad(document)):
        code = each.get("iso_country")
        if isinstance(code, str) and code not in destinations:
            message = f"the tenant has a number in {code}, but does not text {code}"
            document.report(("senders", "international", index, "iso_country"), message, remedy)
    names = ("senders", "alphanumeric")
    by_country = document.value(*names, "by_country")
    for code in by_country if isinstance(by_country, dict) else ():
        if code not in destinations:
            document.report((*names, "by_country", code), f"the tenant does not text {code}", remedy)
    if document.value(*names, "default") is not None and not set(map(str, destinations)) - set(WITHOUT_NAMES):
        why = "a name is the sender outside the US and Canada only, and the tenant texts no other country"
        document.report_key((*names, "default"), why, remedy)


def _is_one_of(kind: type[StrEnum], value: object) -> bool:
    return isinstance(value, str) and value in _values(kind)


@cache
def _values(kind: type[StrEnum]) -> frozenset[str]:
    return frozenset(kind)


def _abroad(document: Document) -> list[dict[str, Any]]:
    """Return what the file says of each number outside the US; nothing of what is no mapping."""
    numbers = document.value("senders", "international")
    return [each if isinstance(each, dict) else {} for each in (numbers if isinstance(numbers, list) else ())]


def _check_samples(document: Document, templates: Templates) -> None:
    """Report a campaign without sample messages whose templates' examples can't replace them."""
    location = ("campaign", "samples")
    names, shop = document.value("templates"), document.value("name")
    if document.has(location) or not isinstance(document.value("campaign"), dict):
        return
    if not isinstance(names, list) or not isinstance(shop, str):
        return
    remedy = (
        f"add 'samples:' with {FEWEST_SAMPLES} to {MOST_SAMPLES} sample messages, one per line, such as "
        '- "Acme: your order is ready. Reply STOP to opt out."'
    )
    if names and not FEWEST_SAMPLES <= len(names) <= MOST_SAMPLES:
        enough = f"{FEWEST_SAMPLES} to {MOST_SAMPLES}"
        message = f"this key is missing, and only {enough} templates can replace it (found {len(names)})"
        document.report(location, message, remedy)
    known = [templates.root[name] for name in names if isinstance(name, str) and name in templates.root]
    if any(len(template.example_for(shop)) > LONGEST_SAMPLE for template in known):
        message = f"this key is missing, and a template's example is longer than {LONGEST_SAMPLE} characters"
        document.report(location, message, remedy)


def _require(document: Document, location: Location, why: str, example: str) -> None:
    """Report a required key that is missing or empty. Skipped if its parent mapping is missing."""
    if isinstance(document.value(*location[:-1]), dict) and document.value(*location) is None:
        lack = "empty" if document.has(location) else "missing"
        document.report(location, f"this key is {lack}, but required because {why}", f"add '{location[-1]}: {example}'")


def _refuse(document: Document, location: Location, why: str) -> None:
    """Report a key that is not allowed. An empty key is allowed: in an override, it removes the value below."""
    if document.value(*location) is not None:
        document.report_key(location, why, "remove it")
