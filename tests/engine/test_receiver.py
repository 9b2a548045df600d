"""`owl serve` beside a deployed stack: what is sent comes back, and who opts out is not texted again."""

from pathlib import Path

import pytest
import requests

from owl.receiver.database import open_database
from owl.stacks.receiver_database import ReceiverDatabase
from tests.engine.project import Project
from tests.owl.receiver.served import TENANT, ServedReceiver, new_sid, wait_until

REPLIES = f"https://hooks.owl.example/{TENANT}/inbound-message"


def test_a_message_comes_back_and_an_opt_out_stops_the_next(dev: Project) -> None:
    """The local Twilio calls the declared addresses; the receiver looks tokens up with the parent's credentials."""
    dev.edit(TENANT, "https://freestyle-falcons.example/sms", REPLIES)
    account_sid = dev.outputs()["senders"][TENANT]["account_sid"]
    auth_token = dev.console.accounts(account_sid).fetch().auth_token
    database = f"sqlite:///{dev.directory / '.local' / 'receiver-dev.sqlite'}"
    environment = {key: value for key, value in dev.environment.items() if key != "DATABASE_URL"}
    send = ("send", TENANT, "--to", "alice", "--template", "order-ready")
    with ServedReceiver(dev.directory, database, account_sid, auth_token, **environment) as receiver:
        sent = dev.owl(*send)
        assert sent.code == 0, sent.text
        assert "The receiver was called with: queued, sending, sent, delivered" in sent.text

        def statuses() -> set[str]:
            return {row.status for row in receiver.rows("SELECT status FROM message_statuses")}

        wait_until(lambda: "delivered" in statuses())
        assert dev.local.control.settle()
        assert statuses() == {"queued", "sending", "sent", "delivered"}
        [message] = receiver.rows("SELECT tenant, status, recipient, error_code FROM messages")
        assert tuple(message) == (TENANT, "delivered", "+14155550188", None)

        stop = {
            "MessageSid": new_sid("SM"),
            "AccountSid": account_sid,
            "From": "+14155550188",
            "To": "+14155550100",
            "Body": "Please stop texting me",
        }
        assert receiver.post(f"/{TENANT}/inbound-message", stop) == 200
    refused = dev.owl(*send)
    assert refused.code == 1
    assert "+14155550188 has opted out of freestyle-falcons's messages (replied STOP, " in refused.text
    assert "until it replies START" in refused.text


def test_what_a_contact_texts_arrives(dev: Project, tmp_path: Path) -> None:
    """`owl emulator receive` finds the tenant's number and the contact's; the receiver knows who opted out."""
    dev.edit(TENANT, "https://freestyle-falcons.example/sms", REPLIES)
    sender = dev.outputs()["senders"][TENANT]
    account = dev.console.accounts(sender["account_sid"]).fetch()
    session = requests.Session()
    session.mount("https://", dev.local.adapter())
    session.auth = (account.sid, account.auth_token)
    service = f"https://messaging.twilio.com/v1/Services/{sender['messaging_service_sid']}"
    assert session.post(service, {"InboundRequestUrl": REPLIES}).ok
    database = f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    environment = {key: value for key, value in dev.environment.items() if key != "DATABASE_URL"}
    with ServedReceiver(dev.directory, database, account.sid, account.auth_token, **environment) as receiver:
        received = dev.owl("emulator", "receive", "--from", "alice", "--to", TENANT, "STOP")
        assert received.code == 0, received.text
        assert "Twilio takes it as STOP and answers: You have successfully been unsubscribed." in received.text
        assert f"Webhook {REPLIES}: delivered: 200" in received.text
        [opt_out] = receiver.rows("SELECT tenant, phone_number, opted_out FROM opt_outs")
        assert tuple(opt_out) == (TENANT, "+14155550188", True)
    unknown = dev.owl("emulator", "receive", "--from", "bob", "--to", TENANT, "STOP")
    assert unknown.code == 1
    assert f"{TENANT} has no contact 'bob'; it has alice" in unknown.text


def test_the_database_of_another_stack_is_not_read(
    dev: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command ends where it would have read it: its report would be of two stacks. Nothing is sent."""
    of_prod = f"sqlite:///{tmp_path / 'receiver.sqlite'}"
    open_database(ReceiverDatabase(of_prod, "prod")).dispose()
    monkeypatch.setitem(dev.environment, "DATABASE_URL", of_prod)
    for command in (
        ("send", TENANT, "--to", "alice", "--template", "order-ready"),
        ("doctor", TENANT),
        ("reconcile", "--month", f"{dev.console.now():%Y-%m}"),
        ("board", "--output", str(tmp_path / "board.html")),
    ):
        refused = dev.owl(*command)
        assert refused.code == 1, refused.text
        assert refused.out == ""
        assert f"owl: the receiver's database {of_prod} belongs to stack 'prod', not to 'dev': " in refused.text
    assert not (tmp_path / "board.html").exists()
    account = dev.console.account(dev.outputs()["senders"][TENANT]["account_sid"])
    assert account.messages.list() == []
