"""Which operations the local Twilio has: one table, filled by a decorator in each product file.

Calls are routed by it and the coverage is documented from it.

A further operation is one decorated function in one file under `emulator/products/`; nothing else lists it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from emulator import products
from emulator.errors import TwilioError

if TYPE_CHECKING:
    from collections.abc import Callable

    Handler = Callable[..., dict[str, Any] | None]

ASSUMED_EVERYWHERE: Final = (
    "Lists are newest first; a page size above 1,000 counts as 1,000.",
    "A missing or invalid parameter is answered with 20001, an unknown parameter is ignored.",
    "Through 2010-04-01 URLs a parent's auth token reads and changes what is in a suspended subaccount.",
    "What is in a closed subaccount the parent's auth token only reads; other calls are answered with 20005.",
    "A parent that names an account it does not have is answered with 20404, every other caller with 20003.",
    "What was added, changed or removed is so in the next list.",
)
"""What all operations do that Twilio's documentation does not say."""

_PLACE: Final = re.compile(r"<(\w+)>")
_TABLE: Final[list[Operation]] = []


@dataclass(frozen=True)
class Operation:
    """One operation of Twilio's API.

    Attributes:
        method: the HTTP method.
        product: the first label of Twilio's host, such as ``messaging``.
        rule: the path with its variables as ``<account_sid>``.
        handler: called with the `Call` and the path's variables but account_sid; returns the body to answer, or None.
        status: the HTTP status of a success.
        assumed: what the handler does that Twilio's documentation does not say, one sentence each.
    """

    method: str
    product: str
    rule: str
    handler: Handler
    status: int
    assumed: tuple[str, ...]

    @property
    def template(self) -> str:
        """The path as Twilio's OpenAPI writes it: ``/2010-04-01/Accounts/{AccountSid}/Keys.json``."""
        path = _PLACE.sub(lambda match: "{" + match[1].title().replace("_", "") + "}", self.rule)
        # An account's own path is the one place where Twilio names the acting account {Sid}.
        return re.sub(r"/\{AccountSid\}\.json$", "/{Sid}.json", path)

    @property
    def summary(self) -> str:
        """What it does, in the first line of its docstring."""
        return (self.handler.__doc__ or "").partition("\n")[0]


def route(
    method: str,
    product: str,
    rule: str,
    *,
    status: int | None = None,
    assumed: tuple[str, ...] = (),
) -> Callable[[Handler], Handler]:
    """Register a function as one of Twilio's operations; arguments as the attributes of `Operation`.

    The status of a success is 204 for DELETE and 200 otherwise unless given.
    """

    def register(handler: Handler) -> Handler:
        success = status or (204 if method == "DELETE" else 200)
        _TABLE.append(Operation(method, product, rule, handler, success, assumed))
        return handler

    return register


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of every product, sorted by product, path and method."""
    for module in pkgutil.iter_modules(products.__path__):
        importlib.import_module(f"{products.__name__}.{module.name}")
    return tuple(sorted(_TABLE, key=lambda operation: (operation.product, operation.rule, operation.method)))


def find(method: str, product: str, path: str) -> tuple[Operation, dict[str, str]]:
    """Return the operation of a call and the variables of its path, which may end with a slash.

    Raises:
        TwilioError: 20404 for an unknown path, 20004 for a method it does not have.
    """
    plain = path.removesuffix("/")
    known = False
    for operation in _of_shape().get((product, plain.count("/")), ()):
        match = _pattern(operation.rule).fullmatch(plain)
        if match and operation.method == method:
            return operation, match.groupdict()
        known = known or match is not None
    raise TwilioError(20004, method=method, path=path) if known else TwilioError(20404, path=path)


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
    return re.compile(_PLACE.sub(r"(?P<\1>[^/]+)", re.escape(rule)))
