"""A board that never changes, served by the real application in a thread."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from owl.board.application import Application
from owl.board.board import Board
from owl.board.live_board import LiveBoard
from owl.board.own_requests import OwnRequests, loopback_origins
from owl.board.try_it import Sender


class StandingBoard(LiveBoard):
    """A board about which nobody is asked again."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def read_again(self) -> None:
        """Leave it as it is."""

    @asynccontextmanager
    async def kept_up_to_date(self) -> AsyncIterator[None]:
        """Leave it as it is."""
        yield


@contextmanager
def served(board: Board) -> Iterator[str]:
    """Serve a board, and yield its URL."""
    own = OwnRequests(frozenset())
    application = Application(StandingBoard(board), Sender("dev", may_send=True), own)
    config = uvicorn.Config(application, port=0, log_config=None, lifespan="on", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        port = server.servers[0].sockets[0].getsockname()[1]
        own.origins = loopback_origins(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
