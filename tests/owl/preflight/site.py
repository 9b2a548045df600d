"""A business's website, on this machine and over real HTTPS, whose pages tests replace."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

Route = Callable[[BaseHTTPRequestHandler], None]
"""What answers the requests for a path."""

GOOD = {
    "/": "<title>Acme Cycles</title><h1>Bikes and repairs</h1>",
    "/checkout": """<title>Checkout - Acme Cycles</title><form><input name="mobile" type="tel">
        <label><input type="checkbox" name="texts"> Text me about my orders, repairs and bookings. Up to 3 messages for
        each. Message and data rates may apply. Reply STOP to opt out, HELP for help. You can buy without it.</label>
        <a href="/privacy">Privacy</a> <a href="/text-terms#top">Terms</a></form>""",
    "/privacy": """<title>Privacy</title><h1>Acme Cycles LLC</h1><p>We keep your number for texts. Mobile numbers and
        consent are not shared with third parties or affiliates.</p>""",
    "/text-terms": """<title>Terms</title><p>Text messages from Acme Cycles: up to 3 for each order. Message and data
        rates may apply. Reply STOP to opt out, HELP for help.</p>""",
}
"""The pages that the good tenant's file names, as reviewers want them."""


class Site:
    """A website.

    Args:
        authority: Signs its certificate. Without one, it serves unencrypted http.

    Attributes:
        url: Its address.
        routes: What answers, by path.
        released: Set when the test is over: routes that never end wait for it.
    """

    def __init__(self, authority: trustme.CA | None = None) -> None:
        self.routes: dict[str, Route] = {path: page(text) for path, text in GOOD.items()}
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if authority:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("127.0.0.1").configure_cert(context)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign] # clients hang up on hostile pages
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"{'https' if authority else 'http'}://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop it."""
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = site.routes.get(self.path.partition("?")[0], status(404))
                with contextlib.suppress(OSError):  # the client hung up
                    answer(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def page(text: str, content_type: str = "text/html; charset=utf-8") -> Route:
    """Return a route that answers with a page."""
    return content(text.encode(), content_type)


def content(body: bytes, content_type: str, encoding: str = "") -> Route:
    """Return a route that answers with bytes."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", content_type)
        request.send_header("Content-Length", str(len(body)))
        if encoding:
            request.send_header("Content-Encoding", encoding)
        request.end_headers()
        request.wfile.write(body)

    return answer


def status(code: int) -> Route:
    """Return a route that answers with an error."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def redirect(location: str) -> Route:
    """Return a route that redirects."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def pieces(head: bytes, each: bytes, ended: Callable[[], bool]) -> Route:
    """Return a route that sends some bytes, then others without an end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while not ended():
            request.wfile.write(each)

    return answer


@contextlib.contextmanager
def serving(directory: Path) -> Iterator[tuple[Site, Path]]:
    """Serve a website, and return it with the certificate that clients must trust."""
    authority = trustme.CA()
    certificate = directory / "authority.pem"
    authority.cert_pem.write_to_path(certificate)
    site = Site(authority)
    try:
        yield site, certificate
    finally:
        site.close()
