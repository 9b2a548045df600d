"""Puts the board of a stack together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from owl.board import pages
from owl.board.asked import Asked, ask
from owl.board.board import Board
from owl.board.declared import Declared, declared
from owl.board.drift_report import DriftReport, drift_report, kept_report
from owl.board.history import History, history
from owl.board.received import Counted, ReceivedCounts
from owl.receiver.of_stack import NothingReceived, received
from owl.stacks.config import read_config, twilio_of
from providers.core.settings import Mode

IN_ONE_FILE = 5
"""How many messages, alerts and events of each tenant stand in one file."""


@dataclass
class Source:
    """Where the board of a stack comes from.

    Attributes:
        stack: The stack's name.
        drift: A file that `owl drift --format json --output` wrote; None for what `owl drift` kept here.
    """

    stack: str
    drift: Path | None = None
    _counts: ReceivedCounts = field(default_factory=ReceivedCounts)

    def board(self, files: Declared, asked: Asked | None, problem: str = "") -> Board:
        """Return the board.

        Args:
            files: What the files say.
            asked: What Twilio said; None if it was not asked yet.
            problem: Why Twilio could not be asked the last time.

        Raises:
            Failure: There is no such stack, or the drift report can't be read.
        """
        return Board(
            stack=self.stack,
            is_live=twilio_of(read_config(self.stack)) == Mode.LIVE,
            made_at=dt.datetime.now(dt.UTC),
            declared=files,
            asked=asked,
            problem=problem,
            counted=self.counted(asked),
            drift=self._drift(files.cells),
        )

    def counted(self, asked: Asked | None) -> Counted:
        """Return what the receiver has kept."""
        now = dt.datetime.now(dt.UTC)
        try:
            with received(self.stack) as connection:
                return self._counts.count(connection, now, _services(asked))
        except NothingReceived as failure:
            return Counted(now, problem=str(failure))

    def _drift(self, cells: Sequence[str]) -> DriftReport | None:
        return drift_report(self.drift, *cells) if self.drift else kept_report(*cells)


def history_of(board: Board, tenant_id: str) -> History:
    """Return what was received about a tenant of a board; nothing where no receiver has run."""
    try:
        with received(board.stack) as connection:
            return history(connection, tenant_id, _service(board.asked, tenant_id))
    except NothingReceived:
        return History()


def in_one_file(stack: str, drift: Path | None) -> str:
    """Return the board of a stack as one file, with everything read now.

    Args:
        stack: The stack's name.
        drift: A file that `owl drift --format json --output` wrote; None for what `owl drift` kept here.

    Raises:
        Failure: The stack, its files or the drift report can't be read, or Twilio can't be asked.
    """
    source = Source(stack, drift)
    board = source.board(declared(stack), ask(stack))
    shown = [row.tenant_id for row in pages.in_one_file(board)]
    try:
        with received(stack) as connection:
            histories = {each: history(connection, each, _service(board.asked, each), IN_ONE_FILE) for each in shown}
    except NothingReceived:  # the page reports it
        histories = dict.fromkeys(shown, History())
    return pages.one_file(board, histories)


def _services(asked: Asked | None) -> dict[str, str]:
    accounts = asked.accounts if asked else {}
    return {account.messaging_service_sid: tenant_id for tenant_id, account in accounts.items()}


def _service(asked: Asked | None, tenant_id: str) -> str | None:
    account = asked.accounts.get(tenant_id) if asked else None
    return account.messaging_service_sid if account else None
