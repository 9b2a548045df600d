"""The inverse of the table of origins: the values of a tenant's file, as far as Twilio's fields determine them."""

from collections.abc import Mapping
from typing import Any, get_args

from owl.origins.origin import File, Form
from owl.origins.table import END_USERS, RESOURCES
from tenants.model.sections.tenant import TenantFile

_ORIGINS = {**RESOURCES, **END_USERS}


def file_values(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a tenant's file, by path, for an object's fields at Twilio.

    The result has no empty fields, no defaults of the file, and no values that the program made from several fields. It
    never has secrets.

    Args:
        kind: The resource's kind; for an end user its type, with its attributes as `values`.
        values: Its fields at Twilio.
    """
    found = {}
    for name, origin in _ORIGINS[kind].inputs.items():
        value = values.get(name)
        if origin.file is not File.TENANT or origin.form not in {Form.SAME, Form.COMMAS}:
            continue
        if origin.form is Form.COMMAS:
            value = [part.strip() for part in str(value or "").split(",") if part.strip()]
        if value not in (None, "", []) and value != _default(origin.paths[0]):
            found[origin.paths[0]] = value
    return found


def in_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by path as the nested sections of a tenant's file, in the order of its sections and the table."""
    nested: dict[str, Any] = {}
    for path in sorted(values, key=_position):
        *sections, last = path.split(".")
        section = nested
        for each in sections:
            section = section.setdefault(each, {})
        section[last] = values[path]
    return nested


def _position(path: str) -> tuple[int, int, int]:
    """Return a path's sort key: the file's sections, a section's own fields first, then the table's rows."""
    return _SECTIONS.index(path.partition(".")[0]), path.count("."), _ROWS.index(path)


def _default(path: str) -> Any:
    """Return a field's default in a tenant's file."""
    model: Any = TenantFile
    *sections, last = path.split(".")
    for each in sections:
        annotation = model.model_fields[each].annotation
        model = next(kind for kind in (annotation, *get_args(annotation)) if hasattr(kind, "model_fields"))
    default = model.model_fields[last].get_default(call_default_factory=True)
    return list(default) if isinstance(default, tuple) else default


_SECTIONS = list(TenantFile.model_fields)
_REPEATS = "TollfreeVerification"
"""It repeats the fields of the business, whose order is that of the end users."""

_ROWS = [
    path
    for kind in (*(each for each in _ORIGINS if each != _REPEATS), _REPEATS)
    for origin in _ORIGINS[kind].inputs.values()
    for path in origin.paths
]
