"""The paths of fields in a tenant's file, from its model."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from tenants.model.sections.tenant import TenantFile


def model_paths(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Return the path of every field of a model and of the models in it."""
    for name, field in model.model_fields.items():
        yield f"{before}{name}"
        for inner in models_in(field.annotation):
            yield from model_paths(inner, f"{before}{name}.")


def models_in(hint: Any) -> Iterator[type[BaseModel]]:
    """Return the models inside a type."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for each in get_args(hint):
        yield from models_in(each)


PATHS = frozenset(model_paths(TenantFile))
"""All paths, such as `business.address.city`."""
