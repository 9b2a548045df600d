"""The changes in a file, field by field, with file and line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from owl.review.side import CATALOGUE, Side
from redaction.redact import redact
from tenants.model import Tenant
from tenants.model.yaml_files.finding import Location, shown_location

LONGEST = 72
"""Characters of a value that are shown."""

_KEPT_AROUND = 16
"""Characters that are shown before what differs in a long text."""

_PEOPLE = "contacts"
"""A tenant's contacts are people, and are not shown."""


@dataclass(frozen=True)
class FieldChange:
    """A field that differs.

    Attributes:
        location: The field.
        old: What it was, in words; empty where it was not there.
        new: What it is; empty where it is not there any more.
        where: File and line.
        within: The file of the catalogue, or the environment of a tenant's override; empty for a tenant's own field.
    """

    location: Location
    old: str
    new: str
    where: str
    within: str = ""

    @property
    def path(self) -> str:
        """The field as people write it, such as `campaign.samples[0]`, or `prod: campaign.samples[0]`."""
        path = shown_location(self.location)
        return f"{self.within}: {path}" if self.within else path


def tenant_fields(before: Tenant, after: Tenant, base: Side, head: Side) -> tuple[FieldChange, ...]:
    """Return the changes of a tenant: in all environments, then those of each environment alone."""
    everywhere = _fields(_plain(before), _plain(after))
    found = [_change(each, head.where(after.id, shown_location(each[0]))) for each in everywhere]
    for environment in sorted({*base.reading.overridden, *head.reading.overridden}):
        there = [_in_environment(side, environment, each) for side, each in ((base, before), (head, after))]
        for each in _fields(_plain(there[0]), _plain(there[1])):
            if each not in everywhere:
                where = head.where(after.id, shown_location(each[0]), environment)
                found.append(_change(each, where, environment))
    return tuple(sorted(found, key=lambda change: change.location[0] == "approvals"))  # they explain the others


def catalogue_fields(base: Side, head: Side) -> tuple[FieldChange, ...]:
    """Return the changes in the catalogue."""
    old, new = base.catalogue, head.catalogue
    if not old or not new:
        return ()
    return tuple(
        _change(each, head.where(f"catalogue/{file}", shown_location(each[0])), file)
        for part, file in CATALOGUE.items()
        for each in _fields(old.get(part, {}), new.get(part, {}))
    )


def in_words(value: Any) -> str:
    """Return a value as text, cut if it is long."""
    if value is None or value in ([], {}):
        return ""
    text = _joined(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _joined(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_joined(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_joined, value))
    return value if isinstance(value, str) else json.dumps(value)


def _in_environment(side: Side, environment: str, tenant: Tenant) -> Tenant:
    there = side.reading.overridden.get(environment)
    return there.by_id.get(tenant.id, tenant) if there else tenant


def _plain(tenant: Tenant) -> dict[str, Any]:
    values = tenant.model_dump(mode="json", exclude={"id", "environments"})
    values[_PEOPLE] = dict.fromkeys(values[_PEOPLE], "not shown")
    return values


_Difference = tuple[Location, Any, Any]


def _fields(old: Any, new: Any) -> list[_Difference]:
    return sorted(_between((), old, new), key=lambda each: shown_location(each[0]))


def _between(location: Location, old: Any, new: Any) -> Iterator[_Difference]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in {*old, *new}:
            yield from _between((*location, str(key)), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _between_lists(location, old, new)
    elif old != new and not _is_same_amount(old, new):
        yield location, old, new


def _between_lists(location: Location, old: list[Any], new: list[Any]) -> Iterator[_Difference]:
    """Compare the entries that are in one list only, so that removing one doesn't change all that follow."""
    gone = [each for each in old if each not in new]
    come = [index for index, each in enumerate(new) if each not in old]
    if not gone and not come and old != new:
        yield location, old, new
    for each, index in zip_longest(gone, come):
        if index is None:
            yield location, each, None
        elif each is None:
            yield (*location, index), None, new[index]
        else:
            yield from _between((*location, index), each, new[index])


def _is_same_amount(old: Any, new: Any) -> bool:
    """Whether both are the same amount, such as 1.5 and 1.50."""
    try:
        return isinstance(old, str) and isinstance(new, str) and Decimal(old) == Decimal(new)
    except ArithmeticError:
        return False


def _change(difference: _Difference, where: str, within: str = "") -> FieldChange:
    location, old, new = difference[0], redact(difference[1]), redact(difference[2])
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONGEST:
        old, new = _around_the_difference(old, new)
    return FieldChange(location, in_words(old), in_words(new), where, within)


def _around_the_difference(old: str, new: str) -> tuple[str, str]:
    """Cut the common beginning of two long texts, so that the difference shows."""
    alike = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    begin = max(0, alike - _KEPT_AROUND)
    return (f"…{old[begin:]}", f"…{new[begin:]}") if begin else (old, new)
