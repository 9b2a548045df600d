"""The connection on which one thread sends webhooks, one after the other, and what comes back.

It is kept open between webhooks. A proxy of the environment is not used: it would carry webhooks off this machine.
"""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import urlencode, urlsplit

from requests.utils import requote_uri

ATTEMPT_SECONDS = 5.0
"""How long one attempt may take to connect, and again to be answered."""

ANSWER_BYTES = 64 * 1024
"""How much of an answer is read: https://www.twilio.com/docs/api/errors/11750."""


@dataclass(frozen=True)
class Answer:
    """How a webhook was answered in the last attempt.

    Attributes:
        outcome: What the outbox says about it.
        final: Whether another attempt would change nothing.
        status: The HTTP status; None if there was no answer.
        media_type: The type of the content, such as `text/xml`.
        content: The content, as far as it is read.
    """

    outcome: str
    final: bool = True
    status: int | None = None
    media_type: str = ""
    content: bytes = b""

    @property
    def delivered(self) -> bool:
        """Whether the webhook was accepted."""
        return self.status is not None and self.status < HTTPStatus.BAD_REQUEST


@dataclass(frozen=True)
class Request:
    """A request, ready to be sent.

    Attributes:
        method: POST or GET.
        origin: Scheme, host and port of the server.
        target: Path and query.
        headers: The headers.
        body: The content.
    """

    method: str
    origin: tuple[str, str, int]
    target: str
    headers: Mapping[str, str]
    body: bytes


def prepared(method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str], json: str) -> Request:
    """Return a request.

    Args:
        method: POST or GET.
        url: Where it goes.
        headers: Headers; those about the content are added.
        form: What it says as a form.
        json: What it says as JSON, instead of a form.

    Raises:
        ValueError: It can't be sent to such an address, or with such headers.
    """
    parts = urlsplit(requote_uri(url))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an address: {url!r}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    body = json.encode() or urlencode(form).encode()
    content = {"Content-Type": "application/json" if json else "application/x-www-form-urlencoded"} if body else {}
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    for value in headers.values():
        value.encode("latin-1")
    return Request(method, (parts.scheme, parts.hostname, port), target, {"Accept": "*/*", **headers, **content}, body)


class WebhookConnection:
    """Sends requests, on a connection that is kept open as long as the server does."""

    def __init__(self) -> None:
        self._connection: http.client.HTTPConnection | None = None
        self._origin: tuple[str, str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def attempt(self, request: Request) -> Answer:
        """Send a request once, and return the answer. A redirection is not followed."""
        is_open = self._connection is not None and self._origin == request.origin
        try:
            return self._answer(request)
        except (ConnectionError, http.client.BadStatusLine, ssl.SSLEOFError) as error:
            self._close()
            if not is_open:
                return Answer(f"not delivered: {_name(error)}", final=False)
        except (OSError, http.client.HTTPException) as error:
            self._close()
            return Answer(f"not delivered: {_name(error)}", final=False)
        try:  # the server has closed the connection since the last request
            return self._answer(request)
        except (OSError, http.client.HTTPException) as error:
            self._close()
            return Answer(f"not delivered: {_name(error)}", final=False)

    def _answer(self, request: Request) -> Answer:
        connection = self._connected(request.origin)
        connection.request(request.method, request.target, request.body, dict(request.headers))
        answer = connection.getresponse()
        content = answer.read(ANSWER_BYTES + 1)
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not answer.isclosed():
            self._close()  # the rest is not read
        status = answer.status
        delivered = status < HTTPStatus.BAD_REQUEST
        outcome = f"delivered: {status}" if delivered else f"not delivered: answered {status}"
        return Answer(outcome, status < HTTPStatus.INTERNAL_SERVER_ERROR, status, media_type, content)

    def _connected(self, origin: tuple[str, str, int]) -> http.client.HTTPConnection:
        if self._connection is None or self._origin != origin:
            self._close()
            scheme, host, port = origin
            kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
            self._connection, self._origin = kind(host, port, timeout=ATTEMPT_SECONDS), origin
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _name(error: Exception) -> str:
    return "Timeout" if isinstance(error, TimeoutError) else "ConnectionError"
