"""The checks, one file each. A file has a function that judges and a `check` that names it."""

import importlib
import pkgutil
from functools import cache

from owl.doctor.check import StackCheck, TenantCheck


@cache
def checks() -> tuple[StackCheck | TenantCheck, ...]:
    """Return all checks, by name. Nothing lists them: each file of this folder is one."""
    found = sorted(each.name for each in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").check for name in found)
