"""The local Twilio loses nothing: with several threads, with several processes, after SIGKILL."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from twilio.rest import Client

from emulator.core.store import Store
from emulator.embedded import LocalTwilio

ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
import requests
from emulator.embedded import LocalTwilio

local = LocalTwilio(Path(sys.argv[1]), sys.argv[2])
session = requests.Session()
session.auth = (local.account_sid, local.auth_token)
session.mount("https://", local.adapter())
for number in range(int(sys.argv[3])):
    answer = session.post("https://messaging.twilio.com/v1/Services", data={"FriendlyName": f"svc {number}"})
    print(answer.json()["sid"], flush=True)
"""


def writer(twilio: LocalTwilio, objects: int) -> subprocess.Popen[str]:
    """Start another process that creates services and prints each SID once it is acknowledged."""
    command = [sys.executable, "-c", WRITER, str(twilio.path), twilio.account_sid, str(objects)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_what_was_answered_survives_a_kill(parent: Client, twilio: LocalTwilio) -> None:
    """A writer killed at full speed loses no acknowledged object, and the file opens normally."""
    child = writer(twilio, 1_000_000)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(50)]
    os.killpg(child.pid, signal.SIGKILL)
    acknowledged += child.stdout.read().split()
    child.wait()
    child.stdout.close()
    assert set(acknowledged) <= {service.sid for service in parent.messaging.v1.services.list(page_size=1000)}


def test_the_fault_kill_ends_the_process_group(parent: Client, twilio: LocalTwilio) -> None:
    """By default the fault kills the caller's whole process group; a call before the commit leaves nothing."""
    twilio.control.inject("kill", method="POST", product="messaging", nth=4)
    child = writer(twilio, 10)
    acknowledged = child.communicate()[0].split()
    assert child.returncode == -signal.SIGKILL
    assert len(acknowledged) == 3
    assert {service.sid for service in parent.messaging.v1.services.list()} == set(acknowledged)


def test_threads_and_processes_write_side_by_side(
    connect: Callable[..., Client], parent: Client, twilio: LocalTwilio
) -> None:
    """With 32 threads and two processes on one file, every object exists once and no call is refused."""
    children = [writer(twilio, 60) for _ in range(2)]
    clients = [connect() for _ in range(32)]

    def create(number: int) -> str:
        return str(clients[number % 32].messaging.v1.services.create(friendly_name=f"thread {number}").sid)

    with ThreadPoolExecutor(32) as pool:
        made = list(pool.map(create, range(320)))
    for child in children:
        made += child.communicate()[0].split()
        assert child.returncode == 0
    found = [service.sid for service in parent.messaging.v1.services.list(page_size=1000)]
    assert len(found) == len(set(found)) == 440
    assert set(found) == set(made)
    assert [entry["status"] for entry in twilio.control.journal() if entry["method"] == "POST"] == [201] * 440


def test_a_number_is_sold_once_among_threads(connect: Callable[..., Client]) -> None:
    """Threads that buy any number of an area code at the same time each get a different one."""
    clients = [connect() for _ in range(16)]

    def buy(client: Client) -> str:
        return str(client.incoming_phone_numbers.create(area_code="415").phone_number)

    with ThreadPoolExecutor(16) as pool:
        bought = list(pool.map(buy, clients * 4))
    assert len(set(bought)) == 64


def test_opening_again_finds_the_same_account(twilio: LocalTwilio) -> None:
    """The parent's token is created once; another parent in the same file has its own."""
    again = LocalTwilio(twilio.path, twilio.account_sid)
    other = LocalTwilio(twilio.path, "AC" + "b" * 32)
    assert again.auth_token == twilio.auth_token != other.auth_token
    again.close()
    other.close()


def test_many_processes_may_create_the_file_together(tmp_path: Path) -> None:
    """The first process creates the file; the others wait and use the same token."""
    script = "import sys; from pathlib import Path; from emulator.embedded import LocalTwilio;"
    script += "print(LocalTwilio(Path(sys.argv[1]), sys.argv[2]).auth_token)"
    command = [sys.executable, "-c", script, str(tmp_path / "new" / "twilio.sqlite"), "AC" + "a" * 32]
    children = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    tokens = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0] * 4
    assert len(set(tokens)) == 1


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    """A database of another version is refused, with what to do."""
    store = Store(tmp_path / "twilio.sqlite")
    with store.transaction() as held:
        held.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(ValueError, match=r"has layout 99.*delete the file and run again"):
        Store(tmp_path / "twilio.sqlite")
