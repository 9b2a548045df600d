"""Find the rules: every file in every family's folder."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import policies
from policies.core.rule import Rule


@cache
def rules() -> Mapping[str, Rule[Any]]:
    """Return every rule by id, sorted by family and id. There is no list: each file with a `rule` is one."""
    families = [each.name for each in pkgutil.iter_modules(policies.__path__) if each.ispkg and each.name != "core"]
    found = [
        importlib.import_module(f"policies.{family}.{each.name}").rule
        for family in families
        for each in pkgutil.iter_modules(importlib.import_module(f"policies.{family}").__path__)
    ]
    ordered = sorted(found, key=lambda rule: (rule.family, rule.id))
    return MappingProxyType({rule.id: rule for rule in ordered})
