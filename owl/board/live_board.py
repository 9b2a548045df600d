"""A board that is kept up to date in the background, so that a request only reads memory."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Lock

from owl.board.asked import Asked, ask
from owl.board.declared import declared, version_of_files
from owl.board.of_stack import Source
from owl.failure import Failure

COUNTING_SECONDS = 5.0
"""How often what was received is counted, and files are looked at."""

BUSY_SHARE = 10
"""How many times longer than a look its pause is at least, so that looking never takes more than a tenth of a core."""

_log = logging.getLogger("owl.board")


class LiveBoard:
    """The board of a stack, now.

    Args:
        source: Where it comes from.
        every: Seconds between two times that Twilio is asked about all tenants.

    Raises:
        Failure: The stack or the drift report can't be read.
    """

    def __init__(self, source: Source, every: float) -> None:
        self._source = source
        self._every = every
        self._asked: Asked | None = None
        self._problem = ""
        self._reading = Lock()
        self._received = asyncio.Event()
        self._version = version_of_files()
        self._files = declared(source.stack)
        self.board = source.board(self._files, None)

    def read_again(self) -> None:
        """Read the files again and count what was received, with what Twilio said last."""
        with self._reading:
            version = version_of_files()
            if version != self._version:
                self._files = declared(self._source.stack)
                self._version = version
            board = self._source.board(self._files, self._asked, self._problem)
            _ = board.rows, board.counted.totals, board.counted.total  # so that no request has to
            self.board = board

    @asynccontextmanager
    async def kept_up_to_date(self) -> AsyncIterator[None]:
        """Keep it up to date within the block."""
        work = [asyncio.create_task(self._ask()), asyncio.create_task(self._count())]
        try:
            yield
        finally:
            for each in work:
                each.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _ask(self) -> None:
        while True:
            began = time.monotonic()
            self._received.clear()
            try:
                self._asked = await asyncio.to_thread(ask, self._source.stack)
                self._problem = ""
            except Exception as error:  # noqa: BLE001 - it must be asked again, and other errors may contain credentials
                self._problem = str(error) if isinstance(error, Failure) else type(error).__name__
                _log.warning("Twilio could not be asked: %s", self._problem)
            await self._safely_read_again()
            await self._pause(time.monotonic() - began)

    async def _pause(self, took: float) -> None:
        """Wait until something was received or it is time again, but at least a multiple of what asking took."""
        await asyncio.sleep(BUSY_SHARE * took)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._received.wait(), max(0.0, self._every - BUSY_SHARE * took))

    async def _count(self) -> None:
        while True:
            began = time.monotonic()
            before = self.board.counted.total
            await self._safely_read_again()
            if self.board.counted.total != before:
                self._received.set()
            await asyncio.sleep(max(COUNTING_SECONDS, BUSY_SHARE * (time.monotonic() - began)))

    async def _safely_read_again(self) -> None:
        try:
            await asyncio.to_thread(self.read_again)
        except Exception as error:  # noqa: BLE001 - what was read before is shown until it can be read again
            _log.warning("the board could not be read again: %s", error if isinstance(error, Failure) else type(error))
