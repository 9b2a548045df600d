"""A tenant's file as it is in one environment: defaults below it, the environment's overrides above it."""

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from tenants.model.catalogue.defaults import Defaults
from tenants.model.yaml_files.finding import Location, shown_file
from tenants.model.yaml_files.yaml_document import UNREADABLE, Document

ENVIRONMENTS = "environments"
"""The key of the overrides in a tenant's file."""


def merge(lower: Any, upper: Any) -> Any:
    """Lay a value over another: mappings are merged key by key, anything else replaces what stood there."""
    if not isinstance(upper, dict):
        return upper
    if not isinstance(lower, dict):
        return UNREADABLE if lower is UNREADABLE else upper
    return lower | {key: merge(lower[key], value) if key in lower else value for key, value in upper.items()}


@dataclass(frozen=True)
class Layer:
    """Defaults in a file of the catalogue.

    Attributes:
        document: The file, validated: what is wrong in it has its finding there.
        at: Where in the file they stand.
    """

    document: Document
    at: Location

    @property
    def content(self) -> Any:
        """The defaults; what can't be read stands for whatever may have been meant."""
        readable = isinstance(self.document.value(*self.at[:-1]), dict)
        return self._usable(self.document.value(*self.at), self.at, _UNKNOWN) if readable else _UNKNOWN

    def place(self, location: Location) -> str | None:
        """The file and line of a default, if it is one of these."""
        offset = self.document.value_offsets.get((*self.at, *location))
        return None if offset is None else f"{shown_file(self.document.file)}:{self.document.line(offset)}"

    def _usable(self, value: Any, location: Location, unknown: Any) -> Any:
        """Give a value without what is faulty in it, and without empty keys."""
        if location in self.document.faulty:
            return unknown
        if isinstance(value, list):
            entries = ((*location, index) for index in range(len(value)))
            return unknown if any(entry in self.document.faulty for entry in entries) else value
        if not isinstance(value, dict):
            return {} if value is None and isinstance(unknown, dict) else value
        below = unknown if isinstance(unknown, dict) else {}
        return {
            key: self._usable(inner, (*location, key), below.get(key, UNREADABLE))
            for key, inner in value.items()
            if inner is not None
        }


@dataclass(kw_only=True)
class MergedDocument(Document):
    """A tenant's file, merged. Its findings are at the file's own lines: at the override's where that is at fault."""

    source: Document
    """The file as it was read."""

    defaults: tuple[Layer, ...]
    """From the farthest to the nearest."""

    at: Location = ()
    """Where in the file the overrides stand; empty where there are none."""

    def report(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at the value, or, where there is none, at the nearest mapping that should hold it.

        A mapping that the file gives comes before one of its overrides. A value that is a default has its finding in
        the tenant's file, for it is right in itself.
        """
        places, override = self.source.value_offsets, (*self.at, *location)
        if override in places:
            self.report_at(places[override], override, message, remedy)
            return
        if location not in places and (default := self._default(location)):
            message = f"{message} (the default of {default})"
        nearest = location
        while nearest and nearest not in places and (*self.at, *nearest) not in places:
            nearest = nearest[:-1]
        before = () if nearest in places else self.at
        self.report_at(places.get((*before, *nearest), 0), (*before, *location), message, remedy)

    def report_key(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at a key: the override's, else the file's."""
        places = self.source.key_offsets
        for place in ((*self.at, *location), location):
            if place in places:
                self.report_at(places[place], place, message, remedy)
                return
        self.report(location, message, remedy)

    def _default(self, location: Location) -> str | None:
        places = (layer.place(location) for layer in reversed(self.defaults))
        return next((place for place in places if place), None)


def merged(document: Document, isv: Document, packages: Document, environment: str | None) -> MergedDocument:
    """Merge a tenant's file with the defaults of the ISV and of its package, and with an environment's overrides."""
    own: dict[str, Any] | None = document.content
    at: Location = ()
    overrides = document.value(ENVIRONMENTS, environment) if environment else None
    if environment and isinstance(overrides, dict):
        at = (ENVIRONMENTS, environment)
        own = merge(own, {key: value for key, value in overrides.items() if key != ENVIRONMENTS})
    package = own.get("package") if own else None
    layers = [Layer(isv, ("defaults",))]
    if isinstance(package, str):
        layers.append(Layer(packages, (package, "defaults")))
    content = own
    if own is not None:
        content = {}
        for layer in layers:
            content = merge(content, layer.content)
        content = merge(content, own)
    value_offsets = _offsets(document, at, own) if at else document.value_offsets
    return MergedDocument(
        document.file,
        document.text,
        content,
        key_offsets=document.key_offsets,
        value_offsets=value_offsets,
        source=document,
        defaults=tuple(layers),
        at=at,
    )


def _offsets(document: Document, at: Location, content: Any) -> dict[Location, int]:
    """Where what is in force stands: an override's values at the override, mappings of both in the file itself."""
    inside = {
        location[len(at) :]: offset for location, offset in document.value_offsets.items() if location[: len(at)] == at
    }
    replaced = {
        location
        for location in inside
        if location and not (location in document.value_offsets and _is_mapping(content, location))
    }
    kept = {
        location: offset
        for location, offset in document.value_offsets.items()
        if not any(location[:end] in replaced for end in range(1, len(location) + 1))
    }
    return kept | {location: offset for location, offset in inside.items() if location in replaced}


def _is_mapping(content: Any, location: Location) -> bool:
    for key in location:
        content = content.get(key) if isinstance(content, dict) else None
    return isinstance(content, dict)


def _unknown(model: type[BaseModel]) -> dict[str, Any]:
    """A value that nobody can read for each default there may be."""
    content: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = [kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        content[name] = _unknown(inner[0]) if inner else UNREADABLE
    return content


_UNKNOWN = _unknown(Defaults)
