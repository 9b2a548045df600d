"""A tenant's file in one environment: defaults, then the file, then overrides. Later layers override earlier ones."""

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from tenants.model.catalogue.defaults import Defaults
from tenants.model.yaml_files.finding import Location, shown_file
from tenants.model.yaml_files.lazy_mapping import LazyMapping
from tenants.model.yaml_files.yaml_document import UNREADABLE, Document

ENVIRONMENTS = "environments"
"""The key of the environment overrides in a tenant's file."""


def merge(lower: Any, upper: Any) -> Any:
    """Return a lower value overridden by an upper one: mappings are merged key by key, any other value is replaced."""
    if not isinstance(upper, dict):
        return upper
    if not isinstance(lower, dict):
        return UNREADABLE if lower is UNREADABLE else upper
    return lower | {key: merge(lower[key], value) if key in lower else value for key, value in upper.items()}


@dataclass(frozen=True)
class Layer:
    """Defaults in a catalogue file.

    Attributes:
        document: The file, validated: its faults are already in its findings.
        at: The location of the defaults in the file.
    """

    document: Document
    at: Location

    @property
    def content(self) -> Any:
        """The defaults. What can't be read is marked as unreadable, so that it causes no further findings."""
        readable, unknown = isinstance(self.document.value(*self.at[:-1]), dict), _unknown(Defaults)
        return self._usable(self.document.value(*self.at), self.at, unknown) if readable else unknown

    def place(self, location: Location) -> str | None:
        """Return the file and line of a default, or None if this layer does not set it."""
        offset = self.document.value_offsets.get((*self.at, *location))
        return None if offset is None else f"{shown_file(self.document.file)}:{self.document.line(offset)}"

    def _usable(self, value: Any, location: Location, unknown: Any) -> Any:
        """Return a value without its faulty parts and empty keys."""
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
    """A merged tenant's file. Findings point to lines of the file itself: to the override if that is at fault."""

    source: Document
    """The file as read, before merging."""

    defaults: tuple[Layer, ...]
    """The layers of defaults, lowest precedence first."""

    at: Location = ()
    """The location of the overrides in the file; empty if there are none."""

    def report(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at the value or, if it is missing, at its nearest existing parent mapping.

        A mapping in the file itself is preferred to one in its overrides. A finding about a default is reported in the
        tenant's file, because the default itself is valid.
        """
        places, override = self.source.value_offsets, (*self.at, *location)
        if override in places:
            self.report_at(places[override], override, message, remedy)
            return
        if location not in places and (default := self._default(location)):
            message = f"{message} (default from {default})"
        nearest = location
        while nearest and nearest not in places and (*self.at, *nearest) not in places:
            nearest = nearest[:-1]
        before = () if nearest in places else self.at
        self.report_at(places.get((*before, *nearest), 0), (*before, *location), message, remedy)

    def report_key(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at a key: in the override if it has the key, else in the file."""
        places = self.source.key_offsets
        for place in ((*self.at, *location), location):
            if place in places:
                self.report_at(places[place], place, message, remedy)
                return
        self.report(location, message, remedy)

    def _default(self, location: Location) -> str | None:
        places = (layer.place(location) for layer in reversed(self.defaults))
        return next((place for place in places if place), None)


class DefaultLayers:
    """The defaults that the catalogue gives to the tenants of each package, put together once for all of them.

    Args:
        isv: The file of the ISV's defaults, validated.
        packages: The file of the packages', validated.
    """

    def __init__(self, isv: Document, packages: Document) -> None:
        self._isv = isv
        self._packages = packages
        self._known: dict[str | None, tuple[tuple[Layer, ...], Any]] = {}

    def of(self, package: object) -> tuple[tuple[Layer, ...], Any]:
        """Return the layers of a package, lowest precedence first, and what they say together."""
        name = package if isinstance(package, str) else None
        if name not in self._known:
            layers = [Layer(self._isv, ("defaults",))]
            if name is not None:
                layers.append(Layer(self._packages, (name, "defaults")))
            content: Any = {}
            for layer in layers:
                content = merge(content, layer.content)
            self._known[name] = (tuple(layers), content)
        return self._known[name]


def merged(document: Document, defaults: DefaultLayers, environment: str | None) -> MergedDocument:
    """Return a tenant's file merged with the defaults of its package and an environment's overrides."""
    own: dict[str, Any] | None = document.content
    at: Location = ()
    overrides = document.value(ENVIRONMENTS, environment) if environment else None
    if environment and isinstance(overrides, dict):
        at = (ENVIRONMENTS, environment)
        own = merge(own, {key: value for key, value in overrides.items() if key != ENVIRONMENTS})
    layers, content = defaults.of(own.get("package") if own else None)
    if own is None:
        content = None
    else:
        if _has_no_campaign(own):
            content = {key: value for key, value in content.items() if key not in {"brand", "campaign"}}
        content = merge(content, own)
    value_offsets = LazyMapping(lambda: _offsets(document, at, own)) if at else document.value_offsets
    return MergedDocument(
        document.file,
        document.text,
        content,
        key_offsets=document.key_offsets,
        value_offsets=value_offsets,
        source=document,
        defaults=layers,
        at=at,
    )


def _has_no_campaign(own: dict[str, Any]) -> bool:
    """Return whether a tenant has other senders and no campaign: then defaults give it no brand and campaign."""
    senders = own.get("senders")
    has_others = isinstance(senders, dict) and any(senders.get(name) for name in ("toll_free", "international"))
    return has_others and own.get("campaign") is None


def _offsets(document: Document, at: Location, content: Any) -> dict[Location, int]:
    """Return the offset of each effective value: in the override if it sets the value, else in the file itself.

    A mapping that both have is at its offset in the file.
    """
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


@cache
def _unknown(model: type[BaseModel]) -> dict[str, Any]:
    """Return an unreadable value for every possible default."""
    content: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = [kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, BaseModel)]
        content[name] = _unknown(inner[0]) if inner else UNREADABLE
    return content
