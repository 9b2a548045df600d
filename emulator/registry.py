"""The operations of the local Twilio: calls are routed by this table, and `COVERAGE.md` is written from it."""

import importlib
import pkgutil
import re
from functools import cache

import emulator
from emulator.core.errors import NotCoveredError
from emulator.core.routes import PLACE, REGISTERED, Operation


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of every product, sorted by product, path and method."""
    for product in pkgutil.iter_modules(emulator.__path__):
        if product.ispkg:
            package = importlib.import_module(f"{emulator.__name__}.{product.name}")
            for module in pkgutil.iter_modules(package.__path__):
                importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(REGISTERED, key=lambda operation: (operation.product, operation.rule, operation.method)))


def find(method: str, product: str, path: str) -> tuple[Operation, dict[str, str]]:
    """Return the operation of a call and the variables of its path, which may end with a slash.

    Raises:
        NotCoveredError: There is no such operation: 20404 for an unknown path, 20004 for a method it does not have.
    """
    plain = path.removesuffix("/")
    known = False
    for operation in _of_shape().get((product, plain.count("/")), ()):
        match = _pattern(operation.rule).fullmatch(plain)
        if match and operation.method == method:
            return operation, match.groupdict()
        known = known or match is not None
    raise NotCoveredError(20004 if known else 20404, method, f"https://{product}.twilio.com{path}")


@cache
def _of_shape() -> dict[tuple[str, int], list[Operation]]:
    """Return the operations by product and number of slashes; those with fixed words come before those with places."""
    shapes: dict[tuple[str, int], list[Operation]] = {}
    for operation in sorted(operations(), key=lambda each: ["<" in part for part in each.rule.split("/")]):
        shapes.setdefault((operation.product, operation.rule.count("/")), []).append(operation)
    return shapes


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """Return what a path of this rule looks like; made for the few rules that a process meets."""
    return re.compile(PLACE.sub(r"(?P<\1>[^/]+)", re.escape(rule)))
