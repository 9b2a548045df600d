"""The time that reading pages may take, however slowly a server answers."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from owl.preflight.unreadable import Unreadable


class TooSlow(Unreadable):
    """The time is over."""

    def __init__(self) -> None:
        super().__init__("it could not be read in the time allowed: it answers too slowly")


class Deadline:
    """A point in time.

    Args:
        seconds: How far away it is.
        latest: Another deadline, if this one must not be later.

    Attributes:
        end: When it is, by the monotonic clock.
    """

    def __init__(self, seconds: float, latest: "Deadline | None" = None) -> None:
        end = time.monotonic() + seconds
        self.end: float = min(end, latest.end) if latest else end

    def left(self) -> float:
        """Return the seconds until then.

        Raises:
            TooSlow: None are left.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise TooSlow
        return left

    @contextlib.contextmanager
    def shutting_down(self, connected: socket.socket) -> Iterator[None]:
        """End a connection at the deadline, whatever waits for it.

        A socket's own timeout begins again with each byte, so a server that sends one byte a second never reaches it.
        """
        timer = threading.Timer(self.left(), _shut_down, [connected])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _shut_down(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed already
        connected.shutdown(socket.SHUT_RDWR)
