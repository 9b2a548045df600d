"""Compose a YAML text into nodes: with libyaml where that does the same, else with ruamel.yaml.

ruamel.yaml reads YAML 1.2 in Python, 5 ms a file. libyaml, by way of PyYAML, takes a tenth of that, but reads YAML 1.1
and says other things of errors. So its events become ruamel.yaml's nodes, with the scalars of YAML 1.2, and whatever it
refuses, or could understand differently, is left to ruamel.yaml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml  # type: ignore[import-untyped] # PyYAML has no types
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tag import Tag

_SAFE = re.compile(r"[ -~\n\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd]*")
"""Characters that both read alike: no tabs, no control characters, no line breaks but the line feed."""

_SPECIAL = re.compile(
    r"^(?:%|---|\.\.\.)|(?:^|[ \n,\[{])\?(?:[ \n,\]}]|$)|[|>](?:[-+0-9]*#|[^\n]*\n +\n)", re.MULTILINE
)
"""Directives, further documents, complex keys, a comment that touches the mark of a block, and a block that begins with
a line of spaces."""

_STR, _MAP, _SEQ = (Tag(suffix=f"tag:yaml.org,2002:{name}") for name in ("str", "map", "seq"))

_RESOLVER = YAML(typ="safe", pure=True).resolver
"""The rules for what a plain scalar is in YAML 1.2."""


_FIRST_OF_OTHERS = frozenset(_RESOLVER.versioned_resolver)
"""The first characters of plain scalars that may be no text."""

_Scalar, _Mapping, _Sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
_MappingEnd, _SequenceEnd = yaml.MappingEndEvent, yaml.SequenceEndEvent
_BEGINNINGS = frozenset([_Scalar, _Mapping, _Sequence])
"""The events of libyaml: it makes these and no derived ones."""


class _Unlike(Exception):  # noqa: N818 - never leaves this module
    """The text has something that the two libraries may read differently."""


@dataclass(frozen=True)
class Composed:
    """A text as nodes.

    Attributes:
        root: The root node; None if the text is empty.
        version: The version of YAML that a directive in it asks for, if there is one.
    """

    root: Any
    version: Any = None


def compose(text: str, depth: int) -> Composed:
    """Compose a text into nodes.

    Args:
        text: The text.
        depth: How many levels deep it may be nested.

    Raises:
        YAMLError: It is not valid.
    """
    if _SAFE.fullmatch(text) and not _SPECIAL.search(text):
        try:
            return Composed(_composed(text, depth))
        except (_Unlike, yaml.YAMLError, RecursionError, ValueError):
            pass
    reader = YAML(typ="safe", pure=True)  # looks for its plug-ins on the disk: a tenth of reading a file with libyaml
    reader.max_depth = depth
    reader.composer.warn_double_anchors = False
    return Composed(reader.compose(text), reader.version)


def _composed(text: str, depth: int) -> Node:
    if not hasattr(yaml, "CSafeLoader"):
        raise _Unlike
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    for expected in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
        if not isinstance(next(events), expected):
            raise _Unlike
    root = _node(next(events), events, depth)
    for expected in (yaml.DocumentEndEvent, yaml.StreamEndEvent):
        if not isinstance(next(events), expected):
            raise _Unlike
    return root


@lru_cache(maxsize=8192)
def _tag_of_plain(text: str) -> Any:
    """Return the tag of a plain scalar; most of them are keys, the same in every file."""
    if text and text[0] not in _FIRST_OF_OTHERS:
        return _STR
    return _RESOLVER.resolve(ScalarNode, text, (True, False))


def _node(event: Any, events: Iterator[Any], depth: int) -> Node:
    """Return the node that an event begins."""
    kind = type(event)
    if depth <= 0 or kind not in _BEGINNINGS or event.anchor is not None or event.tag is not None:
        raise _Unlike
    if kind is _Scalar:
        tag = _tag_of_plain(event.value) if event.implicit[0] else _STR
        return ScalarNode(tag, event.value, event.start_mark, event.end_mark, style=event.style)
    if kind is _Mapping:
        pairs = []
        while type(key := next(events)) is not _MappingEnd:
            name = _node(key, events, depth - 1)
            pairs.append((name, _node(next(events), events, depth - 1)))
        return MappingNode(_MAP, pairs, event.start_mark, key.end_mark, flow_style=event.flow_style)
    entries = []
    while type(entry := next(events)) is not _SequenceEnd:
        entries.append(_node(entry, events, depth - 1))
    return SequenceNode(_SEQ, entries, event.start_mark, entry.end_mark, flow_style=event.flow_style)
