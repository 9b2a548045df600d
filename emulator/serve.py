"""The local Twilio on a port of 127.0.0.1, for clients in other processes and languages.

The one port speaks http and https, and is an HTTP proxy that answers CONNECT itself: a client with
`HTTPS_PROXY=http://127.0.0.1:<port>` that trusts the authority's certificate calls `https://api.twilio.com` as usual
and is answered from here. Nothing is ever forwarded.
"""

import json
import socket
import ssl
import threading
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit
from wsgiref.types import WSGIEnvironment

from werkzeug.serving import LISTEN_QUEUE, ThreadedWSGIServer, WSGIRequestHandler

from emulator.certificate import TWILIO_HOST, Authority
from emulator.core import errors
from emulator.embedded import LocalTwilio

ADDRESS = "127.0.0.1"
TICK_SECONDS = 0.5
"""How often messages advance and webhooks are sent while no client calls."""

LEAVING_SECONDS = 0.05
"""How long the server may take to notice that it shall stop."""

_TLS_HANDSHAKE = b"\x16"
"""The first byte of a TLS connection: https://www.rfc-editor.org/rfc/rfc8446#section-5.1."""


class Server:
    """A local Twilio that answers on a port from entering its `with` block until leaving it.

    Args:
        twilio: What is served; its database's directory also keeps the authority.
        port: The port, or 0 for any free one.

    Attributes:
        url: Where it answers, such as `http://127.0.0.1:8042`.
        certificate: The file of the authority that https clients are to trust.

    Raises:
        OSError: When the port is taken.
        ValueError: When the authority's files are damaged.
    """

    def __init__(self, twilio: LocalTwilio, port: int) -> None:
        authority = Authority(twilio.path.parent)
        self.certificate = authority.certificate
        self._twilio = twilio
        # Bound here, since werkzeug ends the process where it cannot bind.
        with socket.create_server((ADDRESS, port), backlog=LISTEN_QUEUE) as listener:
            self._http = _HttpServer(ADDRESS, port, twilio.application, _RequestHandler, fd=listener.fileno())
        self._http.tls = authority.server_context()
        self.url = f"http://{ADDRESS}:{self._http.port}"
        self._leaving = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._serve, self._tick)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._http.shutdown()
        self._http.server_close()
        for thread in self._threads:
            thread.join()

    def environment(self) -> dict[str, str]:
        """Return the environment variables that point common clients here; the auth token is not among them."""
        certificate = str(self.certificate)
        return {
            "HTTP_PROXY": self.url,
            "HTTPS_PROXY": self.url,
            "NO_PROXY": "127.0.0.1,localhost",
            "REQUESTS_CA_BUNDLE": certificate,
            "CURL_CA_BUNDLE": certificate,
            "NODE_EXTRA_CA_CERTS": certificate,
            "SSL_CERT_FILE": certificate,
            "TWILIO_ACCOUNT_SID": self._twilio.account_sid,
        }

    def _serve(self) -> None:
        self._http.serve_forever(poll_interval=LEAVING_SECONDS)

    def _tick(self) -> None:
        while not self._leaving.wait(TICK_SECONDS):
            self._twilio.control.tick()


class _HttpServer(ThreadedWSGIServer):
    """werkzeug's server; `ssl_context` stays None, since only some connections to the port are encrypted."""

    tls: ssl.SSLContext


def _is_twilio(address: str) -> bool:
    """Return whether an absolute address is one of Twilio's hosts."""
    try:
        return TWILIO_HOST.fullmatch(urlsplit(address).netloc.lower()) is not None
    except ValueError:
        return False


class _RequestHandler(WSGIRequestHandler):
    """One connection: http, https, or a proxy's."""

    server: _HttpServer

    def handle(self) -> None:
        """Answer a connection; encrypted if the client starts TLS."""
        try:
            if self.connection.recv(1, socket.MSG_PEEK) == _TLS_HANDSHAKE:
                self._encrypt()
            super().handle()
        except ConnectionError as error:
            self.connection_dropped(error)
        except ssl.SSLError as error:
            self.log_error("TLS failed, does the client trust the certificate? %s", error)

    def finish(self) -> None:
        """Close the encrypted socket too: the server closes only the one it has accepted."""
        super().finish()
        if isinstance(self.connection, ssl.SSLSocket):
            self.connection.close()

    def do_CONNECT(self) -> None:  # noqa: N802 - http.server looks for this name
        """Connect a proxy's client to this server instead of the Twilio host that it asks for."""
        host, _, port = self.path.rpartition(":")
        if port != "443" or not TWILIO_HOST.fullmatch(host.lower()):
            self._refuse()
            return
        self.send_response_only(HTTPStatus.OK, "Connection established")
        self.end_headers()
        self._encrypt()
        self.close_connection = False

    def run_wsgi(self) -> None:
        """Answer a request, unless it is a proxy's for another host."""
        if self.path.startswith(("http://", "https://")) and not _is_twilio(self.path):
            self._refuse()
        else:
            super().run_wsgi()

    def make_environ(self) -> WSGIEnvironment:
        """Set the scheme to https for an encrypted connection or a proxy's https address."""
        environ = super().make_environ()
        if isinstance(self.connection, ssl.SSLSocket) or self.path.startswith("https://"):
            environ["wsgi.url_scheme"] = "https"
        return environ

    def connection_dropped(self, error: BaseException, environ: WSGIEnvironment | None = None) -> None:  # noqa: ARG002 - werkzeug's signature
        """End the connection: the client is gone, or a fault cuts it off."""
        self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no request in the form of all other refusals, instead of as HTML."""
        reason = message or explain or HTTPStatus(code).phrase
        self.log_error("%d: %s", code, reason)
        content = json.dumps(errors.body(code, None, reason)).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, *_: Any) -> None:
        """Log nothing: the journal has every call, without queries."""

    def _refuse(self) -> None:
        self.close_connection = True
        self.send_error(HTTPStatus.FORBIDDEN, "Only hosts of twilio.com are here, https on port 443")

    def _encrypt(self) -> None:
        self.request = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.setup()
