"""The connection on which one thread sends webhooks, one after the other, and what comes back.

It is kept open between webhooks. A proxy of the environment is not used: it would carry webhooks off this machine.
"""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import urlencode, urlsplit

import httptools
from requests.utils import requote_uri

ATTEMPT_SECONDS = 5.0
"""How long one attempt may take to connect, and again to be answered."""

ANSWER_BYTES = 64 * 1024
"""How much of an answer is read: https://www.twilio.com/docs/api/errors/11750."""

_MOST_BYTES = 2 * ANSWER_BYTES
"""The same with its headers."""


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
        origin: Scheme, host and port of the server.
        content: All that is sent.
    """

    origin: tuple[str, str, int]
    content: bytes


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
    lines = {"Host": parts.netloc.rpartition("@")[2], "Accept": "*/*", **headers}
    if body:
        lines["Content-Type"] = "application/json" if json else "application/x-www-form-urlencoded"
    if body or method == "POST":
        lines["Content-Length"] = str(len(body))
    if any(_ENDS_OF_LINES.intersection(value) for value in lines.values()):
        raise ValueError(f"a header can't have an end of line: {url!r}")
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return Request(
        (parts.scheme, parts.hostname, port), f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body
    )


_ENDS_OF_LINES = frozenset("\r\n\0")


class _Answering:
    """Collects an answer as it is read."""

    def __init__(self) -> None:
        self.media_type = ""
        self.content = b""
        self.ended = False
        self.has_head = False
        self._parser = httptools.HttpResponseParser(self)

    @property
    def status(self) -> int:
        return int(self._parser.get_status_code())

    @property
    def stays_open(self) -> bool:
        return bool(self._parser.should_keep_alive())

    def feed(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self.media_type = value.decode("latin-1").partition(";")[0].strip().lower()

    def on_headers_complete(self) -> None:
        self.has_head = self.status >= HTTPStatus.OK  # what comes before is not yet the answer

    def on_body(self, body: bytes) -> None:
        self.content += body

    def on_message_complete(self) -> None:
        self.ended = self.has_head


class WebhookConnection:
    """Sends requests, on a connection that is kept open as long as the server does."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._origin: tuple[str, str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def attempt(self, request: Request) -> Answer:
        """Send a request once, and return the answer. A redirection is not followed."""
        is_open = self._socket is not None and self._origin == request.origin
        try:
            return self._answer(request)
        except (ConnectionError, ssl.SSLEOFError) as error:
            self._close()
            if not is_open:
                return Answer(f"not delivered: {_name(error)}", final=False)
        except (OSError, httptools.HttpParserError) as error:
            self._close()
            return Answer(f"not delivered: {_name(error)}", final=False)
        try:  # the server has closed the connection since the last request
            return self._answer(request)
        except (OSError, httptools.HttpParserError) as error:
            self._close()
            return Answer(f"not delivered: {_name(error)}", final=False)

    def _answer(self, request: Request) -> Answer:
        connection = self._connected(request.origin)
        connection.sendall(request.content)
        answer, size = _Answering(), 0
        while not answer.ended and size <= _MOST_BYTES and (data := connection.recv(ANSWER_BYTES)):
            answer.feed(data)
            size += len(data)
        if not answer.has_head:
            raise ConnectionResetError
        if not answer.ended or not answer.stays_open:
            self._close()  # the rest is not read
        status = answer.status
        delivered = status < HTTPStatus.BAD_REQUEST
        outcome = f"delivered: {status}" if delivered else f"not delivered: answered {status}"
        content = answer.content[: ANSWER_BYTES + 1]
        return Answer(outcome, status < HTTPStatus.INTERNAL_SERVER_ERROR, status, answer.media_type, content)

    def _connected(self, origin: tuple[str, str, int]) -> socket.socket:
        if self._socket is None or self._origin != origin:
            self._close()
            scheme, host, port = origin
            connection = socket.create_connection((host, port), ATTEMPT_SECONDS)
            if scheme == "https":
                connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket, self._origin = connection, origin
        return self._socket

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket = None


def _name(error: Exception) -> str:
    return "Timeout" if isinstance(error, TimeoutError) else "ConnectionError"
