"""Checks across files: references between files, and values that only one tenant may have."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tenants.model.catalogue.country import BUYABLE, Access
from tenants.model.naming import SHARED
from tenants.model.sections.field_types import IDENTIFIER, IDENTIFIER_RULE
from tenants.model.yaml_files.finding import Location, allowed_instead, shown, shown_file
from tenants.model.yaml_files.yaml_document import Document


def check_file_names(documents: list[Document]) -> None:
    """Check that each tenant's file is named `ID.yaml`, and that no two files have the same id."""
    seen: dict[str, Path] = {}
    for document in documents:
        file = document.file
        if file.suffix != ".yaml":
            message = f"the file extension is {shown(file.suffix)}, not '.yaml'"
            document.report_at(0, (), message, "rename the file to ID.yaml")
        if not IDENTIFIER.fullmatch(file.stem):
            message = f"the file name is the tenant's id, and {shown(file.stem)} is not a valid id"
            document.report_at(0, (), message, IDENTIFIER_RULE)
        if file.stem == SHARED:
            message = f"the id {shown(SHARED)} is reserved: it names the account that tenants share"
            document.report_at(0, (), message, "give the tenant another id")
        first = seen.setdefault(file.stem.casefold(), file)
        if first != file:
            message = f"the file name differs from {shown_file(first)} only in case or extension"
            document.report_at(0, (), message, "remove one of the two files, or rename it")


def check_names(document: Document, names: dict[Location, Any], catalogue: Document) -> None:
    """Report names that are not in the catalogue. Skipped if the catalogue file can't be read."""
    if catalogue.content is None:
        return
    for location, name in names.items():
        if isinstance(name, str) and name not in catalogue.content:
            message = f"{shown(name)} is not in {shown_file(catalogue.file)}"
            document.report(location, message, allowed_instead(name, catalogue.content))


def check_default_names(document: Document, at: Location, templates: Document) -> None:
    """Check the names in a catalogue file's defaults, before tenants inherit them."""
    check_names(document, named_at(document, *at, "templates"), templates)


def named_at(document: Document, *location: str | int) -> dict[Location, Any]:
    """Return the value at a location, or each entry of a list, whether or not the document is valid."""
    value = document.value(*location)
    if isinstance(value, list):
        return {(*location, index): entry for index, entry in enumerate(value)}
    return {location: value}


PHONE_NUMBERS = (
    ("phone_number", "number"),
    ("additional_phone_numbers", "*", "number"),
    ("senders", "toll_free", "number"),
    ("senders", "international", "*", "number"),
)
BRANDS = (("brand", "registration_sid"),)


def check_one_owner(documents: list[Document], what: str, places: tuple[tuple[str, ...], ...]) -> set[Path]:
    """Report values that are used more than once, such as a phone number of two tenants.

    Args:
        documents: The tenants' files.
        what: The kind of value, for messages.
        places: The paths at which it may be; `*` matches any key.

    Returns:
        The files that share a value, because it is not clear which one it belongs to.
    """
    owners: dict[str, tuple[Document, Location]] = {}
    disputed = set()
    for document in documents:
        for location, name in (each for place in places for each in _found(document.content, place)):
            if not isinstance(name, str):
                continue
            owner, first = owners.setdefault(name, (document, location))
            if (owner, first) != (document, location):
                line = owner.line(owner.value_offsets[first])
                message = f"{what} {shown(name)} is already used in {shown_file(owner.file)}:{line}"
                document.report(location, message, f"use each {what} only once")
                disputed |= {owner.file, document.file}
    return disputed


def check_trial_senders(packages: Document, tenants: list[Document]) -> None:
    """Report trials that tenants are on and that send as somebody who is not a tenant."""
    tenant_ids = [tenant.file.stem for tenant in tenants]
    sold = [tenant.value("package") for tenant in tenants]
    for package in packages.content or ():
        location = (package, "trial", "sends_as")
        name = packages.value(*location)
        if package in sold and isinstance(name, str) and name not in tenant_ids:
            packages.report(location, f"{shown(name)} is not a tenant", allowed_instead(name, tenant_ids))


def check_toll_free_price(documents: list[Document], price_book: Document) -> None:
    """Report toll-free numbers while the price book has no price for them. Skipped if that file can't be read."""
    if price_book.content is None or price_book.value("phone_numbers", "toll_free") is not None:
        return
    for document in documents:
        location = ("senders", "toll_free")
        if document.value(*location) is not None:
            message = f"{shown_file(price_book.file)} has no price for a toll-free number"
            document.report(location, message, "add it there as phone_numbers.toll_free, beside the local number's")


def check_international(documents: list[Document], countries: Document | None, price_book: Document) -> None:
    """Report numbers outside the US that the catalogue does not know: what they take, and what they cost.

    Skipped for a file of the catalogue that can't be read.
    """
    for document in documents:
        numbers = document.value("senders", "international")
        for index, number in enumerate(numbers if isinstance(numbers, list) else ()):
            if not isinstance(number, dict):
                continue
            given = number
            country, type_ = str(given.get("iso_country")), str(given.get("number_type"))
            end_user, location = str(given.get("end_user_type", "business")), ("senders", "international", index)
            if countries is None:
                message = "there is no tenants/catalogue/countries.yaml, which says what a number abroad takes"
                document.report(location, message, "add it; docs/tenant-files.md describes it")
            elif countries.content is not None:
                _check_route(document, location, countries, (country, type_, end_user))
            if price_book.content is not None:
                _check_prices_abroad(document, location, price_book, country, type_)


def check_destination_prices(documents: list[Document], price_book: Document) -> None:
    """Report countries that tenants text and the price book has no price for. Skipped if that file can't be read.

    Without the price, a margin would count a message there as one to the US. A number's own country is reported there.
    """
    if price_book.content is None:
        return
    for document in documents:
        given, numbers = document.value("messaging", "destinations"), document.value("senders", "international")
        declared = numbers if isinstance(numbers, list) else ()
        reported = {str(each.get("iso_country")) for each in declared if isinstance(each, dict)}
        for index, code in enumerate(given if isinstance(given, list) else ()):
            if code == "US" or code in reported or not re.fullmatch("[A-Z]{2}", str(code)):
                continue
            priced = ("messages", "international", code)
            if price_book.value(*priced) is None:
                message = f"{shown_file(price_book.file)} has no price for a message to {code}"
                remedy = (
                    f"add it there as {'.'.join(priced)}, from https://www.twilio.com/en-us/sms/pricing/{code.lower()}"
                )
                document.report(("messaging", "destinations", index), message, remedy)


def _check_route(document: Document, at: Location, countries: Document, wanted: tuple[str, str, str]) -> None:
    country, type_, end_user = wanted
    file, kind = shown_file(countries.file), type_.replace("-", "_")
    route = countries.value(country, "senders", kind)
    if not isinstance(route, dict):
        message = f"{file} does not say what a {type_} number of {country} takes"
        remedy = f"read https://www.twilio.com/en-us/guidelines/{country.lower()}/regulatory, and add it there"
        document.report(at, message, remedy)
    elif route.get("access") not in set(BUYABLE):
        message = f"a {type_} number of {country} can't be declared: by {file}, its access is {route.get('access')}"
        document.report(at, message, "ask Twilio for it, and track that under `requests`")
    elif route["access"] == Access.BUNDLE and not countries.value(country, "senders", kind, "regulations", end_user):
        message = f"{file} does not say what {country} wants for a {type_} number (end user: {end_user})"
        document.report(at, message, f"add it there as {country}.senders.{kind}.regulations.{end_user}")


def _check_prices_abroad(document: Document, at: Location, price_book: Document, country: str, type_: str) -> None:
    file = shown_file(price_book.file)
    for location, what in (
        (("phone_numbers", "international", country, type_), f"a {type_} number of {country}"),
        (("messages", "international", country), f"a message to {country}"),
    ):
        if price_book.value(*location) is None:
            document.report(at, f"{file} has no price for {what}", f"add it there as {'.'.join(location)}")
            return


def features_of_packages(document: Document) -> dict[Location, Any]:
    """Return the entries of each package's features, whether or not the document is valid."""
    found: dict[Location, Any] = {}
    for package in document.content or {}:
        names = document.value(package, "features")
        if isinstance(names, list):
            found |= {(package, "features", index): name for index, name in enumerate(names)}
    return found


def _found(content: Any, place: tuple[str, ...], before: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Yield every location that a path matches, with its value."""
    if not place:
        yield before, content
        return
    key, *rest = place
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(content, dict):
        inside = content.items() if key == "*" else [(key, content.get(key))]
    elif isinstance(content, list) and key == "*":
        inside = enumerate(content)
    for each, below in inside:
        yield from _found(below, tuple(rest), (*before, each))
