"""The types of inputs, in words."""

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from owl.pages.resources.source import Undocumented
from providers.core.inputs import HttpsUrl, Mark, Normal, NumberText, PhoneNumberText

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]

_SID_PATTERN = re.compile(r"\^\(?([A-Z]{2}(?:\|[A-Z]{2})*)\)?\[0-9a-fA-F\]\{32\}\$")
_NAMED = (
    (HttpsUrl, "https URL"),
    (NumberText, "number"),
    (PhoneNumberText, "phone number in E.164"),
    (Email, "e-mail address"),
)
_SIMPLE: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    dict[str, Any]: "object",
    Any: "anything",
}


def constraints(hint: Any) -> tuple[Any, ...]:
    """Return the constraints of a type, without the marks of inputs."""
    if get_origin(hint) is not Annotated:
        return ()
    found: list[Any] = []
    for each in get_args(hint)[1:]:
        found += each.metadata if isinstance(each, FieldInfo) else [each]
    return tuple(each for each in found if not isinstance(each, Mark | Normal))


def base(hint: Any) -> Any:
    """Return a type without its constraints."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def alternatives(hint: Any) -> list[Any]:
    """Return the types of a union without None; for any other type, the type itself."""
    if get_origin(base(hint)) not in {Union, types.UnionType}:
        return [hint]
    return [each for each in get_args(base(hint)) if each is not type(None)]


def sid_prefixes(hint: Any) -> list[str]:
    """Return the possible prefixes of a SID of this type; empty if it is not a SID."""
    for each in constraints(hint):
        if isinstance(each, StringConstraints) and isinstance(each.pattern, str):
            found = _SID_PATTERN.fullmatch(each.pattern)
            return found[1].split("|") if found else []
    return []


def is_same(hint: Any, named: Any) -> bool:
    """Return whether a type equals a named one, ignoring marks."""
    return base(hint) == base(named) and constraints(hint) == constraints(named)


def models(hint: Any) -> Iterator[type[BaseModel]]:
    """Yield the models of the objects inside a type."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    elif get_origin(hint) is not Literal:
        for each in get_args(hint):
            yield from models(each)


def in_words(hint: Any) -> str:
    """Return a description of a type's values.

    Raises:
        Undocumented: No words are defined for this type.
    """
    if alternatives(hint) != [hint]:
        return " or ".join(in_words(each) for each in alternatives(hint))
    for named, words in _NAMED:
        if is_same(hint, named):
            return words
    prefixes = [f"`{prefix}…`" for prefix in sid_prefixes(hint)]
    return f"SID ({_either(prefixes)})" if prefixes else _unlimited(base(hint)) + _limits(base(hint), constraints(hint))


def _unlimited(kind: Any) -> str:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return _either([f"`{value}`" for value in arguments])
    if get_origin(kind) is dict:
        return f"mapping from {in_words(arguments[0])} to {in_words(arguments[1])}"
    if get_origin(kind) in {list, tuple}:
        return f"list of {in_words(arguments[0])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    raise Undocumented(f"an input is of type {kind}: add words for it to owl/pages/resources/type_words.py")


def _either(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _limits(kind: Any, limits: tuple[Any, ...]) -> str:
    pattern, least, most = (
        _limit(limits, *names) for names in (("pattern",), ("ge", "min_length"), ("le", "max_length"))
    )
    if pattern is not None:
        return f" of the form `{pattern}`"
    unit = {str: " characters", int: "", float: ""}.get(kind, " entries")
    if least is None and most is None:
        return ""
    if most is None:
        return ", not empty" if unit and least == 1 else f", {least:,}{unit} or more"
    return f", {least or 0:,} to {most:,}{unit}"


def _limit(limits: tuple[Any, ...], *names: str) -> Any:
    found = (getattr(each, name, None) for each in limits for name in names)
    return next((value for value in found if value is not None), None)
