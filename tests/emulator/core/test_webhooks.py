"""Webhooks of the local Twilio: signed, sent to loopback only, in order, at least once."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from tests.emulator.receiver import Receiver

ROOT = Path(__file__).parents[3]
ADDRESS = "https://owl.example/status/acme?tenant=acme"
TO = "+14155552671"
WAY = ["queued", "sending", "sent", "delivered"]

SENDER = """
import sys
from pathlib import Path
import requests
from emulator.embedded import LocalTwilio

local = LocalTwilio(Path(sys.argv[1]), sys.argv[2])
session = requests.Session()
session.auth = (local.account_sid, local.auth_token)
session.mount("https://", local.adapter())
message = {"To": "+14155552671", "Body": "hello", "MessagingServiceSid": sys.argv[3]}
answer = session.post(f"https://api.twilio.com/2010-04-01/Accounts/{local.account_sid}/Messages.json", data=message)
print(answer.json()["sid"], flush=True)
if sys.argv[4] == "stay":
    sys.stdin.read()
"""


def sender(twilio: LocalTwilio, service_sid: str, then: str) -> subprocess.Popen[str]:
    """Start another process that sends a message, prints its SID, and then exits or stays."""
    command = [sys.executable, "-c", SENDER, str(twilio.path), twilio.account_sid, service_sid, then]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def service(client: Client, **settings: Any) -> str:
    """Create a messaging service with a number and return its SID."""
    made = client.messaging.v1.services.create(friendly_name="owl-acme", **{"status_callback": ADDRESS, **settings})
    made.phone_numbers.create(str(client.incoming_phone_numbers.create(area_code="415").sid))
    return str(made.sid)


def send(client: Client, service_sid: str, to: str = TO, **more: Any) -> str:
    """Send a message and return its SID."""
    return str(client.messages.create(to=to, messaging_service_sid=service_sid, body="hello", **more).sid)


@pytest.fixture(autouse=True)
def at_once(twilio: LocalTwilio) -> None:
    """Messages arrive immediately and without a campaign: other tests cover how they move, and what they need."""
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")


@pytest.fixture
def redirected(twilio: LocalTwilio, receiver: Receiver) -> Receiver:
    """The receiver, with all webhooks redirected to it."""
    twilio.control.deliver_to(receiver.url)
    return receiver


def test_statuses_come_in_order_signed_by_the_subaccount(
    connect: Callable[..., Client], parent: Client, twilio: LocalTwilio, redirected: Receiver
) -> None:
    """Each status after the first is sent once, to its own URL, signed with the message owner's primary token."""
    tenant = parent.api.accounts.create(friendly_name="acme")
    client = connect(tenant.sid, tenant.auth_token)
    sid = send(client, service(client))
    assert twilio.control.settle()
    assert redirected.statuses(sid) == WAY
    for request in redirected.about(sid):
        assert request.is_signed(str(tenant.auth_token), ADDRESS)
        assert not request.is_signed(twilio.auth_token, ADDRESS)
        assert (request.path, request.headers["Host"]) == ("/status/acme?tenant=acme", "owl.example")


def test_what_a_status_callback_says(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """The parameters are Twilio's; the carrier's date comes with the outcome, an error code only with an error."""
    number = service(parent)
    sid = send(parent, number)
    assert twilio.control.settle()
    told = redirected.about(sid)
    message = parent.messages(sid).fetch()
    assert told[0].form == {
        "MessageSid": sid,
        "SmsSid": sid,
        "MessageStatus": "queued",
        "SmsStatus": "queued",
        "AccountSid": twilio.account_sid,
        "From": message.from_,
        "To": TO,
        "ApiVersion": "2010-04-01",
        "MessagingServiceSid": number,
    }
    assert message.date_sent is not None
    assert told[-1].form.keys() - told[0].form.keys() == {"RawDlrDoneDate"}
    assert told[-1].form["RawDlrDoneDate"][:6] == message.date_sent.strftime("%y%m%d")
    assert len({request.headers["I-Twilio-Idempotency-Token"] for request in told}) == len(WAY)


@pytest.mark.parametrize(
    ("to", "way"),
    [("+15005530003", ["queued", "sending", "sent", "undelivered"]), ("+15005530001", ["queued", "failed"])],
)
def test_a_message_that_does_not_arrive_says_why(
    parent: Client, twilio: LocalTwilio, redirected: Receiver, to: str, way: list[str]
) -> None:
    """The last status carries the code; the earlier ones don't."""
    sid = send(parent, service(parent), to)
    assert twilio.control.settle()
    assert redirected.statuses(sid) == way
    codes = [request.form.get("ErrorCode") for request in redirected.about(sid)]
    assert codes == [None] * (len(way) - 1) + [to[-5:]]


def test_a_messages_own_address_comes_first(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """A message's StatusCallback overrides the service's; its fragment is for Twilio and is removed."""
    own = "https://owl.example/own"
    sid = send(parent, service(parent), status_callback=f"{own}#rc=2")
    assert twilio.control.settle()
    assert {request.path for request in redirected.about(sid)} == {"/own"}
    assert all(request.is_signed(twilio.auth_token, own) for request in redirected.about(sid))


def test_nothing_is_sent_without_a_url(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """A service and a message without StatusCallback send no webhooks."""
    send(parent, service(parent, status_callback=""))
    assert twilio.control.settle()
    assert (redirected.received, twilio.control.webhooks()) == ([], [])


def test_nothing_leaves_loopback(parent: Client, twilio: LocalTwilio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a redirection, a webhook to another host is kept with the reason, and no host name is resolved."""
    looked_up: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *host: looked_up.append(host))
    send(parent, service(parent))
    assert twilio.control.settle()
    for webhook in twilio.control.webhooks():
        assert webhook["attempts"] == 0
        assert webhook["outcome"].startswith("not delivered: the local Twilio connects to 127.0.0.1")
        assert "'owl.example'" in webhook["outcome"]
    assert (len(twilio.control.webhooks()), looked_up) == (len(WAY), [])


def test_a_loopback_address_needs_no_redirection(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """A callback to 127.0.0.1 is sent there unchanged."""
    address = f"{receiver.url}/status"
    sid = send(parent, service(parent, status_callback=address))
    assert twilio.control.settle()
    assert receiver.statuses(sid) == WAY
    assert all(request.is_signed(twilio.auth_token, address) for request in receiver.about(sid))


@pytest.mark.parametrize("base", ["https://owl.example", "http://10.0.0.1:9999", "http://127.0.0.1.owl.example", "no"])
def test_a_redirection_stays_on_loopback(
    parent: Client, twilio: LocalTwilio, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    """Neither a call nor the environment can redirect webhooks to another machine."""
    with pytest.raises(ValueError, match=r"connects to 127\.0\.0\.1, ::1 and localhost only"):
        twilio.control.deliver_to(base)
    monkeypatch.setenv("OWL_LOCAL_DELIVER_TO", base)
    send(parent, service(parent))
    assert twilio.control.settle()
    assert all(webhook["attempts"] == 0 for webhook in twilio.control.webhooks())


def test_the_environment_redirects_where_no_setting_does(
    parent: Client, twilio: LocalTwilio, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OWL_LOCAL_DELIVER_TO redirects webhooks like deliver_to, which takes precedence and can be cleared."""
    monkeypatch.setenv("OWL_LOCAL_DELIVER_TO", receiver.url)
    twilio.control.deliver_to("http://127.0.0.1:9")
    twilio.control.deliver_to(None)
    sid = send(parent, service(parent))
    assert twilio.control.settle()
    assert receiver.statuses(sid) == WAY


def test_an_answer_cannot_redirect_it(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """A 307 to another host is an answer like any other: it is not followed."""
    redirected.location = "https://owl.example/elsewhere"
    redirected.answers = [307] * len(WAY)
    send(parent, service(parent))
    assert twilio.control.settle()
    assert [webhook["outcome"] for webhook in twilio.control.webhooks()] == ["delivered: 307"] * len(WAY)


@pytest.mark.parametrize(
    ("answers", "end"),
    [
        ([503, 500, 204], (3, "delivered: 204")),
        ([500] * 4, (4, "not delivered: answered 500")),
        ([404], (1, "not delivered: answered 404")),
    ],
)
def test_a_5xx_is_tried_again_three_times(
    parent: Client, twilio: LocalTwilio, redirected: Receiver, answers: list[int], end: tuple[int, str]
) -> None:
    """A 5xx is tried again with the same idempotency token; a 4xx is not."""
    redirected.answers = answers
    sid = send(parent, service(parent))
    assert twilio.control.settle()
    first = twilio.control.webhooks()[0]
    assert (first["attempts"], first["outcome"]) == end
    tries = redirected.about(sid)[: end[0]]
    assert redirected.statuses(sid) == ["queued"] * end[0] + WAY[1:]
    assert {request.headers["I-Twilio-Idempotency-Token"] for request in tries} == {first["idempotency_token"]}


def test_nobody_listening_is_an_outcome(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """A refused connection is tried four times and then recorded."""
    receiver.close()
    twilio.control.deliver_to(receiver.url)
    send(parent, service(parent))
    assert twilio.control.settle()
    outcomes = {(webhook["attempts"], webhook["outcome"]) for webhook in twilio.control.webhooks()}
    assert outcomes == {(4, "not delivered: ConnectionError")}


def test_the_outbox_survives_a_kill(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """The next process sends what a killed one had not finished: at least once, in order."""
    redirected.release.clear()
    child = sender(twilio, service(parent), "stay")
    assert child.stdout is not None
    assert child.stdin is not None
    sid = child.stdout.readline().strip()
    redirected.arrivals.get(timeout=600)
    child.kill()
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    child.stdin.close()
    assert redirected.statuses(sid) == ["queued"]
    redirected.release.set()
    again = LocalTwilio(twilio.path, twilio.account_sid)
    assert again.control.settle()
    again.close()
    assert redirected.statuses(sid) == ["queued", *WAY]
    assert all(webhook["outcome"] == "delivered: 204" for webhook in twilio.control.webhooks())


def test_a_process_that_exits_sends_what_it_has(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """A program that simply exits has its webhooks sent, without waiting or closing anything."""
    child = sender(twilio, service(parent), "exit")
    sid = child.communicate()[0].strip()
    assert (child.returncode, redirected.statuses(sid)) == (0, WAY)


def test_closing_leaves_the_rest_to_the_next(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """A receiver that does not answer does not keep a process alive; the next process sends the rest."""
    redirected.release.clear()
    sid = send(parent, service(parent))
    redirected.arrivals.get(timeout=600)
    twilio.close()
    redirected.release.set()
    again = LocalTwilio(twilio.path, twilio.account_sid)
    assert again.control.settle()
    again.close()
    assert redirected.statuses(sid) == ["queued", *WAY]


def test_two_processes_do_not_send_the_same(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """The process that takes a webhook from the outbox is the only one to send it while it lives."""
    redirected.release.clear()
    other = LocalTwilio(twilio.path, twilio.account_sid)
    sid = send(parent, service(parent))
    redirected.arrivals.get(timeout=600)
    other.control.tick()
    other.close()
    redirected.release.set()
    assert twilio.control.settle()
    assert redirected.statuses(sid) == WAY


def test_reset_forgets_the_outbox(parent: Client, twilio: LocalTwilio, redirected: Receiver) -> None:
    """After a reset there are neither webhooks nor a redirection."""
    send(parent, service(parent))
    assert twilio.control.settle()
    twilio.control.reset()
    assert twilio.control.webhooks() == []
    twilio.control.set_behaviour("message", "at_once")
    send(parent, service(parent))
    assert {webhook["attempts"] for webhook in twilio.control.webhooks()} == {0}
    assert len(redirected.received) == len(WAY)
