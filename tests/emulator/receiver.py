"""A real HTTP server on loopback that keeps the webhooks it receives, and checks them with Twilio's SDK."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator


@dataclass(frozen=True)
class Received:
    """A request as it was received."""

    method: str
    path: str
    headers: Mapping[str, str]
    form: dict[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """Its parameters, from the body or, for GET, from the query."""
        return self.form or dict(parse_qsl(urlsplit(self.path).query))

    def is_signed(self, auth_token: str, address: str) -> bool:
        """Return whether the signature is valid for `address` and the token, by Twilio's own validator."""
        return bool(RequestValidator(auth_token).validate(address, self.form, self.headers["X-Twilio-Signature"]))


class Receiver:
    """Keeps the requests it receives.

    Attributes:
        url: Its base address.
        received: The requests, in the order in which they came in.
        arrivals: One item for each request received, to wait for.
        answers: The statuses of the next answers; 204 when there are none.
        location: The Location header of all answers.
        release: No request is answered until it is set.
    """

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.arrivals: Queue[None] = Queue()
        self.answers: list[int] = []
        self.location: str | None = None
        self.release = threading.Event()
        self.release.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def about(self, sid: str | None) -> list[Received]:
        """Return the status callbacks about a message."""
        return [request for request in self.received if request.form.get("MessageSid") == sid]

    def statuses(self, sid: str | None) -> list[str]:
        """Return the statuses that callbacks reported for a message."""
        return [request.form["MessageStatus"] for request in self.about(sid)]

    def fired(self, sid: str | None) -> list[Received]:
        """Return the callbacks of a usage trigger."""
        return [request for request in self.received if request.parameters.get("UsageTriggerSid") == sid]

    def close(self) -> None:
        """Stop listening."""
        self.release.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(receiver) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                form = dict(parse_qsl(body, keep_blank_values=True))
                receiver.received.append(Received(self.command, self.path, dict(self.headers), form))
                receiver.arrivals.put(None)
                receiver.release.wait(600)
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()

            do_GET = do_POST  # noqa: N815 - the server's naming

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        return Handler
