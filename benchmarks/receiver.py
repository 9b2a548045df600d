"""Measure the receiver beside a bare Starlette application.

    python benchmarks/receiver.py [--seconds 60] [--rate 1000] [--kill]

Both run under uvicorn in a process of their own, with the same settings, and get the same signed status callbacks.
With `--rate 0` requests follow each other as fast as they are answered, which shows the most that each takes. With
`--kill` the receiver is killed with SIGKILL in the middle and started again; afterwards every callback that was
answered with 204 must be in its database, once.
"""

import argparse
import asyncio
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # tests are not installed

import requests  # noqa: E402 - see above
from sqlalchemy import text  # noqa: E402 - see above
from twilio.request_validator import RequestValidator  # noqa: E402

from emulator.embedded import LocalTwilio  # noqa: E402
from owl.receiver.database import connect, reading  # noqa: E402
from providers.core.connection import Connection  # noqa: E402
from providers.core.settings import Mode  # noqa: E402
from tests.owl_inc import put_owl_inc  # noqa: E402

OWL = str(Path(sys.executable).with_name("owl"))
DEV_SID = "ACdec0de0000000000000000000000000d"
PATH = "/freestyle-falcons/message-status"
STATUSES = ("queued", "sending", "sent", "delivered")

BARE = """
import socket, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

async def answer(request):
    await request.body()
    return Response(status_code=204)

listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
application = Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])
config = uvicorn.Config(application, log_config=None, access_log=False, proxy_headers=False, ws="none")
uvicorn.Server(config).run(sockets=[listener])
"""


def callbacks_of(count: int, account_sid: str, token: str) -> list[tuple[str, str, bytes]]:
    """Return signed status callbacks, with the message and the status that each is about."""
    validator = RequestValidator(token)
    made = []
    sid = ""
    for number in range(count):
        status = STATUSES[number % len(STATUSES)]
        sid = sid if number % len(STATUSES) else f"SM{secrets.token_hex(16)}"
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "AccountSid": account_sid,
            "MessagingServiceSid": f"MG{'5' * 32}",
            "From": "+14155550100",
            "To": "+14155550188",
            "ApiVersion": "2010-04-01",
        }
        body = urlencode(form)
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: hooks.owl.example\r\nUser-Agent: TwilioProxy/1.1\r\n"
            f"X-Twilio-Signature: {validator.compute_signature(f'https://hooks.owl.example{PATH}', form)}\r\n"
            f"I-Twilio-Idempotency-Token: {secrets.token_hex(16)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append((sid, status, (head + body).encode()))
    return made


class Load:
    """Sends requests on several connections, and notes what was answered.

    Args:
        url: Where they go.
        callbacks: What is sent.
        rate: Requests a second; 0 for as fast as they are answered.
    """

    def __init__(self, url: str, callbacks: list[tuple[str, str, bytes]], rate: int) -> None:
        self.url = url
        self.acknowledged: list[tuple[str, str]] = []
        self.refused = 0
        self.seconds: list[float] = []
        self.unanswered: list[tuple[str, str, bytes]] = []
        self._rate = rate
        self._left: Iterator[tuple[int, tuple[str, str, bytes]]] = iter(enumerate(callbacks))
        self._began = 0.0

    async def run(self, connections: int) -> float:
        """Send all requests, and return the seconds that it took."""
        self._began = time.monotonic()
        await asyncio.gather(*(self._send() for _ in range(connections)))
        return time.monotonic() - self._began

    async def _send(self) -> None:
        parts = urlsplit(self.url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for number, request in self._left:
            if self._rate:
                await asyncio.sleep(self._began + number / self._rate - time.monotonic())
            began = time.monotonic()
            try:
                writer.write(request[2])
                head = await reader.readuntil(b"\r\n\r\n")
            except (OSError, asyncio.IncompleteReadError):
                self.unanswered.append(request)
                break
            self.seconds.append(time.monotonic() - began)
            if head.startswith(b"HTTP/1.1 204"):
                self.acknowledged.append(request[:2])
            else:
                self.refused += 1
        writer.close()


@contextmanager
def started(command: list[str], directory: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a server, and yield it with its URL."""
    with subprocess.Popen(
        command, cwd=directory, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as server:
        url = (server.stdout or sys.exit("no output")).readline().split()[-1]
        for _ in range(300):
            if is_ready(url):
                break
            time.sleep(0.2)  # the server is a process of its own, which starts meanwhile
        else:
            sys.exit(f"{' '.join(command)} is not ready after a minute")
        yield server, url
        server.terminate()


def is_ready(url: str) -> bool:
    """Return whether a server takes requests; the bare one says that it has no such page."""
    try:
        return requests.get(f"{url}/readyz", timeout=60).status_code in {200, 405}
    except requests.ConnectionError:
        return False


def cpu_seconds(server: subprocess.Popen[str]) -> float:
    """Return the seconds of processor time that a server has taken."""
    fields = Path(f"/proc/{server.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(server: subprocess.Popen[str]) -> float:
    """Return the memory that a server has resident."""
    pages = int(Path(f"/proc/{server.pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(name: str, server: subprocess.Popen[str], load: Load, connections: int) -> None:
    """Run a load and print what it took."""
    before, memory = cpu_seconds(server), resident_megabytes(server)
    took = asyncio.run(load.run(connections))
    used = cpu_seconds(server) - before
    done = len(load.seconds)
    slowest = statistics.quantiles(load.seconds, n=100)[-1] * 1000
    print(
        f"{name}: {done / took:,.0f} a second for {took:.0f} s, {used / done * 1e6:.0f} µs of processor each, median "
        f"{statistics.median(load.seconds) * 1000:.1f} ms, 99 % within {slowest:.1f} ms, {load.refused} refused, "
        f"{memory:.0f} MB before and {resident_megabytes(server):.0f} MB after"
    )


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=1000, help="requests a second; 0 for as fast as they are answered")
    parser.add_argument("--most", type=int, default=4000, help="requests to prepare for each second of --rate 0")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--database", help="the URL of an empty database; default: SQLite in a temporary directory")
    options = parser.parse_args()
    count = options.seconds * (options.rate or options.most)
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        put_owl_inc(project)
        environment = {"OWL_LOCAL": scratch, "DATABASE_URL": options.database or f"sqlite:///{scratch}/receiver.sqlite"}
        local = LocalTwilio(Path(scratch) / f"twilio-{DEV_SID}.sqlite", DEV_SID)
        console = Connection(local.account_sid, local.auth_token, local.adapter(), Mode.LOCAL)
        shared = console.accounts.create(friendly_name="dev-shared")
        callbacks = callbacks_of(count, shared.sid, shared.auth_token)
        with started([sys.executable, "-c", BARE], project) as (server, url):
            measure("bare", server, Load(url, callbacks, options.rate), options.connections)
        serve = [OWL, "serve", "--port", "0"]
        load = Load("", callbacks, options.rate)
        with started(serve, project, **environment) as (server, load.url):
            if options.kill:
                threading.Timer(options.seconds / 2, server.kill).start()
                took = asyncio.run(load.run(options.connections))
                print(f"killed after {took:.1f} s, {len(load.acknowledged):,} acknowledged")
            else:
                measure("receiver", server, load, options.connections)
        if options.kill:
            rest = callbacks[len(load.acknowledged) + load.refused + len(load.unanswered) :]
            again = Load("", load.unanswered + rest, options.rate)
            with started(serve, project, **environment) as (server, again.url):
                measure("receiver, started again", server, again, options.connections)
            load.acknowledged += again.acknowledged
        verify(environment["DATABASE_URL"], load.acknowledged)


def verify(database: str, acknowledged: list[tuple[str, str]]) -> None:
    """Check that all that was acknowledged is there, and each message has its furthest status."""
    with reading(connect(database, stack="dev")) as connection:
        kept = {tuple(row) for row in connection.execute(text("SELECT message_sid, status FROM message_statuses"))}
        statuses = {row.sid: row.status for row in connection.execute(text("SELECT sid, status FROM messages"))}
    lost = set(acknowledged) - kept
    furthest: dict[str, str] = {}
    for sid, status in kept:
        furthest[sid] = max(furthest.get(sid, status), status, key=STATUSES.index)
    wrong = statuses.items() ^ furthest.items()
    print(f"{len(acknowledged):,} acknowledged, {len(lost)} lost, {len(kept):,} kept, {len(wrong)} wrong statuses")
    if lost or wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
