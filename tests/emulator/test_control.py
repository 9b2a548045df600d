"""What only the local Twilio has: clock, review modes, journal, reset; in process and over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.core import progress
from emulator.core.store import Store
from emulator.embedded import LocalTwilio


def test_the_clock_moves_forward(parent: Client, twilio: LocalTwilio) -> None:
    """The clock jumps by days, and everything created or changed afterwards has the new time."""
    service = parent.messaging.v1.services.create(friendly_name="svc")
    assert twilio.control.advance(86_400) == 86_400
    updated = service.update(friendly_name="renamed")
    assert updated.date_created == service.date_created
    assert timedelta(days=1) <= updated.date_updated - service.date_created < timedelta(days=2)


@pytest.mark.parametrize(
    ("mode", "n", "steps"),
    [
        ("at_once", 1, [progress.ALL_STEPS] * 4),
        ("seconds", 10, [0, 0, 1, 2]),
        ("seconds", 5, [0, 1, 2, 4]),
        ("reads", 1, [1, 2, 3, 4]),
        ("reads", 2, [0, 1, 1, 2]),
    ],
)
def test_things_move_on_by_themselves(twilio: LocalTwilio, mode: str, n: float, steps: list[int]) -> None:
    """A mode moves objects by time passed or by reads; here at 0, 5, 10 and 20 seconds."""
    twilio.control.set_behaviour("brand", mode, n)
    store = Store(twilio.path)
    with store.transaction() as held:
        held.insert("brand", "BN1", progress.begin(1000.0), account_sid="AC1", now=1000.0)
    seen = []
    for now in (1000.0, 1005.0, 1010.0, 1020.0):
        with store.transaction() as held:
            brand = held.find("brand", sid="BN1")
            assert brand is not None
            made, _ = progress.steps(held, held.settings(), brand, now=now)
            seen.append(made)
    store.close()
    assert seen == steps


def test_the_journal_says_who_acted_for_whom_and_no_secret(
    parent: Client, connect: Callable[..., Client], twilio: LocalTwilio
) -> None:
    """Each call has its caller, account, credential type and outcome; never a credential."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    key = connect(account_sid=account.sid).new_keys.create(friendly_name="app")
    since = twilio.control.journal()[-1]["sequence"]
    with pytest.raises(TwilioRestException):
        connect(key.sid, key.secret).messaging.v1.services("MG" + "0" * 32).fetch()
    first, second = twilio.control.journal()[:2]
    assert (first["method"], first["host"], first["path"]) == ("POST", "api.twilio.com", "/2010-04-01/Accounts.json")
    assert (second["caller_sid"], second["account_sid"]) == (twilio.account_sid, account.sid)
    assert (second["credential"], second["status"]) == ("auth_token", 201)
    (last,) = twilio.control.journal(since)
    assert (last["caller_sid"], last["credential"], last["status"], last["code"]) == (
        account.sid,
        "api_key",
        404,
        20404,
    )
    written = str(twilio.control.journal())
    assert not any(str(secret) in written for secret in (twilio.auth_token, account.auth_token, key.secret))


def test_reset_leaves_the_parent_alone(parent: Client, twilio: LocalTwilio) -> None:
    """A reset keeps the parent and its token, and deletes everything else."""
    parent.api.accounts.create(friendly_name="owl-acme")
    parent.incoming_phone_numbers.create(area_code="415")
    twilio.control.inject("drop", times=None)
    twilio.control.advance(60)
    twilio.control.reset()
    assert (twilio.control.journal(), twilio.control.ledger(), twilio.control.faults()) == ([], [], [])
    assert [account.sid for account in parent.api.accounts.list()] == [twilio.account_sid]
    assert twilio.control.advance(0) == 0


@pytest.mark.parametrize(
    ("path", "body", "status", "answer"),
    [
        ("advance", {"seconds": 60}, 200, {"result": 60}),
        ("journal", None, 200, {"result": []}),
        ("inject", {"action": "drop", "method": "POST"}, 200, {"result": 1}),
        ("set_behaviour", {"kind": "brand", "mode": "reads", "n": 2}, 200, {"result": None}),
    ],
)
def test_every_handle_is_there_over_http(
    twilio: LocalTwilio, path: str, body: dict[str, Any] | None, status: int, answer: dict[str, Any]
) -> None:
    """The same methods take JSON, without credentials."""
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    found = session.post(f"https://localhost/_local/{path}", json=body)
    assert (found.status_code, found.json()) == (status, answer)


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("destroy", None, 404, "no 'destroy' here; there is reset, advance,"),
        ("advance", {"minutes": 1}, 400, "advance(seconds: float)"),
        ("advance", [1], 400, "a JSON object"),
        ("set_behaviour", {"kind": "brand", "mode": "slowly"}, 400, "at_once, seconds, reads"),
        ("inject", {"action": "drop", "when": "now"}, 400, "when"),
        ("inject", {"action": "explode"}, 400, "status, drop, delay, kill"),
        ("set_latency", {"seconds": -1}, 400, "0 seconds or more"),
    ],
)
def test_wrong_handling_is_explained(twilio: LocalTwilio, path: str, body: Any, status: int, said: str) -> None:
    """The answer to an unknown method or argument lists the known ones."""
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    found = session.post(f"https://localhost/_local/{path}", json=body)
    assert found.status_code == status
    assert said in found.json()["error"]


def test_latency_reaches_a_caller_with_little_patience(connect: Callable[..., Client], twilio: LocalTwilio) -> None:
    """A latency above the caller's timeout is a timeout."""
    twilio.control.set_latency(0.02)
    with pytest.raises(requests.exceptions.ReadTimeout):
        connect(timeout=0.01).api.accounts.list()
