"""The example of a vendor's own software, run against a deployed stack and the local Twilio on a port."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import requests
from twilio.request_validator import RequestValidator

from emulator.serve import Server
from tests.engine.project import REPOSITORY, Project

CRM = str(REPOSITORY / "examples" / "crm" / "crm.py")
TENANT = "freestyle-falcons"
EVENTS = b'[{"specversion": "1.0", "type": "com.twilio.error-logs.error.logged", "data": {"error_code": "30034"}}]'
Crm = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(dev: Project, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The example's environment, with the local Twilio served."""
    with Server(dev.local, 0) as server:
        yield {
            **os.environ,
            **server.environment(),
            "TWILIO_AUTH_TOKEN": dev.local.auth_token,
            "SENDERS": json.dumps(dev.outputs()["senders"]),
            "CALLBACKS": "https://hooks.owl.example",
            "CRM_DATABASE": str(tmp_path / "crm.sqlite"),
        }


@pytest.fixture
def callbacks(dev: Project, environment: dict[str, str]) -> Iterator[str]:
    """The example's callback endpoint, where the local Twilio sends callbacks."""
    command = [sys.executable, CRM, "receive", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as receiver:
        assert receiver.stdout
        url = receiver.stdout.readline().strip()
        dev.local.control.deliver_to(url)
        yield url
        receiver.terminate()
    dev.local.control.deliver_to(None)


@pytest.fixture
def token(dev: Project) -> str:
    """The auth token of the account that the tenants share."""
    account_sid = dev.outputs()["senders"][TENANT]["account_sid"]
    return str(dev.console.accounts(account_sid).fetch().auth_token)


@pytest.fixture
def crm(environment: dict[str, str]) -> Crm:
    """Runs a command of the example."""

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, CRM, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )

    return run


def test_the_four_stories(crm: Crm, callbacks: str, token: str) -> None:
    """A shop chooses a template and adds a contact, the message is sent, and callbacks report the outcome."""
    templates = crm("templates", TENANT)
    assert "order-ready: " in templates.stdout, templates.stderr
    assert "for example 1=" in templates.stdout

    alice = ("--name", "Alice", "--phone-number", "+14155550188", "--consent", "paper-form")
    added = crm("add-contact", TENANT, "alice", *alice)
    assert added.stdout == "alice: Alice, +14155550188, agreed by paper-form\n", added.stderr

    sent = crm("send", TENANT, "alice", "--template", "order-ready", "--set", "1=Freestyle Falcons", "--set", "2=Alice")
    assert sent.stdout.startswith(("SM", "MM")), sent.stderr

    told = crm("status", sent.stdout.strip(), "--wait", "30")
    assert told.stdout == "alice: delivered\n", told.stderr

    event = f"{callbacks}/shared/error-events?bodySHA256={sha256(EVENTS).hexdigest()}"
    address = event.replace(callbacks, "https://hooks.owl.example")
    signature = {"X-Twilio-Signature": RequestValidator(token).compute_signature(address, {})}
    as_json = {"Content-Type": "application/json"}
    assert requests.post(event, EVENTS, headers=as_json | signature, timeout=600).status_code == 204
    assert requests.post(event, EVENTS + b" ", headers=as_json | signature, timeout=600).status_code == 403

    forged = {"MessageSid": sent.stdout.strip(), "MessageStatus": "read"}
    assert requests.post(f"{callbacks}/{TENANT}/message-status", forged, timeout=600).status_code == 403
    assert requests.post(f"{callbacks}/nobody/message-status", forged, timeout=600).status_code == 404
    assert crm("status", sent.stdout.strip()).stdout == "alice: delivered\n"


def test_twilio_is_asked_where_callbacks_do_not_arrive(crm: Crm) -> None:
    """Where Twilio can't reach the machine, the example asks for the status."""
    crm("add-contact", TENANT, "al", "--name", "Al", "--phone-number", "+14155550188", "--consent", "in-person")
    sent = crm("send", TENANT, "al", "--template", "order-ready", "--set", "1=Freestyle Falcons", "--set", "2=Al")

    told = crm("status", sent.stdout.strip()).stdout
    asked = crm("status", sent.stdout.strip(), "--ask").stdout

    assert told == "al: accepted\n", sent.stderr
    assert asked in {"al: accepted\n", "al: queued\n", "al: sending\n", "al: sent\n", "al: delivered\n"}


def test_nobody_is_texted_without_consent(crm: Crm) -> None:
    """A template outside the shop's package is refused too; each refusal says what to do."""
    refused = crm("send", TENANT, "alice", "--template", "order-ready")
    assert refused.returncode == 1
    assert refused.stderr == f"crm: {TENANT} has no contact 'alice': add it, with the consent that it gave\n"
    assert "invalid choice" in crm("add-contact", TENANT, "a", "--name", "A", "--consent", "none").stderr

    assert crm("templates", "nobody").stderr.startswith("crm: nobody is not deployed: SENDERS has ")

    crm("add-contact", TENANT, "al", "--name", "Al", "--phone-number", "+14155550189", "--consent", "in-person")
    assert "there is no template 'sale', only " in crm("send", TENANT, "al", "--template", "sale").stderr
