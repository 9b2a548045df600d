"""The page at `/`: what it shows, to whom, and that nothing from outside can break it."""

import re
from collections.abc import Iterator

import pytest
import requests
from twilio.rest import Client

from emulator import page
from emulator.embedded import LocalTwilio
from emulator.serve import Server
from tests.emulator.campaigns import register, serve, submit
from tests.emulator.receiver import Receiver

HOSTILE = "</bdi></td><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\N{RIGHT-TO-LEFT OVERRIDE}=1+1"
ALICE = "+14155550188"


@pytest.fixture
def url(twilio: LocalTwilio) -> Iterator[str]:
    """Where the page is, served for real."""
    with Server(twilio, 0) as server:
        yield server.url + "/"


def load(url: str, **headers: str) -> requests.Response:
    """Return the page."""
    return requests.get(url, headers=headers, timeout=60)


def test_an_empty_one_says_so(url: str) -> None:
    """Each section is there from the start; nothing is loaded from elsewhere, and no script runs."""
    answer = load(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.count("None yet.") == 7
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script|https?://|<link|<img", answer.text)


def test_it_shows_what_has_happened(parent: Client, twilio: LocalTwilio, receiver: Receiver, url: str) -> None:
    """Messages with their steps, webhooks, events, errors, opt-outs, reviews, calls and what is paid for."""
    twilio.control.deliver_to(receiver.url)
    twilio.control.set_behaviour("message", "at_once")
    service = serve(parent, status_callback="https://owl.example/status")
    number = parent.incoming_phone_numbers.create(area_code="415")
    service.phone_numbers.create(str(number.sid))
    submit(service, register(parent, twilio))
    lost = parent.messages.create("+15005530003", messaging_service_sid=str(service.sid), body=HOSTILE)
    twilio.control.receive(ALICE, str(number.phone_number), "STOP")
    assert twilio.control.settle()
    shown = load(url).text
    assert str(lost.sid) in shown
    assert re.search(r"<li>[-0-9: ]+ undelivered</li>", shown)
    assert "undelivered: 30003" in shown
    assert "https://owl.example/status" in shown
    assert "ERROR 30003" in shown
    assert "opted out" in shown
    for reviewed in ("brand", "campaign", "number"):
        assert f"<tr><td>{reviewed}<br>" in shown
    assert "POST api.twilio.com" in shown
    assert "Paid once in all: 61 USD. Open per month: " in shown
    assert twilio.auth_token not in shown


def test_texts_cannot_break_it(parent: Client, twilio: LocalTwilio, url: str) -> None:
    """Whatever a text, a name or a path says is shown as text."""
    twilio.control.require_campaign(False)
    service = serve(
        parent, friendly_name=HOSTILE[:64], status_callback="https://owl.example/?q=<script>alert(1)</script>"
    )
    service.phone_numbers.create(str(parent.incoming_phone_numbers.create(area_code="415").sid))
    parent.messages.create("+14155552671", messaging_service_sid=str(service.sid), body=HOSTILE)
    parent.api.accounts.create(friendly_name="<script>alert(1)</script>")
    requests.get(
        f"{url}messaging/v1/<script>alert(1)</script>", auth=(twilio.account_sid, twilio.auth_token), timeout=60
    )
    assert twilio.control.settle()
    shown = load(url).text
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "{{ 7 * 7 }}" in shown


def test_it_shows_the_latest(parent: Client, url: str) -> None:
    """Of many calls the latest are shown, with how many there are."""
    for _ in range(page.LIMIT + 5):
        parent.incoming_phone_numbers.list(limit=1)
    shown = load(url).text
    assert f"{page.LIMIT + 5} in all, the latest {page.LIMIT} are shown." in shown
    assert shown.count('<td class="text">GET api.twilio.com') == page.LIMIT


def test_only_this_machine_sees_it(url: str) -> None:
    """A page that reaches the port by another name, as after DNS rebinding, gets no page."""
    answer = load(url, Host="rebound.example")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/json"
    assert load(url, Host="[").status_code == 401
    assert requests.post(url, timeout=60).status_code != 200
