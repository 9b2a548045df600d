"""Measure how fast the local Twilio sends webhooks: to a bare Starlette application, and to the receiver.

    python benchmarks/webhook_sender.py [--messages 2000]

Each message has four statuses, and a callback about each. The first callback is sent before the clock starts, so three
of four are counted: they are prepared first and sent afterwards, with the local Twilio's own sender in this process.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from subprocess import Popen

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # neither tests nor benchmarks are installed

from sqlalchemy import text  # noqa: E402 - see above

from benchmarks.receiver import BARE, DEV_SID, OWL, PATH, cpu_seconds, started  # noqa: E402
from emulator.embedded import LocalTwilio  # noqa: E402
from owl.receiver.database import connect, reading  # noqa: E402
from providers.core.connection import Connection  # noqa: E402
from providers.core.settings import Mode  # noqa: E402
from tests.owl_inc import put_owl_inc  # noqa: E402

LATER = 100_000
"""Seconds until a message's next status, unless the clock is moved."""


def measure(  # noqa: PLR0913, PLR0917 - what is measured, and with what
    name: str, local: LocalTwilio, console: Connection, server: Popen[str], url: str, messages: int
) -> None:
    """Send messages whose callbacks go to a server, and print how long the callbacks took."""
    [shared] = [each for each in console.accounts.list() if each.friendly_name == "dev-shared"]
    client = console.account(str(shared.sid))
    number = str(
        (client.incoming_phone_numbers.list() or [client.incoming_phone_numbers.create(area_code="415")])[
            0
        ].phone_number
    )
    local.control.set_behaviour("message", "seconds", LATER)
    local.control.deliver_to(url)
    for _ in range(messages):
        client.messages.create(
            to="+16285550188", from_=number, body="hello", status_callback=f"https://hooks.owl.example{PATH}"
        )
    local.control.settle(60)
    before = len(local.control.webhooks())
    local.control.advance(4 * LATER)
    local.control.tick()  # makes all callbacks, and begins to send them
    began, sender, receiver = time.monotonic(), time.process_time(), cpu_seconds(server)
    while not local.control.settle(60):
        pass
    took, sender, receiver = time.monotonic() - began, time.process_time() - sender, cpu_seconds(server) - receiver
    sent = local.control.webhooks()[before:]
    count, delivered = len(sent), sum(each["outcome"] == "delivered: 204" for each in sent)
    print(
        f"{name}: {count / took:,.0f} callbacks a second for {took:.0f} s, {delivered:,} of {count:,} delivered, each "
        f"with {sender / count * 1e6:.0f} µs of the sender's processor and {receiver / count * 1e6:.0f} µs of the "
        f"server's; load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        put_owl_inc(project)
        database = f"sqlite:///{scratch}/receiver.sqlite"
        local = LocalTwilio(Path(scratch) / f"twilio-{DEV_SID}.sqlite", DEV_SID)
        local.control.require_campaign(False)
        console = Connection(local.account_sid, local.auth_token, local.adapter(), Mode.LOCAL)
        console.accounts.create(friendly_name="dev-shared")
        with started([sys.executable, "-c", BARE], project) as (server, url):
            measure("bare", local, console, server, url, options.messages)
        with started([OWL, "serve", "--port", "0"], project, OWL_LOCAL=scratch, DATABASE_URL=database) as (server, url):
            measure("receiver", local, console, server, url, options.messages)
        with reading(connect(database, stack="dev")) as connection:
            kept = connection.execute(text("SELECT count(*) FROM message_statuses")).scalar_one()
        local.close()
    print(f"{kept:,} statuses kept by the receiver")


if __name__ == "__main__":
    main()
