"""Read one YAML file, with the position of everything in it.

The files are YAML 1.2, so the country code `NO` is text. Features that make a file mean something other than what it
seems to say are rejected: duplicate keys, anchors, tags, %YAML directives and multiple documents.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from redaction.redact import redact_text
from tenants.model.yaml_files.compose import compose
from tenants.model.yaml_files.finding import Finding, Location, shown, shown_location
from tenants.model.yaml_files.lazy_mapping import LazyMapping
from tenants.model.yaml_files.positions import Positions


class _Unreadable:
    def __repr__(self) -> str:
        return "..."  # a finding about a list shows what is in it


UNREADABLE = _Unreadable()
"""Replaces a value that already has a finding, so that nothing else is reported about it."""

_DEPTH_LIMIT = 20
_LONGEST_QUESTION = 80
_NUMBER_LIMIT = 2**63
_TAG = "tag:yaml.org,2002:"
_TEXTS = {_TAG + kind for kind in ("str", "timestamp", "merge", "value")}
_OTHER_SCALARS = {_TAG + kind for kind in ("bool", "float", "int", "null")}
_CONTAINERS = {_TAG + kind for kind in ("map", "seq")}
_KNOWN_TAGS = _TEXTS | _OTHER_SCALARS | _CONTAINERS

TO_DO = "TODO"
"""The prefix of a placeholder for a value that is still to be filled in. Editors highlight the word.

A file drafted from a Twilio account has it wherever Twilio does not know the value.
"""

_USUAL_CAUSES = (
    ": common causes are inconsistent indentation, a tab (use spaces), or a colon in unquoted text (put it in quotes)"
)
_UNFINISHED = re.compile(rf"{TO_DO}\b")


@dataclass
class Document:
    """A file's content, the position of each key and value in its text, and its findings."""

    file: Path
    text: str = ""
    content: dict[str, Any] | None = None
    """The mapping; None if the file does not contain one."""

    findings: list[Finding] = field(default_factory=list)
    key_offsets: Mapping[Location, int] = field(default_factory=dict)
    value_offsets: Mapping[Location, int] = field(default_factory=dict)
    """For a mapping, a list or an empty value, the offset of its key, which is where people look for it."""

    faulty: set[Location] = field(default_factory=set)
    """The locations that have a finding."""

    digest: str | None = None
    """The SHA-256 of the file's bytes, if they could be read and were looked for in the cache of documents."""

    def report(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at a value or, if it is missing, at its nearest existing parent."""
        nearest = location
        while nearest and nearest not in self.value_offsets:
            nearest = nearest[:-1]
        self.report_at(self.value_offsets.get(nearest, 0), location, message, remedy)

    def report_key(self, location: Location, message: str, remedy: str) -> None:
        """Add a finding at a key, or at its parent if pydantic spells the key otherwise: half a surrogate pair."""
        if location in self.key_offsets:
            self.report_at(self.key_offsets[location], location, message, remedy)
        else:
            self.report(location, message, remedy)

    def report_at(self, offset: int, location: Location, message: str, remedy: str) -> None:
        """Add a finding at an offset in the text, in characters."""
        self.faulty.add(location)
        said = map(redact_text, (shown_location(location), message, remedy))
        self.findings.append(Finding(self.file, *self._place(offset), *said))

    def has(self, location: Location) -> bool:
        """Return whether a key is present, even if it is empty."""
        holder = self.value(*location[:-1])
        return isinstance(holder, dict) and location[-1] in holder

    def value(self, *keys: str | int) -> Any:
        """Return the value below these keys, or None if there is none, whether or not the document is valid."""
        value: Any = self.content
        for key in keys:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    @cached_property
    def positions(self) -> Positions:
        """The position of every value, once the file has been read."""
        return Positions(self.file, LazyMapping(self._places))

    def _places(self) -> dict[str, tuple[int, int]]:
        begins = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]
        found = {}
        for location, offset in self.value_offsets.items():
            line = bisect_right(begins, offset)
            found[shown_location(location)] = (line, offset - begins[line - 1] + 1)
        return found

    def line(self, offset: int) -> int:
        """Return the line, from 1, of an offset in the text."""
        return self.text.count("\n", 0, offset) + 1

    def _place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1."""
        return self.line(offset), offset - self.text.rfind("\n", 0, offset)


def decode(octets: bytes) -> str:
    """Decode a file's UTF-8 text, with or without a byte order mark."""
    return octets.decode("utf-8-sig")


def read_document(file: Path, octets: bytes | None = None) -> Document:
    """Read a file. Faults are added to the document's findings; none raises an exception.

    Args:
        file: The file.
        octets: The file's content, if it has already been read.
    """
    document = Document(file)
    try:
        octets = file.read_bytes() if octets is None else octets
        document.text = decode(octets)
    except FileNotFoundError as error:
        document.report((), f"can't be read: {error.strerror}", "restore it, for example with `git restore`")
    except OSError as error:
        document.report((), f"can't be read: {error.strerror}", "replace it with a readable file")
    except UnicodeDecodeError as error:
        read = error.object
        document.text = decode(read[: error.start])
        found = read[error.start : error.start + 1]
        document.report_at(len(document.text), (), f"not UTF-8: found {found!r}", "save the file as UTF-8")
    else:
        _Reading(document).fill()
    return document


def _to_do(text: str) -> tuple[str, str]:
    """Return the message and remedy for a value that is still to be filled in."""
    question = text.removeprefix(TO_DO).strip(": ")
    return (
        f"not filled in yet{f': {question[:_LONGEST_QUESTION]}' if question else ''}",
        f"replace the {TO_DO} text with the value",
    )


@lru_cache(maxsize=4096)
def _value_of(tag: str, text: str) -> Any:
    """Return a scalar that is no text: the few numbers of a file are mostly those of other files.

    Raises:
        ValueError, LookupError: It is none.
    """
    return _reader().constructor.construct_non_recursive_object(ScalarNode(tag, text))


@cache
def _reader() -> YAML:
    """Return a reader of YAML 1.2: it looks for its plug-ins on the disk."""
    return YAML(typ="safe", pure=True)


class _Reading:
    """Parses a document's text into its content."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys: dict[Location, int] = {}
        self._values: dict[Location, int] = {}
        document.key_offsets, document.value_offsets = self._keys, self._values

    def fill(self) -> None:
        """Parse the text and store its mapping."""
        report = self._document.report
        try:
            composed = compose(self._document.text, _DEPTH_LIMIT)
        except (YAMLError, ValueError, OverflowError) as error:
            self._report_syntax(error)
            return
        root = composed.root
        if root is None:
            report((), "the file is empty", "add the keys, or delete the file")
            return
        self._values[()] = root.start_mark.index
        if composed.version is not None:
            report((), "%YAML directives are not allowed", "remove the %YAML line; the files are YAML 1.2")
        elif not isinstance(root, MappingNode):
            report((), "expected a mapping at the top level", "write 'key: value' lines")
        elif (content := self._value(root, ())) is not UNREADABLE:
            self._document.content = content

    def _report_syntax(self, error: Exception) -> None:
        # ValueError and OverflowError come from deep inside the parser, without a position.
        problem, offset, causes = "invalid escape sequence or number", 0, ""
        if isinstance(error, MarkedYAMLError):
            problem = ", ".join(part for part in (error.context, error.problem) if part)
            offset, causes = (error.problem_mark or error.context_mark).index, _USUAL_CAUSES
        elif isinstance(error, ReaderError):
            problem, offset = f"character {error.character:#x} is not allowed", error.position
        if isinstance(error, MaxDepthExceededError):
            problem, causes = f"nested more than {_DEPTH_LIMIT} levels deep", ""
        offset = min(offset, len(self._document.text))
        self._document.report_at(offset, (), f"invalid YAML: {problem[:200]}", f"fix it here or just above{causes}")

    def _value(self, node: Node, location: Location) -> Any:
        if node.anchor is not None:
            return self._refuse(location, "anchors and aliases are not allowed", "write the value out")
        tag = node.tag
        if tag not in _KNOWN_TAGS:
            return self._refuse(location, f"the tag {shown(tag)} is not allowed", "remove it")
        if isinstance(node, ScalarNode):
            return self._scalar(node.value, tag, location)
        if isinstance(node, MappingNode):
            return self._mapping(node, location)
        return [self._entry(entry, (*location, index)) for index, entry in enumerate(node.value)]

    def _mapping(self, node: MappingNode, location: Location) -> dict[str, Any]:
        content = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            begin, inner = key_node.start_mark.index, (*location, key)
            if inner in self._keys:
                first = self._document.line(self._keys[inner])
                self._document.report_at(
                    begin, inner, f"duplicate key: first defined on line {first}", "remove one of the two"
                )
                continue
            self._keys[inner] = begin
            if key_node.tag not in _TEXTS or key_node.anchor is not None:
                self._document.report_key(inner, "keys must be plain text", "put the key in quotes")
                continue
            empty = value_node.start_mark.index == value_node.end_mark.index
            if isinstance(value_node, ScalarNode) and not empty:
                begin = value_node.start_mark.index
            self._values[inner] = begin
            content[key] = self._value(value_node, inner)
        return content

    def _entry(self, node: Node, location: Location) -> Any:
        self._values[location] = node.start_mark.index
        return self._value(node, location)

    def _scalar(self, text: str, tag: str, location: Location) -> Any:
        if tag in _TEXTS:
            is_unfinished = _UNFINISHED.match(text)
            return self._refuse(location, *_to_do(text)) if is_unfinished else text
        try:
            value = _value_of(tag, text)
        except (ValueError, LookupError):
            return self._refuse(location, f"{shown(text)} is not a number", "put it in quotes, or write a number")
        if isinstance(value, int) and abs(value) >= _NUMBER_LIMIT:
            return self._refuse(location, "the number is too large", "put it in quotes, or write a smaller one")
        return value

    def _refuse(self, location: Location, message: str, remedy: str) -> object:
        self._document.report(location, message, remedy)
        return UNREADABLE
