"""Writes requests that arrive together in one transaction.

A commit takes as long for a hundred requests as for one, since the disk decides. So whatever has arrived while a commit
was running is written by the next one, and each request is answered after the commit that has it.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Sequence

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError

from owl.receiver import metrics
from owl.receiver.callbacks.callback import Callback
from owl.receiver.callbacks.kinds import KINDS
from owl.receiver.daemon_thread import in_daemon_thread
from owl.receiver.database import require_room, words_of
from owl.receiver.recording import Outcome
from owl.receiver.refusal import Reason, Refused

MOST_WAITING = 20_000
"""How many requests may wait. Above that, requests are refused, so that memory stays bounded."""

MOST_TOGETHER = 500
"""How many requests one commit writes."""

MANY = 8
"""Requests of one commit that are many: more are under way."""

PAUSE_SECONDS = 0.002
"""How long the next commit waits for more requests after one of many: each commit takes processor time from requests,
half a millisecond for the first one in it. A longer wait would leave processors idle, since clients wait too."""

ATTEMPTS = 3
"""How often a commit is tried: a deadlock or a lost connection is usually over after a moment."""

_log = logging.getLogger(__name__)

_Waiting = tuple[Callback, "asyncio.Future[Outcome]"]


class GroupCommit:
    """Writes requests, one commit at a time, on a thread of its own.

    Args:
        engine: The database.

    Attributes:
        problem: Why the database did not take the last commit, in its words; empty if it did.
    """

    def __init__(self, engine: Engine) -> None:
        self.problem = ""
        self._engine = engine
        self._waiting: list[_Waiting] = []
        self._changed = threading.Event()
        self._closed = False
        self._loop = asyncio.get_running_loop()
        metrics.WAITING.set_function(lambda: len(self._waiting))
        self._work = asyncio.ensure_future(in_daemon_thread(self._write_what_waits))

    async def write(self, callback: Callback) -> Outcome:
        """Write a request, and return what became of it after the commit.

        Raises:
            Refused: Too many requests wait, the database did not take it, or the receiver stops.
        """
        if self._closed:
            raise Refused(Reason.STOPPING)
        if len(self._waiting) >= MOST_WAITING:
            raise Refused(Reason.OVERLOADED)
        written: asyncio.Future[Outcome] = self._loop.create_future()
        self._waiting.append((callback, written))
        if not self._changed.is_set():
            self._changed.set()
        return await written

    def write_problem(self) -> str:
        """Return why the database takes nothing; empty if it takes something again, or has taken the last commit."""
        if self.problem:
            try:
                with self._engine.begin() as transaction:
                    require_room(transaction)
            except SQLAlchemyError as error:
                self.problem = words_of(error)
            else:
                self.problem = ""
        return self.problem

    async def close(self) -> None:
        """Write what waits, and end."""
        self._closed = True
        self._changed.set()
        await self._work

    def _write_what_waits(self) -> None:
        """Run on the thread: it does not wait for the event loop, which may be busy for milliseconds."""
        while self._waiting or not self._closed:
            self._changed.wait()
            self._changed.clear()
            while taken := self._waiting[:MOST_TOGETHER]:
                del self._waiting[: len(taken)]  # more may have been added at the end meanwhile
                outcomes = self._commit([callback for callback, _ in taken])
                self._loop.call_soon_threadsafe(_answer, taken, outcomes)
                if len(taken) > MANY and not self._closed:
                    time.sleep(PAUSE_SECONDS)  # more requests arrive meanwhile, and share a commit

    def _commit(self, callbacks: Sequence[Callback]) -> list[Outcome | Refused]:
        """Write requests; one that the database did not take is refused."""
        cause = ""
        for _ in range(ATTEMPTS):
            try:
                with self._engine.begin() as transaction:
                    outcomes = _record(transaction, callbacks)
            except (OperationalError, InternalError) as error:  # of the database, whatever the requests say
                metrics.COMMIT_FAILURES.inc()
                cause = words_of(error)
            except Exception as error:  # noqa: BLE001 - this thread writes for all requests, so it must not end
                metrics.COMMIT_FAILURES.inc()
                if len(callbacks) == 1:
                    cause = type(error).__name__  # its message may contain what the request says
                    _log.error("a request can't be written: %s", cause)
                    return [Refused(Reason.NOT_RECORDED, cause)]
                # One of them can't be written. The others must not be lost with it.
                return [outcome for each in callbacks for outcome in self._commit([each])]
            else:
                metrics.COMMITTED.observe(len(callbacks))
                self.problem = ""
                return list(outcomes)
        self.problem = cause
        return [Refused(Reason.NOT_RECORDED, cause) for _ in callbacks]


def _record(transaction: Connection, callbacks: Sequence[Callback]) -> list[Outcome]:
    """Write requests kind by kind, and return what became of each in the order given."""
    outcomes: dict[int, Outcome] = {}
    for kind in KINDS.values():
        places = [place for place, each in enumerate(callbacks) if type(each) is kind]
        if places:
            batch = [callbacks[place] for place in places]
            outcomes |= zip(places, kind.record(transaction, batch), strict=True)
    return [outcomes[place] for place in range(len(callbacks))]


def _answer(taken: Sequence[_Waiting], outcomes: Sequence[Outcome | Refused]) -> None:
    for (_, written), outcome in zip(taken, outcomes, strict=True):
        if written.done():  # the client is gone
            continue
        if isinstance(outcome, Refused):
            written.set_exception(outcome)
        else:
            written.set_result(outcome)
