"""What an operation of the local Twilio is, and the decorator that registers one.

A further operation is one decorated function in one file of its product's folder; nothing else lists it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Handler = Callable[..., dict[str, Any] | None]


ASSUMED_EVERYWHERE = (
    "Lists are newest first; a page size above 1,000 counts as 1,000.",
    "A missing or invalid parameter is answered with 20001, an unknown parameter is ignored.",
    "Through 2010-04-01 URLs a parent's auth token reads and changes what is in a suspended subaccount.",
    "What is in a closed subaccount the parent's auth token only reads; other calls are answered with 20005.",
    "A parent that names an account it does not have is answered with 20404, every other caller with 20003.",
    "An answer links to what is covered only.",
    "What was added, changed or removed is so in the next list, unless lists are made to lag.",
)
"""What all operations do that Twilio's documentation does not say."""

PLACE = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Operation:
    """One operation of Twilio's API.

    Attributes:
        method: The HTTP method.
        product: The first label of Twilio's host, such as `messaging`.
        rule: The path with its variables as `<account_sid>`.
        handler: Called with the `Call` and the path's variables but account_sid; returns the body to answer, or None.
        status: The HTTP status of a success.
        assumed: What the handler does that Twilio's documentation does not say, one sentence each.
    """

    method: str
    product: str
    rule: str
    handler: Handler
    status: int
    assumed: tuple[str, ...]

    @property
    def template(self) -> str:
        """The path as Twilio's OpenAPI writes it: `/2010-04-01/Accounts/{AccountSid}/Keys.json`."""
        path = PLACE.sub(lambda match: "{" + match[1].title().replace("_", "") + "}", self.rule)
        # An account's own path is the one place where Twilio names the acting account {Sid}.
        return re.sub(r"/\{AccountSid\}\.json$", "/{Sid}.json", path)

    @property
    def summary(self) -> str:
        """What it does, in the first line of its docstring."""
        return (self.handler.__doc__ or "").partition("\n")[0]


REGISTERED: list[Operation] = []
"""Every operation of the product files that are loaded; `emulator.registry` loads them all."""


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
        REGISTERED.append(Operation(method, product, rule, handler, success, assumed))
        return handler

    return register
