"""The rows of the checklist, one file each. A file has a function that judges and a `row` that names it."""

import importlib
import pkgutil
from functools import cache

from owl.golive.row import Part, StackRow, TenantRow


@cache
def rows() -> tuple[StackRow | TenantRow, ...]:
    """Return all rows, by part and name. Nothing lists them: each file of this folder is one."""
    found = [importlib.import_module(f"{__name__}.{each.name}").row for each in pkgutil.iter_modules(__path__)]
    parts = list(Part)
    return tuple(sorted(found, key=lambda row: (parts.index(row.part), row.name)))
