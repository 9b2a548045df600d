"""A database that takes nothing: its disk is full, or it may only be read."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, event, text

from owl.receiver.callbacks.callback import Source
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.database import connect, open_database
from owl.receiver.group_commit import GroupCommit
from owl.receiver.recording import Outcome
from owl.receiver.refusal import Reason, Refused
from owl.stacks.receiver_database import ReceiverDatabase
from tests.owl.receiver.served import TENANT, ServedReceiver, new_sid, wait_until

ACCOUNT = "AC" + "1" * 32
FULL = "database or disk is full"


class Disk:
    """The disk of a SQLite database, as far as SQLite uses it."""

    def __init__(self, engine: Engine) -> None:
        self.is_full = False
        event.listen(engine, "checkout", self._limit)

    def _limit(self, connection: sqlite3.Connection, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={1 if self.is_full else 1_000_000}")  # 1: no more than there are


def test_a_full_disk(tmp_path: Path) -> None:
    """A request is refused, and the receiver is ready again once something can be written."""
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    disk = Disk(engine)
    form = {"AccountSid": ACCOUNT, "From": "+14155550188", "To": "+14155550100", "Body": "x" * 500_000}
    text = InboundMessage.read(Source(TENANT, ACCOUNT, "", datetime.now(UTC)), {"MessageSid": new_sid("SM"), **form})

    async def run() -> None:
        commits = GroupCommit(engine)
        assert commits.write_problem() == ""
        disk.is_full = True
        with pytest.raises(Refused) as refused:
            await commits.write(text)
        assert (refused.value.reason, refused.value.cause) == (Reason.NOT_RECORDED, FULL)
        assert commits.write_problem() == FULL
        disk.is_full = False
        assert commits.write_problem() == ""
        assert await commits.write(text) is Outcome.RECORDED
        await commits.close()

    asyncio.run(run())
    engine.dispose()


def test_a_database_that_may_only_be_read(served: Callable[..., ServedReceiver], postgresql: str) -> None:
    """Twilio repeats what is answered with 503; nothing needs a restart afterwards."""

    def read_only(value: str) -> None:
        server = connect(postgresql, stack="dev").execution_options(isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"ALTER SYSTEM SET default_transaction_read_only = {value}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        server.dispose()

    with served(postgresql) as receiver:
        form = receiver.status_of(new_sid("SM"), "sent")
        read_only("on")
        try:
            while (answered := receiver.post(f"/{TENANT}/message-status", form, idempotency_token="1")) == 204:
                form = receiver.status_of(new_sid("SM"), "sent")  # the server has not read its settings again yet
            assert answered == 503
            ready = requests.get(f"{receiver.url}/readyz", timeout=60)
        finally:
            read_only("DEFAULT")
        assert ready.status_code == 503
        assert "read-only transaction" in ready.text
        wait_until(receiver.is_ready)
        assert receiver.post(f"/{TENANT}/message-status", form, idempotency_token="1") == 204
    log = [json.loads(line) for line in receiver.log.read_text("utf-8").splitlines()]
    [refused] = [line for line in log if line.get("reason") == "not-recorded"]
    assert "read-only transaction" in refused["cause"]
    assert not any("Traceback" in json.dumps(line) for line in log)
