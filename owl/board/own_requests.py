"""Which requests are the board's own: made to its own host, and forms sent from its own pages.

A page elsewhere can make a browser send a form here, and can give its own name this host's address (DNS rebinding).
"""

import hmac
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

LARGEST_FORM = 64 * 1024
"""Bytes of a form."""

MOST_FIELDS = 100
TOKEN = "token"  # noqa: S105 - the name of a field
"""The field of a form that proves that it was on a page of the board."""


class NotOwn(Exception):  # noqa: N818 - reads as what it says
    """A request is refused.

    Attributes:
        status: The HTTP status.
    """

    def __init__(self, message: str, status: HTTPStatus) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class OwnRequests:
    """Refuses requests that are not the board's own.

    Attributes:
        origins: Where the board is, such as `http://127.0.0.1:8044`.
        token: What only its own pages contain; another each time the board is started.
    """

    origins: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def check_host(self, request: Request) -> None:
        """Refuse a request to any other host.

        Raises:
            NotOwn: It names another host.
        """
        host = request.headers.get("host", "").lower()
        if host not in {urlsplit(each).netloc for each in self.origins}:
            raise NotOwn("This is not the name of the board.", HTTPStatus.MISDIRECTED_REQUEST)

    async def form(self, request: Request) -> dict[str, str]:
        """Return the fields of a form that was on a page of the board, the last value of each.

        Raises:
            NotOwn: It comes from elsewhere, or is no form.
        """
        origin = request.headers.get("origin")
        if origin not in self.origins or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise NotOwn("This form was sent from another site, and nothing was done.", HTTPStatus.FORBIDDEN)
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_FORM:
                raise NotOwn("This form is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            found = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS))
        except ValueError:
            raise NotOwn("This is no form.", HTTPStatus.BAD_REQUEST) from None
        if not hmac.compare_digest(found.pop(TOKEN, "").encode(), self.token.encode()):
            message = "The board was started again since this page was loaded, and nothing was done: load it again."
            raise NotOwn(message, HTTPStatus.FORBIDDEN)
        return found


def loopback_origins(port: int) -> frozenset[str]:
    """Return where a board on the loopback interface is."""
    return frozenset(f"http://{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
