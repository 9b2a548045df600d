"""Answers that one process sends to another are the ones that it gets, and whatever goes wrong only costs a call."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from providers.core.shared_answers import TELL, Teller, heard
from tests.providers.world import World

TELLING = """
import os, threading
from providers.core.shared_answers import TELL, Teller
teller = Teller(os.environ[TELL])
threads = [threading.Thread(target=teller.tell, args=(("AC1", f"https://x/{n}"), "a" * n * 1000)) for n in range(50)]
[each.start() for each in threads]
[each.join() for each in threads]
os._exit(0)
"""


def test_all_that_ended_processes_sent_is_there() -> None:
    """Many threads of two processes send long texts, and end immediately after."""
    with heard() as found:
        for _ in range(2):
            subprocess.run([sys.executable, "-c", TELLING], env=found.environment, check=True)

    assert {url: len(text) for (_, url), text in found.answers.items()} == {
        f"https://x/{number}": number * 1000 for number in range(50)
    }


def test_nobody_else_can_listen_or_send() -> None:
    """Answers hold tokens: the socket is in a directory that only its owner can enter, and goes with it."""
    with heard() as found:
        directory = Path(found.environment[TELL]).parent
        assert directory.stat().st_mode & 0o077 == 0
    assert not directory.exists()


def test_where_nobody_listens_nothing_is_sent(tmp_path: Path) -> None:
    """The process goes on without."""
    Teller(str(tmp_path / "nobody")).tell(("AC1", "https://x/"), "text")


def test_what_another_process_read_is_not_asked_for_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list comes from the answers with everything in it, and for those credentials only."""
    account_sid = world.subaccount()
    with heard() as found:
        monkeypatch.setenv(TELL, found.environment[TELL])
        token = world.twilio.known_accounts()[account_sid].auth_token
        gc.collect()  # ends the connection, as the end of a process does
        monkeypatch.delenv(TELL)
    before = len(world.local.control.journal())

    other = world.twilio
    other.use_answers(found.answers)
    again = other.known_accounts()

    assert len(world.local.control.journal()) == before
    assert again[account_sid].auth_token == token
    other.account(account_sid).messaging.v1.services.list()
    assert len(world.local.control.journal()) == before + 1
