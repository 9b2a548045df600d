"""Reading all tenants and the catalogue they refer to."""

from pathlib import Path
from typing import Any

from tenants.agreement import check_agreement
from tenants.feature import Features
from tenants.field_types import IDENTIFIER, IDENTIFIER_RULE
from tenants.finding import InvalidTenants, Location, allowed_instead, shown, shown_file
from tenants.model import Isv, Templates, Tenant, TenantFile, Tenants
from tenants.package import Packages
from tenants.price_book import PriceBook
from tenants.validation import validated
from tenants.yaml_document import Document, read_document


def load_tenants(directory: Path) -> Tenants:
    """Read `DIRECTORY/*.yaml`, a tenant each, and `DIRECTORY/catalogue/`.

    Raises:
        InvalidTenants: the files have faults; it carries every one, over all files.
    """
    names = ("isv", "features", "packages", "price-book", "templates")
    catalogue = [read_document(directory / "catalogue" / f"{name}.yaml") for name in names]
    documents = [read_document(file) for file in _tenant_files(directory)]

    isv_document, features_document, packages_document, price_document, templates_document = catalogue
    isv = validated(isv_document, Isv)
    features = validated(features_document, Features)
    packages = validated(packages_document, Packages)
    price_book = validated(price_document, PriceBook)
    templates = validated(templates_document, Templates)
    files = {document.file.stem: validated(document, TenantFile) for document in documents}

    _check_names(packages_document, _features_of_packages(packages_document), features_document)
    _check_file_names(documents)
    for document in documents:
        _check_names(document, _at(document, "package"), packages_document)
        _check_names(document, _at(document, "templates"), templates_document)
        check_agreement(document, templates)
    _check_one_owner(documents, "number", ("phone_number", "number"))
    _check_one_owner(documents, "brand", ("brand", "registration_sid"))

    findings = [finding for document in (*catalogue, *documents) for finding in document.findings]
    if findings or not (isv and features and packages and price_book and templates):
        raise InvalidTenants(findings)
    by_id = {name: Tenant(id=name, **dict(file)) for name, file in files.items() if file}
    positions = {f"catalogue/{document.file.stem}": document.positions for document in catalogue}
    positions |= {document.file.stem: document.positions for document in documents}
    return Tenants(isv, features.root, packages.root, templates.root, price_book, by_id, positions)


def _tenant_files(directory: Path) -> list[Path]:
    return sorted(file for file in directory.glob("*") if file.suffix.lower() in {".yaml", ".yml"})


def _check_file_names(documents: list[Document]) -> None:
    """A file's name is the tenant's id."""
    seen: dict[str, Path] = {}
    for document in documents:
        file = document.file
        if file.suffix != ".yaml":
            message = f"the file's name ends in {shown(file.suffix)}"
            document.report_at(0, (), message, "rename it: a tenant's file is ID.yaml")
        if not IDENTIFIER.fullmatch(file.stem):
            message = f"the file's name is the tenant's id, and {shown(file.stem)} is none"
            document.report_at(0, (), message, IDENTIFIER_RULE)
        first = seen.setdefault(file.stem.casefold(), file)
        if first != file:
            message = f"the same id as {shown_file(first)} but for upper and lower case or the ending"
            document.report_at(0, (), message, "keep one of the two files, or give one another id")


def _check_names(document: Document, names: dict[Location, Any], catalogue: Document) -> None:
    """What a file refers to is in the catalogue. Without a catalogue nothing can be said."""
    if catalogue.content is None:
        return
    for location, name in names.items():
        if isinstance(name, str) and name not in catalogue.content:
            message = f"{shown(name)} is not in {shown_file(catalogue.file)}"
            document.report(location, message, allowed_instead(name, catalogue.content))


def _check_one_owner(documents: list[Document], what: str, location: Location) -> None:
    """What is named at the location belongs to one tenant."""
    owners: dict[str, Document] = {}
    for document in documents:
        name = document.value(*location)
        if not isinstance(name, str):
            continue
        owner = owners.setdefault(name, document)
        if owner is not document:
            line = owner.line(owner.value_offsets[location])
            message = f"{shown(name)} is the {what} of {shown_file(owner.file)}:{line} already"
            document.report(location, message, f"give each tenant a {what} of its own")


def _features_of_packages(document: Document) -> dict[Location, Any]:
    """What stands below each package's features, whether or not the document is valid."""
    found: dict[Location, Any] = {}
    for package in document.content or {}:
        names = document.value(package, "features")
        if isinstance(names, list):
            found |= {(package, "features", index): name for index, name in enumerate(names)}
    return found


def _at(document: Document, key: str) -> dict[Location, Any]:
    """What stands below a key, whether or not the document is valid: a value, or each entry of a list."""
    value = document.value(key)
    if isinstance(value, list):
        return {(key, index): entry for index, entry in enumerate(value)}
    return {(key,): value}
