"""Checks between files: names that lead from one to another, and what belongs to one tenant alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenants.model.naming import SHARED
from tenants.model.sections.field_types import IDENTIFIER, IDENTIFIER_RULE
from tenants.model.yaml_files.finding import Location, allowed_instead, shown, shown_file
from tenants.model.yaml_files.yaml_document import Document


def check_file_names(documents: list[Document]) -> None:
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
        if file.stem == SHARED:
            message = f"the id {shown(SHARED)} is reserved: it names the account that tenants share"
            document.report_at(0, (), message, "give the tenant another id")
        first = seen.setdefault(file.stem.casefold(), file)
        if first != file:
            message = f"the same id as {shown_file(first)} but for upper and lower case or the ending"
            document.report_at(0, (), message, "keep one of the two files, or give one another id")


def check_names(document: Document, names: dict[Location, Any], catalogue: Document) -> None:
    """What a file refers to is in the catalogue. Without a catalogue nothing can be said."""
    if catalogue.content is None:
        return
    for location, name in names.items():
        if isinstance(name, str) and name not in catalogue.content:
            message = f"{shown(name)} is not in {shown_file(catalogue.file)}"
            document.report(location, message, allowed_instead(name, catalogue.content))


def check_default_names(document: Document, at: Location, templates: Document) -> None:
    """The same of a file of the catalogue with defaults, before tenants take them over."""
    check_names(document, named_at(document, *at, "templates"), templates)


def named_at(document: Document, *location: str | int) -> dict[Location, Any]:
    """What stands there, whether or not the document is valid: a value, or each entry of a list."""
    value = document.value(*location)
    if isinstance(value, list):
        return {(*location, index): entry for index, entry in enumerate(value)}
    return {location: value}


PHONE_NUMBERS = ("phone_number", "number"), ("additional_phone_numbers", "*", "number")
BRANDS = (("brand", "registration_sid"),)


def check_one_owner(documents: list[Document], what: str, places: tuple[tuple[str, ...], ...]) -> set[Path]:
    """What is named at the places is named once, and so belongs to one tenant.

    Args:
        documents: The tenants' files.
        what: What it is, for people.
        places: Where it may be named; `*` stands for every key.

    Returns:
        The files of which two name the same: whose it is, nobody can tell.
    """
    owners: dict[str, tuple[Document, Location]] = {}
    disputed = set()
    for document in documents:
        for location in (each for place in places for each in _locations(document, place)):
            name = document.value(*location)
            if not isinstance(name, str):
                continue
            owner, first = owners.setdefault(name, (document, location))
            if (owner, first) != (document, location):
                line = owner.line(owner.value_offsets[first])
                message = f"{shown(name)} is the {what} of {shown_file(owner.file)}:{line} already"
                document.report(location, message, f"give each tenant a {what} of its own")
                disputed |= {owner.file, document.file}
    return disputed


def features_of_packages(document: Document) -> dict[Location, Any]:
    """What stands below each package's features, whether or not the document is valid."""
    found: dict[Location, Any] = {}
    for package in document.content or {}:
        names = document.value(package, "features")
        if isinstance(names, list):
            found |= {(package, "features", index): name for index, name in enumerate(names)}
    return found


def _locations(document: Document, place: tuple[str, ...], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every location that a place stands for."""
    if not place:
        yield before
        return
    key, *rest = place
    below = document.value(*before)
    keys = list(below) if key == "*" and isinstance(below, dict) else [key]
    for each in keys:
        yield from _locations(document, tuple(rest), (*before, each))
