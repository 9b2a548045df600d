"""The differences between two sets of properties, field by field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SECRET = "[secret]"  # noqa: S105 - a placeholder
"""The placeholder for a secret."""

UNKNOWN = "[unknown]"
"""The placeholder for a value that is known only after a deployment."""


@dataclass(frozen=True)
class Change:
    """A field that differs.

    Attributes:
        path: The field, such as `opt_in_keywords[0]` or `types["twilio/text"].body`.
        old: The old value; None if there was none.
        new: The new value; None if there is none any more.
    """

    path: str
    old: Any
    new: Any

    @property
    def field(self) -> str:
        """The first name of the path."""
        return outermost(self.path)


def outermost(path: str) -> str:
    """Return the first name of a path, such as `types` for `types["twilio/text"].body`."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the differences, sorted by path. Secrets can't be compared: two of them count as equal."""
    return tuple(sorted(_between("", old, new), key=lambda change: change.path))


def _between(path: str, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in {*old, *new}:
            yield from _between(_inside(path, key), old.get(key), new.get(key))
    elif _is_list(old) and _is_list(new):
        for index in range(max(len(old), len(new))):
            yield from _between(f"{path}[{index}]", _at(old, index), _at(new, index))
    else:
        yield Change(path, old, new)


def _inside(path: str, key: str) -> str:
    plain = re.fullmatch(r"\w+", key)
    if not plain:
        return f'{path}["{key}"]'
    return f"{path}.{key}" if path else key


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _at(values: Sequence[Any], index: int) -> Any:
    return values[index] if index < len(values) else None
