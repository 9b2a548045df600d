"""Convert pydantic's errors to findings: in plain words, with the position in the file and a remedy."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from tenants.model.yaml_files.finding import Location, allowed_instead, shown
from tenants.model.yaml_files.yaml_document import UNREADABLE, Document

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "string_type": ("text", "write text; put numbers, true and false in quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "dict_type": ("a mapping", "write indented 'key: value' lines below the key"),
    "model_type": ("a mapping", "write indented 'key: value' lines below the key"),
    "tuple_type": ("a list", "write one entry per line below the key, each starting with '- '"),
}
_FEW = 7
"""Up to this many allowed values are listed as they are; with more, the closest is suggested first."""

_KEY_MARK = "[key]"
"""Pydantic's mark for an error in a mapping's key rather than its value."""


def validated(document: Document, model: type[Model]) -> Model | None:
    """Return the document as a model, or None if it has errors, which are added to its findings."""
    if document.content is None:
        return None
    try:
        return model.model_validate(document.content)
    except ValidationError as refusal:
        errors = refusal.errors(include_url=False)
        for error in errors:
            if error["input"] is not UNREADABLE and not _follows(error, errors):
                _report(document, model, error)
        return None


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Return whether a list is too short only because pydantic does not count its invalid entries."""
    length = len(error["loc"])
    return error["type"] == "too_short" and any(
        len(other["loc"]) > length and other["loc"][:length] == error["loc"] for other in errors
    )


def _report(document: Document, model: type[BaseModel], error: ErrorDetails) -> None:
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        word, allowed = str(location[-1]), set(_allowed_keys(model, location[:-1]))
        document.report_key(location, "unknown key", allowed_instead(word, allowed))
    elif location[-1:] == (_KEY_MARK,):
        document.report_key(location[:-1], *_words(error))
    else:
        document.report(location, *_words(error))


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return what was found and the remedy."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "this key is missing", f"add '{error['loc'][-1]}: ...'"
    if kind == "refused":
        return error["msg"], context["remedy"]
    if kind == "expected":
        what, remedy = error["msg"], context["remedy"]
    elif kind in {"enum", "literal_error"}:
        allowed = re.findall("'([^']*)'", context["expected"])
        if len(allowed) > _FEW:
            return f"{shown(error['input'])} is not allowed here", allowed_instead(str(error["input"]), allowed)
        what, remedy = context["expected"], "use one of these values" if len(allowed) > 1 else "use this value"
    elif kind in {"too_short", "too_long"}:
        return _length_words(kind, context)
    elif kind in _EXPECTED:
        what, remedy = _EXPECTED[kind]
    else:
        what, remedy = error["msg"].partition(" should ")[2] or error["msg"], "correct the value"
        what = f"the value to {what}"
    return f"expected {what}, got {shown(error['input'])}", remedy


def _length_words(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return the same for a list or mapping with too few or too many entries."""
    limit, remedy = ("min_length", "add entries") if kind == "too_short" else ("max_length", "remove entries")
    which = "at least" if kind == "too_short" else "at most"
    entries = "entry" if context[limit] == 1 else "entries"
    return f"expected {which} {context[limit]} {entries}, got {context['actual_length'] or 'none'}", remedy


def _allowed_keys(kind: Any, location: Location) -> Iterator[str]:
    """Yield the keys that the model allows in the mapping at the location."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        inside = location[1:] if get_origin(kind) in {dict, tuple} else location
        for inner in get_args(kind):
            yield from _allowed_keys(inner, inside)
    elif issubclass(kind, RootModel):
        yield from _allowed_keys(kind.model_fields["root"].annotation, location)
    elif not location:
        yield from kind.model_fields
    elif (field := kind.model_fields.get(str(location[0]))) is not None:
        yield from _allowed_keys(field.annotation, location[1:])
