"""A real HTTP server on loopback that keeps the webhooks it receives, and checks them with Twilio's SDK."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator


@dataclass(frozen=True)
class Received:
    """A request as it was received."""

    method: str
    path: str
    headers: Mapping[str, str]
    form: dict[str, str]
    body: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """Its parameters, from the body or, for GET, from the query."""
        return self.form or dict(parse_qsl(urlsplit(self.path).query))

    def is_signed(self, auth_token: str, address: str) -> bool:
        """Return whether the signature is valid for `address` and the token, by Twilio's own validator."""
        return bool(RequestValidator(auth_token).validate(address, self.form, self.headers["X-Twilio-Signature"]))

    def is_signed_json(self, auth_token: str, origin: str) -> bool:
        """Return whether the signature covers the body, by Twilio's own validator, at an address below `origin`."""
        signature = self.headers["X-Twilio-Signature"]
        return bool(RequestValidator(auth_token).validate(origin + self.path, self.body, signature))

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of a batch; none for a form."""
        return json.loads(self.body) if self.headers.get("Content-Type") == "application/json" else []


class Receiver:
    """Keeps the requests it receives.

    Attributes:
        url: Its base address.
        received: The requests, in the order in which they came in.
        arrivals: One item for each request received, to wait for.
        answers: The statuses of the next answers; when there are none, 204, or 200 with content.
        location: The Location header of all answers.
        contents: Media type and content of the answers, by path.
        release: No request is answered until it is set.
    """

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.arrivals: Queue[None] = Queue()
        self.answers: list[int] = []
        self.location: str | None = None
        self.contents: dict[str, tuple[str, str]] = {}
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

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events received, in the order in which they came in."""
        return [event for request in self.received for event in request.events]

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
                is_json = self.headers.get("Content-Type") == "application/json"
                form = {} if is_json else dict(parse_qsl(body, keep_blank_values=True))
                receiver.received.append(Received(self.command, self.path, dict(self.headers), form, body))
                receiver.arrivals.put(None)
                receiver.release.wait(600)
                media_type, content = receiver.contents.get(urlsplit(self.path).path, ("", ""))
                status = 200 if content else 204
                self.send_response(receiver.answers.pop(0) if receiver.answers else status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                if media_type:
                    self.send_header("Content-Type", media_type)
                    self.send_header("Content-Length", str(len(content.encode())))
                self.end_headers()
                self.wfile.write(content.encode())

            do_GET = do_POST  # noqa: N815 - the server's naming

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        return Handler
