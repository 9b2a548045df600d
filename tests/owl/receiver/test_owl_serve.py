"""`owl serve` over real HTTP: what Twilio sends is kept, anything else is refused."""

import json
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import requests
from sqlalchemy import text
from twilio.request_validator import RequestValidator

from emulator.embedded import LocalTwilio
from owl.receiver.database import connect, open_database
from owl.stacks.receiver_database import ReceiverDatabase
from providers.core.connection import Connection
from tests.owl.receiver.served import TENANT, ServedReceiver, new_sid, wait_until
from tests.warm_interpreter import warm_owl

STATUS = f"/{TENANT}/message-status"


def test_a_message_gets_its_furthest_status(receiver: ServedReceiver) -> None:
    """Callbacks that arrive late, twice and in another order end in the right status."""
    sid = new_sid("SM")
    for status, token in (("sent", "1"), ("delivered", "2"), ("queued", "3"), ("delivered", "2"), ("sending", "4")):
        assert receiver.post(STATUS, receiver.status_of(sid, status), idempotency_token=token) == 204

    [message] = receiver.rows("SELECT status, tenant, recipient FROM messages WHERE sid = :sid", sid=sid)
    assert tuple(message) == ("delivered", TENANT, "+14155550188")
    steps = receiver.rows("SELECT status FROM message_statuses WHERE message_sid = :sid", sid=sid)
    assert {step.status for step in steps} == {"queued", "sending", "sent", "delivered"}
    accepted = "owl_receiver_requests_accepted_total"
    assert receiver.metric(accepted, kind="message-status", outcome="recorded") == 4
    assert receiver.metric(accepted, kind="message-status", outcome="repeated") == 1


def test_each_kind_of_request_is_kept(receiver: ServedReceiver) -> None:
    """Usage alerts, reviews and events, each at its declared address, and each once."""
    account = {"AccountSid": receiver.account_sid}
    usage = account | {
        "UsageTriggerSid": new_sid("UT"),
        "DateFired": "Sun, 29 Nov 2026 10:00:00 +0000",
        "Recurring": "daily",
        "UsageCategory": "sms-outbound",
        "TriggerValue": "250.000000",
        "CurrentValue": "250",
        "IdempotencyToken": "AC-FIRES-UT-2026-11-29",
    }
    review = account | {"BundleSid": new_sid("BU"), "Status": "twilio-rejected", "ErrorCodes": "22215,22217"}
    payload = {"resource_sid": new_sid("SM"), "service_sid": "MG" + "5" * 32, "error_code": "30034"}
    event = {
        "specversion": "1.0",
        "type": "com.twilio.error-logs.error.logged",
        "source": receiver.account_sid,
        "id": new_sid("NO"),
        "time": "2026-11-29T10:15:00.000Z",
        "data": {"account_sid": receiver.account_sid, "level": "ERROR", "payload": json.dumps(payload)},
    }
    events = json.dumps([event, event | {"id": new_sid("NO")}, {"id": "of no type"}])

    for path, body in (
        (f"/{TENANT}/usage-alert", usage),
        (f"/{TENANT}/review-status", review),
        ("/shared/error-events", events),
    ):
        for _ in range(2):
            assert receiver.post(path, body, idempotency_token="the same") == 204

    [alert] = receiver.rows("SELECT owner, current_value FROM usage_alerts")
    assert tuple(alert) == (TENANT, "250")
    [status] = receiver.rows("SELECT owner, status, error_codes FROM review_statuses")
    assert tuple(status) == (TENANT, "twilio-rejected", "22215,22217")
    kept = receiver.rows("SELECT owner, error_code, level, resource_sid, messaging_service_sid FROM events")
    assert [tuple(each) for each in kept] == [
        ("shared", 30034, "ERROR", payload["resource_sid"], payload["service_sid"])
    ] * 2
    assert receiver.metric("owl_receiver_invalid_events_total") == 2


def test_each_refusal_has_its_reason(receiver: ServedReceiver) -> None:
    """Nothing that is refused is kept."""
    form = receiver.status_of(new_sid("SM"), "delivered")
    other = {"X-Twilio-Signature": RequestValidator("0" * 32).compute_signature("https://elsewhere.example", form)}
    replayed = receiver.status_of(new_sid("SM"), "sent")
    assert receiver.post(STATUS, replayed) == 204
    cases = {
        "unknown-address": (404, receiver.post("/nobody/message-status", form)),
        "method": (405, requests.get(f"{receiver.url}{STATUS}", timeout=60).status_code),
        "unsigned": (403, requests.post(f"{receiver.url}{STATUS}", form, timeout=60).status_code),
        "forged": (403, receiver.post(STATUS, form, headers=other)),
        "wrong-account": (403, receiver.post(STATUS, form | {"AccountSid": new_sid("AC")})),
        "too-large": (413, receiver.post(STATUS, form | {"Body": "x" * 70_000})),
        "media-type": (415, receiver.post(STATUS, json.dumps(form))),
        "malformed": (400, receiver.post(STATUS, form | {"MessageSid": "SM1"})),
        "replayed": (409, receiver.post(STATUS, replayed)),
    }

    for reason, (expected, answered) in cases.items():
        assert answered == expected, reason
        assert receiver.metric("owl_receiver_requests_refused_total", reason=reason) == 1, reason
    assert len(receiver.rows("SELECT * FROM message_statuses")) == 1


def test_malformed_events_are_refused(receiver: ServedReceiver) -> None:
    """Whatever JSON comes, signed or not, it is answered and nothing is kept."""
    for body in (
        "[]",
        "{",
        '"text"',
        "[[]]",
        "[" * 100_000,
        '[{"id": "\\ud800", "type": "a"}]',
        '[{"id": "1", "type": 5}]',
    ):
        assert receiver.post("/shared/error-events", body) == 400, body[:40]
    assert receiver.rows("SELECT * FROM events") == []


def test_a_rotated_token_is_looked_up(receiver: ServedReceiver, twilio: LocalTwilio) -> None:
    """The new token is valid from the first request it signs, and the old one for a while."""
    promoted = "c" * 32
    with twilio.control._store.transaction() as store:  # the local Twilio has no operation that rotates tokens
        account = store.find("account", sid=receiver.account_sid)
        assert account
        store.update(account, {"auth_token": promoted})

    for token in (promoted, receiver.auth_token):
        form = receiver.status_of(new_sid("SM"), "sent")
        assert receiver.post(STATUS, form, auth_token=token) == 204
    assert receiver.metric("owl_receiver_token_lookups_total", result="done") == 2


def test_the_parent_account_may_sign(receiver: ServedReceiver, console: Connection) -> None:
    """What the parent owns is about the parent."""
    parent = console.v2010(console.account_sid).fetch()
    form = receiver.status_of(new_sid("SM"), "sent") | {"AccountSid": parent.sid}
    assert receiver.post(STATUS, form, auth_token=parent.auth_token) == 204
    assert receiver.post(STATUS, form, auth_token=receiver.auth_token) == 403


def test_it_stops_when_told(served: Callable[..., ServedReceiver]) -> None:
    """SIGTERM and Ctrl-C end it with exit code 0."""
    for number in (signal.SIGTERM, signal.SIGINT):
        with served() as receiver:
            assert receiver.post(STATUS, receiver.status_of(new_sid("SM"), "sent")) == 204
            assert receiver.stop(number) == 0
        assert [json.loads(line)["message"] for line in receiver.log.read_text("utf-8").splitlines()][-1] == (
            "the receiver is stopped"
        )


def test_a_damaged_row_does_not_end_the_alerts(served: Callable[..., ServedReceiver], project: Path) -> None:
    """Whatever makes one look fail is logged by its kind, and the next one follows."""
    engine = open_database(ReceiverDatabase(f"sqlite:///{project / 'receiver.sqlite'}", "dev"))
    columns = "bundle_sid, status, idempotency_token, owner, account_sid, received_at"
    with engine.begin() as transaction:
        values = "'BU1', 'twilio-rejected', '', 'acme', 'AC1', 'no moment'"
        transaction.execute(text(f"INSERT INTO review_statuses ({columns}) VALUES ({values})"))  # noqa: S608 - as above
    engine.dispose()
    with served() as receiver:
        wait_until(lambda: "alerts could not be looked for: DataError" in receiver.log.read_text("utf-8"))
        assert receiver.is_ready()


def test_the_log_says_why_the_database_takes_nothing(receiver: ServedReceiver) -> None:
    """A person on call reads there that the disk is full; Twilio repeats the request."""
    engine = connect(receiver.database, stack="dev")
    with engine.begin() as transaction:
        transaction.execute(text("DROP TABLE message_statuses"))
    engine.dispose()

    assert receiver.post(STATUS, receiver.status_of(new_sid("SM"), "sent")) == 503
    [refused] = [line for line in map(json.loads, receiver.log.read_text("utf-8").splitlines()) if "cause" in line]
    assert (refused["reason"], refused["cause"]) == ("not-recorded", "no such table: message_statuses")


def test_it_stops_while_twilio_does_not_answer(
    served: Callable[..., ServedReceiver], twilio: LocalTwilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call to Twilio is given up after two minutes: a service manager does not wait that long."""
    receiver = served()
    twilio.control.set_latency(3600)
    monkeypatch.setattr(receiver, "is_ready", lambda: requests.get(f"{receiver.url}/healthz", timeout=60).ok)
    with receiver:
        assert requests.get(f"{receiver.url}/readyz", timeout=60).status_code == 503
        assert receiver.stop() == 0


def test_a_new_tenant_is_known_after_sighup(served: Callable[..., ServedReceiver], project: Path) -> None:
    """A tenant's addresses are those of its file; an invalid file changes nothing."""
    file = project / "tenants" / "alpine-spokes.yaml"
    content = file.read_text("utf-8")
    file.unlink()
    with served() as receiver:

        def answered(tenant: str) -> int:
            return receiver.post(f"/{tenant}/message-status", receiver.status_of(new_sid("SM"), "sent"))

        assert receiver.process
        assert answered("alpine-spokes") == 404
        file.write_text(content, "utf-8")
        receiver.process.send_signal(signal.SIGHUP)
        wait_until(lambda: answered("alpine-spokes") == 204)

        file.write_text("name: 5", "utf-8")
        receiver.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "not valid" in receiver.log.read_text("utf-8"))
        assert answered("alpine-spokes") == 204


def test_a_tenant_with_a_wrong_file_keeps_no_other_from_being_served(
    served: Callable[..., ServedReceiver], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It starts, says whom it leaves out, and is not ready until that file is corrected and read again."""
    file = project / "tenants" / "alpine-spokes.yaml"
    content = file.read_text("utf-8")
    file.write_text("name: 5", "utf-8")
    receiver = served()
    monkeypatch.setattr(receiver, "is_ready", lambda: requests.get(f"{receiver.url}/healthz", timeout=60).ok)
    with receiver:

        def ready() -> requests.Response:
            return requests.get(f"{receiver.url}/readyz", timeout=60)

        assert receiver.process
        wait_until(lambda: ready().text.startswith("tenants are not served: alpine-spokes: its file is not valid: "))
        assert ready().status_code == 503
        assert "because their files are not valid: alpine-spokes" in receiver.log.read_text("utf-8")
        answered = [
            receiver.post(f"/{tenant}/message-status", receiver.status_of(new_sid("SM"), "sent", tenant))
            for tenant in (TENANT, "alpine-spokes")
        ]
        assert answered == [204, 404]

        file.write_text(content, "utf-8")
        receiver.process.send_signal(signal.SIGHUP)
        wait_until(lambda: ready().ok)
        assert receiver.post("/alpine-spokes/message-status", receiver.status_of(new_sid("SM"), "sent")) == 204


def test_what_keeps_it_from_starting_is_explained(project: Path, twilio: LocalTwilio, receiver: ServedReceiver) -> None:
    """One line on standard error, exit code 1, and no secret. The receiver that runs still gets what Twilio sends."""
    port = receiver.url.rpartition(":")[2]
    database, of_prod = (f"sqlite:///{project / name}.sqlite" for name in ("other", "prod"))
    open_database(ReceiverDatabase(of_prod, "prod")).dispose()
    cases = {
        ("--port", port): f"owl: cannot listen on 127.0.0.1 port {port} (Address already in use): choose another",
        ("--host", "nowhere.invalid"): "owl: cannot listen on nowhere.invalid: there is no such host",
        ("--database", "postgresql://owl:hunter22@127.0.0.1:9/owl"): "owl:***@127.0.0.1:9/owl can't be opened: ",
        ("--database", f"sqlite:///{project}"): "can't be opened: unable to open database file",
        ("--database", of_prod): f"owl: the receiver's database {of_prod} belongs to stack 'prod', not to 'dev': ",
        ("--alert-urls", "json://127.0.0.1 x://hunter22"): "owl: alert URL number 2 is not one that apprise knows",
        ("--stack", "nowhere"): "owl: there is no stack 'nowhere'; there are dev, prod",
        ("--stack", "prod"): "owl: no auth token for ACdec0de0000000000000000000000000e: set TWILIO_AUTH_TOKEN",
    }
    for arguments, message in cases.items():
        given = () if "--database" in arguments else ("--database", database)
        refused = subprocess.run(
            [*warm_owl(), "serve", *arguments, *given], capture_output=True, text=True, check=False, timeout=120
        )
        assert refused.returncode == 1, arguments
        assert message in refused.stderr, refused.stderr
        assert refused.stderr.count("\n") == 1, refused.stderr
        assert "hunter22" not in refused.stderr
    with closing(sqlite3.connect(project / f"twilio-{twilio.account_sid}.sqlite")) as local:
        [address] = local.execute("SELECT value FROM settings WHERE name = 'deliver_to'").fetchone()
    assert json.loads(address) == receiver.url
    assert receiver.rows("SELECT name FROM served_stack") == [("dev",)]
