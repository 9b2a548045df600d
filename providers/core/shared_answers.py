"""Answers that the processes of one command share: what the engine's providers read, the command need not read again.

A command that runs a preview listens on a socket in a directory of its own, which nobody else may enter, and tells the
preview where. The providers send what Twilio answered to their reads. Answers hold secrets, such as accounts' tokens,
so they are never written to a disk. Whatever fails here is only read twice.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from tempfile import TemporaryDirectory

Asked = tuple[str, str]
"""A read: the account or key that asked, and the URL with its query."""

TELL = "OWL_TELL_ANSWERS"
"""The environment variable with the socket to which providers send the answers."""

ENDED = 10.0
"""Seconds after the preview in which what it sent must have been read."""

_FAMILY = "AF_UNIX"
_LAST = b"null"
"""What the last connection sends."""


class Teller:
    """Sends answers to the command that runs this process. Safe for use by many threads.

    Args:
        address: The command's socket.
    """

    def __init__(self, address: str) -> None:
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        with suppress(OSError):
            self._connection = Client(address, _FAMILY)

    def tell(self, asked: Asked, text: str) -> None:
        """Send the text of an answer; stop sending if nobody listens."""
        with self._lock:
            if self._connection is None:
                return
            try:
                self._connection.send_bytes(json.dumps([*asked, text]).encode())
            except OSError:
                self._connection = None


class Heard:
    """The answers that were sent.

    Attributes:
        environment: What the process that sends them needs in its environment.
        answers: The text of the last answer to each read.
    """

    def __init__(self, address: str) -> None:
        self.environment: Mapping[str, str] = {TELL: address}
        self.answers: dict[Asked, str] = {}
        self._address = address
        self._readers: list[threading.Thread] = []
        self._last_is_here, self._ends = threading.Event(), threading.Event()

    def accept(self, listener: Listener) -> None:
        """Read what each process sends, until `end`."""
        with suppress(OSError):
            while not self._ends.is_set():
                reader = threading.Thread(target=self._read, args=(listener.accept(),), daemon=True)
                self._readers.append(reader)
                reader.start()

    def end(self) -> None:
        """Stop accepting: the processes that send have ended.

        Connections are accepted in their order, so those of the processes come before the first one here. The second
        one wakes up the thread that accepts: to close what it listens on would not.
        """
        with suppress(OSError):
            with Client(self._address, _FAMILY) as last:
                last.send_bytes(_LAST)
            self._last_is_here.wait(ENDED)
            self._ends.set()
            Client(self._address, _FAMILY).close()

    def wait(self) -> None:
        """Wait until everything has been read."""
        for reader in self._readers:
            reader.join(ENDED)

    def _read(self, connection: Connection) -> None:
        with connection, suppress(EOFError, OSError):
            while (said := connection.recv_bytes()) != _LAST:
                user, url, text = json.loads(said)
                self.answers[user, url] = text
            self._last_is_here.set()


@contextmanager
def heard() -> Iterator[Heard]:
    """Listen while a preview runs in the `with` block; after it, all answers are there."""
    with TemporaryDirectory(prefix="owl-") as directory:
        address = str(Path(directory) / "answers")
        found = Heard(address)
        with Listener(address, _FAMILY) as listener:
            accepting = threading.Thread(target=found.accept, args=(listener,), daemon=True)
            accepting.start()
            try:
                yield found
            finally:
                found.end()
                accepting.join(ENDED)
        found.wait()
