"""What tests of mutants need: `mutmut` tests each one in a copy of a process in which all tests have run."""

import sys

_CHANGED = frozenset(["finance", "policies", "tenants"])
"""Packages that `mutmut` changes: `source_paths` in pyproject.toml."""


def forget_cached() -> None:
    """Forget what functions of the changed packages remember, which they computed without the change."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _CHANGED:
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()
