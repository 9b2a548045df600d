"""Write a value into a YAML file and leave everything else unchanged: comments, order, quotes."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

STEP = "  "
"""The indentation of a mapping below its key."""

_BYTE_ORDER_MARK = "\ufeff"
_PLAIN = re.compile(r"[A-Za-z](?:[\w./@&'-]|:(?=[\w/])| (?=[\w&]))*")
_NOT_TEXT = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that some version of YAML reads as something other than text."""

_LONGEST = 100
"""The maximum length of text on the line of its key, in characters."""


def with_value(text: str, path: Sequence[str], value: Any) -> str:
    """Return a file's text with a value set at the path. Missing parents are added.

    Args:
        text: The file's text: a mapping in YAML, without anchors.
        path: The keys that lead to the value, at least one.
        value: Text, an integer, a boolean, None, or mappings and lists of them.
    """
    node = _composed(text)
    key, *rest = path
    _, below = _entry(node, key)
    while rest and isinstance(below, MappingNode):
        node, (key, *rest) = below, rest
        _, below = _entry(node, key)
    if below is None:
        return _inserted(text, node, {key: _nested(rest, value)})
    return _replaced(text, node, key, _nested(rest, value))


def has_value(text: str, path: Sequence[str]) -> bool:
    """Return whether a file's text has a value at the path.

    Args:
        text: The file's text: a mapping in YAML, without anchors.
        path: The keys that lead to the value.
    """
    node = _composed(text)
    for key in path:
        if not isinstance(node, MappingNode):
            return False
        _, node = _entry(node, key)
    return node is not None


def with_entries(text: str, path: Sequence[str], entries: Mapping[str, Any]) -> str:
    """Return a file's text with entries added to the mapping at the path, which is made if it is missing or empty.

    Args:
        text: The file's text: a mapping in YAML, without anchors.
        path: The keys that lead to the mapping, at least one.
        entries: The entries, whose keys the mapping does not have.
    """
    node = _composed(text)
    for key in path:
        _, node = _entry(node, key)
        if not isinstance(node, MappingNode) or not node.value:
            return with_value(text, path, dict(entries))
    return _inserted(text, node, entries)


def with_entry(text: str, path: Sequence[str], entry: str | Mapping[str, Any]) -> str:
    """Return a file's text with an entry appended to the list at the path."""
    node = _composed(text)
    for key in path:
        _, node = _entry(node, key)
    if node.flow_style:
        return _before_bracket(text, node, _flow(entry))
    end = _line_end(text, _end(text, node))
    return _line_added(text, end, f"{' ' * node.start_mark.column}- {_flow(entry)}")


def block(value: Mapping[str, Any], indentation: str = "") -> Iterator[str]:
    """Yield the lines of a mapping in block style."""
    for key, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield f"{indentation}{key}:"
            yield from block(inner, indentation + STEP)
        elif isinstance(inner, list | tuple) and inner:
            yield f"{indentation}{key}:"
            yield from (f"{indentation}{STEP}- {_flow(each)}" for each in inner)
        elif isinstance(inner, str) and len(inner) > _LONGEST and " ".join(inner.split()) == inner:
            yield f"{indentation}{key}: >-"
            lines = textwrap.wrap(inner, _LONGEST, break_long_words=False, break_on_hyphens=False)
            yield from (f"{indentation}{STEP}{line}" for line in lines)
        else:
            yield f"{indentation}{key}:{'' if inner is None else f' {_flow(inner)}'}"


def _composed(text: str) -> Any:
    return YAML(typ="safe", pure=True).compose(text.removeprefix(_BYTE_ORDER_MARK))


def _entry(node: Any, key: str) -> tuple[Any, Any]:
    """Return the nodes of a key and its value, or None for both if the key is missing."""
    found = ((each, value) for each, value in node.value if each.value == key)
    return next(found, (None, None))


def _nested(keys: Sequence[str], value: Any) -> Any:
    for key in reversed(keys):
        value = {key: value}
    return value


def _inserted(text: str, node: Any, value: Mapping[str, Any]) -> str:
    if node.flow_style:
        return _before_bracket(text, node, _flow(value)[1:-1])
    indentation = " " * node.value[0][0].start_mark.column
    end = _line_end(text, _end(text, node))
    return _line_added(text, end, _newline(text).join(block(value, indentation)))


def _replaced(text: str, holder: Any, key: str, value: Any) -> str:
    """Replace a value with another, and a block mapping with a block mapping."""
    key_node, node = _entry(holder, key)
    is_mapping = isinstance(value, Mapping) and bool(value)
    if isinstance(node, MappingNode) and not node.flow_style and is_mapping:
        indentation = " " * node.start_mark.column
        lines = _newline(text).join(block(value, indentation)).removeprefix(indentation)
        return text[: _at(text, node.start_mark)] + lines + text[_end(text, node) :]
    start, end = _at(text, node.start_mark), _end(text, node)
    if start == _at(text, node.end_mark):  # an empty value
        colon = text.index(":", _at(text, key_node.end_mark)) + 1
        if is_mapping and not holder.flow_style:
            indentation = " " * (key_node.start_mark.column + len(STEP))
            return _line_added(text, _line_end(text, colon), _newline(text).join(block(value, indentation)))
        return f"{text[:colon]} {_flow(value)}{text[colon:]}"
    return text[:start] + _flow(value) + text[end:]


def _before_bracket(text: str, node: Any, inner: str) -> str:
    end = _at(text, node.end_mark) - 1
    kept = text[:end].rstrip()
    comma = "" if kept.endswith(("{", "[", ",")) else ","
    space = " " if comma or kept.endswith(",") else ""
    return f"{kept}{comma}{space}{inner}{text[len(kept) :]}"


def _line_added(text: str, end: int, lines: str) -> str:
    return f"{text[:end]}{_newline(text)}{lines}{text[end:]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _at(text: str, mark: Any) -> int:
    return int(mark.index) + text.startswith(_BYTE_ORDER_MARK)


def _end(text: str, node: Node) -> int:
    """Return the end offset of a node's last value. Comments after it are not included."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        is_empty = value.start_mark.index == value.end_mark.index
        return text.index(":", _at(text, key.end_mark)) + 1 if is_empty else _end(text, value)
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(text, node.value[-1])
    return len(text[: _at(text, node.end_mark)].rstrip())  # that of a folded or literal text is in the next line


def _line_end(text: str, offset: int) -> int:
    """Return the end of the line at an offset, so that a comment after a value stays after it."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if text[:end].endswith("\r") else end


def _flow(value: Any) -> str:
    """Return a value on one line."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return _scalar(value)
        case _:
            return json.dumps(value)


def _scalar(text: str) -> str:
    """Return text as a YAML string, quoted if needed. A JSON string is YAML; unprintable characters are escaped."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in quoted)
