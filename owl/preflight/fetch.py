"""Fetch a page over HTTP from a server that nobody vouches for: bounded in time, bytes, redirects and addresses."""

import contextlib
import http.client
import socket
import ssl
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from owl.preflight.addresses import addresses_of
from owl.preflight.deadline import Deadline
from owl.preflight.unreadable import Unreadable
from owl.rendering.one_line import one_line

AGENT = "Mozilla/5.0 (compatible; owl-preflight)"
"""What the site's owner sees in the server's log. Some sites answer 403 to programs that don't name themselves so."""

_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 1 << 16
_LONGEST_SHOWN_URL = 200


@dataclass(frozen=True)
class Limits:
    """What one page may cost.

    Attributes:
        seconds: The time for it.
        length: The bytes that are read of it, after decompression.
        redirects: How many redirects are followed.
        allow_private: Whether private addresses are allowed, as for a site on this machine.
    """

    seconds: float = 15
    length: int = 2_000_000
    redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True)
class Answer:
    """What a server sent for a page.

    Attributes:
        urls: The page's address, and each that it redirected to.
        status: The last HTTP status.
        content_type: Such as `text/html`, in lower case; empty if the server does not say.
        encoding: The encoding of the text, if the server says.
        body: What was read of it.
        is_complete: Whether that is all.
    """

    urls: tuple[str, ...]
    status: int
    content_type: str
    encoding: str | None
    body: bytes
    is_complete: bool

    @property
    def url(self) -> str:
        """The address that the page has in the end."""
        return self.urls[-1]

    @property
    def was_encrypted(self) -> bool:
        """Whether every step was https."""
        return all(url.startswith("https://") for url in self.urls)


def fetch(url: str, limits: Limits, deadline: Deadline) -> Answer:
    """Fetch a page, through its redirects.

    Args:
        url: Its address.
        limits: What it may cost.
        deadline: When it must have been read.

    Raises:
        Unreadable: It can't be read; the message says why.
    """
    urls = [url]
    while True:
        answer = _fetch_one(tuple(urls), limits, deadline)
        if isinstance(answer, Answer):
            return answer
        if answer in urls:
            raise Unreadable(f"it redirects in a circle, to {shown_url(answer)}")
        if len(urls) > limits.redirects:
            raise Unreadable(f"it redirects more than {limits.redirects} times")
        urls.append(answer)


def shown_url(url: str) -> str:
    """Return a URL from a server for people: one line, not endless, without a password in it."""
    with contextlib.suppress(ValueError):
        parts = urlsplit(url)
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    shown = one_line(url)
    return shown if len(shown) <= _LONGEST_SHOWN_URL else f"{shown[:_LONGEST_SHOWN_URL]}..."


def _fetch_one(urls: tuple[str, ...], limits: Limits, deadline: Deadline) -> "Answer | str":
    """Return the answer of one server, or where it redirects to."""
    parts = _parts(urls[-1])
    try:
        with _connected(parts, limits, deadline) as connected, deadline.shutting_down(connected):
            return _answer(connected, parts, urls, limits, deadline)
    except ssl.SSLCertVerificationError as error:
        deadline.left()
        raise Unreadable(f"its certificate is not valid: {one_line(error.verify_message)}") from None
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        deadline.left()
        raise Unreadable(f"it can't be read: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    known = {
        http.client.RemoteDisconnected: "the server closed the connection without an answer",
        ConnectionRefusedError: "the server refuses connections",
        ConnectionResetError: "the server closed the connection",
        TimeoutError: "the server does not answer",
        ssl.SSLError: "the server does not encrypt as browsers do",
        zlib.error: "what it sends is not compressed as it says",
        http.client.HTTPException: "the server does not answer in HTTP",
    }
    found = next((reason for kind, reason in known.items() if isinstance(error, kind)), None)
    return found or one_line(str(error))[:_LONGEST_SHOWN_URL] or type(error).__name__


def _parts(url: str) -> SplitResult:
    """Return the parts of a URL. Its host is in the form of DNS, and a user's name and password are left out."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise Unreadable(f"it leads to {shown_url(url)}, which is not a valid address") from None
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise Unreadable(f"it leads to {shown_url(url)}, which is not the address of a web page")
    try:
        host = parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unreadable(f"it leads to {shown_url(url)}, which has no valid host") from None
    bracketed = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=bracketed if parts.port is None else f"{bracketed}:{parts.port}")


def _connected(parts: SplitResult, limits: Limits, deadline: Deadline) -> socket.socket:
    """Connect to an address that was checked: a second look-up of the name could have another answer."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = addresses_of(host, port, deadline, allow_private=limits.allow_private)
    for address in addresses:
        try:
            plain = socket.create_connection((address, port), timeout=deadline.left())
        except OSError:
            if address == addresses[-1]:
                raise
        else:
            break
    if parts.scheme == "http":
        return plain
    with contextlib.ExitStack() as failing:
        failing.enter_context(plain)
        context = ssl.create_default_context()
        wrapped = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        failing.enter_context(wrapped)
        with deadline.shutting_down(wrapped):
            wrapped.do_handshake()
        failing.pop_all()
    return wrapped


def _answer(
    connected: socket.socket, parts: SplitResult, urls: tuple[str, ...], limits: Limits, deadline: Deadline
) -> "Answer | str":
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.sock = connected
    connection.putrequest("GET", _target(parts), skip_host=True, skip_accept_encoding=True)
    headers = {"Host": parts.netloc, "User-Agent": AGENT, "Accept": "text/html, image/*, */*"}
    for name, value in {**headers, "Accept-Encoding": "gzip", "Connection": "close"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    with contextlib.closing(connection.getresponse()) as response:
        deadline.left()
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location:
            return _joined(urls[-1], location)
        body, is_complete = _body(response, limits.length, deadline)
        return Answer(
            urls=urls,
            status=response.status,
            content_type=response.headers.get_content_type() if "Content-Type" in response.headers else "",
            encoding=response.headers.get_content_charset(),
            body=body,
            is_complete=is_complete,
        )


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise Unreadable(f"it leads to {shown_url(location)}, which is not a valid address") from None


def _target(parts: SplitResult) -> str:
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return quote(target if target.startswith("/") else f"/{target}", safe="/?:@!$&'()*+,;=%~-._#[]")


def _body(response: http.client.HTTPResponse, length: int, deadline: Deadline) -> tuple[bytes, bool]:
    """Return at most so many bytes, decompressed, and whether they are all. No more than that is received, either."""
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise Unreadable("it is compressed in a way that was not asked for")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
    body, received = bytearray(), 0
    while len(body) <= length and received <= length:
        piece = response.read1(_PIECE)
        deadline.left()
        received += len(piece)
        body += unpack.decompress(piece, length + 1 - len(body)) if unpack else piece
        if not piece or (unpack and unpack.eof):
            return bytes(body[:length]), len(body) <= length
    return bytes(body[:length]), False
