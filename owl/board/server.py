"""Runs the served board until it is stopped."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send

from owl.board.application import Application
from owl.board.live_board import LiveBoard
from owl.board.of_stack import Source
from owl.board.own_requests import OwnRequests, loopback_origins
from owl.board.try_it import Sender
from owl.receiver.listening import listen

MOST_CONNECTIONS = 200


def run(  # noqa: PLR0913 - an option each
    stack: str,
    drift: Path | None,
    host: str,
    port: int,
    announce: Callable[[str], None],
    *,
    proxy: str | None,
    allow_send: bool,
    every: float,
) -> None:
    """Serve a stack's board until SIGINT or SIGTERM.

    Args:
        stack: The stack's name.
        drift: A file that `owl drift --format json --output` wrote; None for what `owl drift` kept here.
        host: The address of the interface.
        port: The port; 0 takes any free one.
        announce: Called with the URL as soon as the port is taken.
        proxy: The origin of a proxy that authenticates; None without one.
        allow_send: Whether test messages are sent on a live stack too.
        every: Seconds between two times that Twilio is asked.

    Raises:
        Failure: The stack or the drift report can't be read, or the port is taken.
    """
    live = LiveBoard(Source(stack, drift), every)
    own = OwnRequests(frozenset({proxy} if proxy else ()))
    application = Application(live, Sender(stack, may_send=allow_send or not live.board.is_live), own)

    def listening(url: str) -> None:
        if proxy is None:
            own.origins = loopback_origins(urlsplit(url).port or port)
        announce(url)

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, receive, send)

    listen(served, host, port, listening, most_connections=MOST_CONNECTIONS)
