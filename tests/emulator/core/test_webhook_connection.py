"""The connection on which webhooks are sent: kept open, and opened again if the server has closed it."""

import socket
import threading
from collections.abc import Iterator

import pytest

from emulator.core.webhook_connection import ANSWER_BYTES, WebhookConnection, prepared


class Server:
    """Answers each request with the same bytes, and closes each connection after so many.

    Args:
        answer: What it answers.
        requests: How many requests a connection takes.
    """

    def __init__(self, answer: bytes, requests: int) -> None:
        self.connections = 0
        self._answer, self.requests = answer, requests
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/a?b=c%20d"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no further connections."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                accepted, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with accepted:
                for _ in range(self.requests):
                    if not accepted.recv(65536):
                        break
                    accepted.sendall(self._answer)


@pytest.fixture(params=[1, 2])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that closes each connection after one request, or after two, without saying so."""
    made = Server(b"HTTP/1.1 204 No Content\r\n\r\n", request.param)
    yield made
    made.close()


def test_a_connection_that_the_server_has_closed_is_opened_again(server: Server) -> None:
    """Each request is one attempt, and delivered."""
    with WebhookConnection() as connection:
        request = prepared("GET", server.url, {"Host": "owl.example"}, {}, "")
        answers = [connection.attempt(request) for _ in range(4)]

    assert {answer.outcome for answer in answers} == {"delivered: 204"}
    assert server.connections == 4 / server.requests


def test_a_long_answer_is_not_read_to_its_end() -> None:
    """The next request has a connection of its own."""
    length = 10 * ANSWER_BYTES
    server = Server(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % length + b"x" * length, 1)
    with WebhookConnection() as connection:
        request = prepared("GET", server.url, {}, {}, "")
        lengths = [len(connection.attempt(request).content) for _ in range(2)]
    server.close()

    assert lengths == [ANSWER_BYTES + 1] * 2


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Before anything is sent."""
    with pytest.raises(ValueError, match=r"."):
        prepared("POST", url, {}, {}, "")


def test_nobody_listens() -> None:
    """Another attempt may help."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with WebhookConnection() as connection:
        answer = connection.attempt(prepared("POST", f"http://127.0.0.1:{port}/", {}, {}, ""))

    assert (answer.outcome, answer.final) == ("not delivered: ConnectionError", False)
