"""Serves an ASGI application on a port until the process is told to stop."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from owl.failure import Failure

STOPPING_SECONDS = 10
"""How long requests that have arrived may take once the process is told to stop."""

REQUEST_SECONDS = 10.0
"""How long a request may take to arrive. Connections are looked at as often, so it may become twice as long. Twilio
itself gives up after 15 seconds."""


def listen(
    application: ASGIApp, host: str, port: int, announce: Callable[[str], None], *, most_connections: int
) -> None:
    """Serve until SIGINT or SIGTERM. What has arrived is answered first.

    Args:
        application: What is served.
        host: The address of the interface.
        port: The port; 0 takes any free one.
        announce: Called with the URL as soon as the port is taken.
        most_connections: Above that uvicorn answers 503 immediately.

    Raises:
        Failure: There is no such host, or the port can't be taken.
    """
    try:
        socket.getaddrinfo(host, port)  # whose error numbers are not those of the system
    except socket.gaierror:
        raise Failure(f"cannot listen on {host}: there is no such host. Choose an address with --host") from None
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise Failure(f"cannot listen on {host} port {port} ({reason}): choose another with --port") from None
    config = uvicorn.Config(
        application,
        interface="asgi3",
        http=PromptClients,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOPPING_SECONDS,
        proxy_headers=False,  # no answer depends on the client's address
        limit_concurrency=most_connections,
        ws="none",
    )
    with listener, _stopped_by_signals():
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listener.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let the process end as usual after uvicorn has stopped, which raises the signal again."""
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class PromptClients(HttpToolsProtocol):
    """A connection that is closed if a request does not arrive as a whole. uvicorn itself would wait forever.

    There is one timer for a connection: one for each request would cost each of them processor time.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Wait for the first request."""
        super().connection_made(transport)
        self._waits_since: float | None = self.loop.time()
        self._timer = self.loop.call_later(REQUEST_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._timer.cancel()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Wait for the rest of it."""
        self._waits_since = self.loop.time()
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Wait no more."""
        self._waits_since = None
        super().on_message_complete()

    def _look(self) -> None:
        if self._waits_since is not None and self.loop.time() - self._waits_since >= REQUEST_SECONDS:
            self.transport.close()
        else:
            self._timer = self.loop.call_later(REQUEST_SECONDS, self._look)
