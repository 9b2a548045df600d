"""What a tenant's file says of the one who has a number outside the US, and what its country wants besides.

Facts that the file has anyway, such as the business's name, are taken from there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tenants.model.catalogue.country import Access, Country, Regulation
from tenants.model.naming import ResourceName
from tenants.model.sections.international_number import InternationalNumber, LocalAddress, RegulatoryDocument
from tenants.model.sections.tenant import Tenant
from tenants.model.tenants import Tenants
from tenants.model.yaml_files.finding import Finding, shown_file

REGISTRATION_NUMBER = "business_registration_number"
"""The attribute whose value is a secret, unless the number's own section gives it."""

ADDRESS_SIDS = "address_sids"
"""The attribute of a document that names the address, which is a resource of its own."""

ADDRESS = "address"
"""The document that is nothing but an address."""


@dataclass(frozen=True)
class Document:
    """A supporting document, complete as far as the file has it.

    Attributes:
        type: Twilio's type.
        name: What it is called beside another one of its type; empty if it has no name.
        attributes: What it says, without the address.
        has_address: Whether it shows the address.
        file: The file with it; None if there is none.
        path: The field of the tenant's file that declares it.
    """

    type: str
    name: str
    attributes: Mapping[str, str] = field(repr=False)
    has_address: bool
    file: str | None
    path: str

    @property
    def part(self) -> str:
        """What its resource is named after, besides the number: no type of Twilio's has a hyphen."""
        return f"{self.type}-{self.name}" if self.name else self.type

    def differs(self, names: Iterable[str], end_user: Mapping[str, str]) -> bool:
        """Return whether it says something else of these attributes than the end user. A secret is not compared."""
        return any(end_user.get(each) and self.attributes.get(each, end_user[each]) != end_user[each] for each in names)


def regulation_of(number: InternationalNumber, countries: Mapping[str, Country]) -> Regulation | None:
    """Return what the country wants of who has the number; None if it wants nothing, or the catalogue does not say."""
    country = countries.get(number.iso_country)
    route = country.route_of(number) if country else None
    return route.regulations.get(number.end_user_type) if route and route.access is Access.BUNDLE else None


def generation_of(number: InternationalNumber) -> str:
    """Return the day of the renewal that the file asks for, as `20270110`; empty if it asks for none."""
    return f"{number.renewed_on:%Y%m%d}" if number.renewed_on else ""


def bundle_name(tenant: str, number: InternationalNumber) -> str:
    """Return what the bundle, or the renewal that the file asks for, is called in the stack."""
    part = ".".join(filter(None, (number.part, generation_of(number))))
    return str(ResourceName(tenant, part))


def path_of(tenant: Tenant, number: InternationalNumber) -> str:
    """Return the section of the tenant's file that declares one of its numbers."""
    return f"senders.international[{tenant.international.index(number)}]"


def address_of(tenant: Tenant, number: InternationalNumber) -> LocalAddress:
    """Return the address of one of its numbers: its own, or that of the business in the same country."""
    return number.address or LocalAddress(**tenant.business.address.model_dump(exclude={"country"}))


def end_user_attributes(tenant: Tenant, number: InternationalNumber, regulation: Regulation) -> dict[str, str]:
    """Return the attributes of the end user that the file has.

    That of the registration number of the business is empty: its value is a secret.
    """
    known = known_facts(tenant)
    return {name: known[name] for name in regulation.end_user if name in known} | number.end_user


def documents_of(tenant: Tenant, number: InternationalNumber, regulation: Regulation) -> list[Document]:
    """Return the documents of the bundle: those in the file, and the address where that is document enough."""
    section = path_of(tenant, number)
    found = [
        _document(each, regulation, tenant, number, f"{section}.documents[{index}]")
        for index, each in enumerate(number.documents)
    ]
    types = {each.type for each in found}
    if any(ADDRESS in accepted and not types & accepted.keys() for accepted in regulation.documents.values()):
        path = f"{section}.address" if number.address else "business.address"
        found.append(Document(ADDRESS, "", {}, has_address=True, file=None, path=path))
    return found


def what_is_missing(tenant: Tenant, number: InternationalNumber, tenants: Tenants) -> Iterator[tuple[str, str]]:
    """Yield what the country wants and the file lacks, or does not know: a field, and what is wrong, in words."""
    regulation = regulation_of(number, tenants.countries)
    if regulation is None:
        return
    section = path_of(tenant, number)
    given = end_user_attributes(tenant, number, regulation)
    if lacking := [name for name in regulation.end_user if name not in given]:
        yield (
            f"{section}.end_user",
            f"{number.words} numbers need {_listed(lacking)} (end user: {number.end_user_type})",
        )
    for name in sorted(number.end_user.keys() - set(regulation.end_user)):
        yield f"{section}.end_user.{name}", f"{name} is not asked for, only {_listed(regulation.end_user)}"
    documents = documents_of(tenant, number, regulation)
    for requirement, accepted in regulation.documents.items():
        candidates = [each for each in documents if each.type in accepted]
        is_of_another = requirement in regulation.of_another_person
        person = {**known_facts(tenant), **given} if is_of_another else given
        if not any(each.differs(accepted[each.type], person) == is_of_another for each in candidates):
            kinds = " or ".join(accepted) + _of_whom(accepted, person, candidates, is_of_another=is_of_another)
            yield f"{section}.documents", f"{number.words} numbers need a document for {requirement}: {kinds}"
    known_types = sorted({each for accepted in regulation.documents.values() for each in accepted})
    for document in documents:
        if document.type not in known_types:
            yield f"{document.path}.type", f"{document.type} is not asked for, only {_listed(known_types)}"
        elif missing := sorted(_attributes(document.type, regulation) - {ADDRESS_SIDS, *document.attributes}):
            yield f"{document.path}.attributes", f"a {document.type} needs {_listed(missing)}"


def missing_files(tenants: Tenants | None, directory: Path) -> Iterator[Finding]:
    """Yield a finding for each document whose file is not there.

    Args:
        tenants: The tenants; None if their files can't be read.
        directory: The directory of the tenants' files.
    """
    for tenant in tenants or ():
        for number in tenant.international:
            for index, document in enumerate(number.documents):
                path = f"{path_of(tenant, number)}.documents[{index}].file"
                if document.file and not (directory / document.file).is_file():
                    positions = tenants.positions[tenant.id]  # type: ignore[union-attr]
                    line, column = positions.place(path)
                    message = f"there is no file {shown_file(directory / document.file)}"
                    yield Finding(positions.file, line, column, path, message, "add it, or correct its path")


def known_facts(tenant: Tenant) -> dict[str, str]:
    """Return the attributes that a tenant's file has anyway. The registration number is empty: it is a secret."""
    business, person = tenant.business, tenant.business.representative
    return {
        "business_name": business.legal_name,
        "business_website": business.website,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone_number": person.phone_number,
        **({REGISTRATION_NUMBER: ""} if business.registration_number else {}),
    }


def _attributes(type_: str, regulation: Regulation) -> set[str]:
    """Return the attributes that a document of a type must have, for whatever it shows."""
    return {name for accepted in regulation.documents.values() for name in accepted.get(type_, ())}


def _document(
    declared: RegulatoryDocument, regulation: Regulation, tenant: Tenant, number: InternationalNumber, path: str
) -> Document:
    wanted = _attributes(declared.type, regulation)
    known = {name: text for name, text in (known_facts(tenant) | number.end_user).items() if text}
    filled = {name: known[name] for name in sorted(wanted) if name in known} | declared.attributes
    found = Document(declared.type, declared.name or "", filled, ADDRESS_SIDS in wanted, declared.file, path)
    of_others = {type_ for each in regulation.of_another_person for type_ in regulation.documents[each]}
    is_of_another = declared.type in of_others and found.differs(wanted, known)
    return replace(found, attributes=declared.attributes) if is_of_another else found


def _of_whom(
    accepted: Mapping[str, Iterable[str]],
    end_user: Mapping[str, str],
    candidates: list[Document],
    *,
    is_of_another: bool,
) -> str:
    """Return of whom a document has to be, in words; empty if that is not what is wrong."""
    said = _listed(dict.fromkeys(name for names in accepted.values() for name in names if end_user.get(name)))
    if is_of_another:
        return f" of another person, with that person's {said} as attributes; a second one needs a name"
    return f" with the end user's {said}" if candidates else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
