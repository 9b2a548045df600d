"""Faults on demand: each action, before and after the call is done."""

from collections.abc import Callable

import pytest
import requests
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ReadTimeout
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio


def made(parent: Client) -> int:
    """Return the number of subaccounts."""
    return len(parent.api.accounts.list()) - 1


@pytest.mark.parametrize(("phase", "left"), [("before", 0), ("after", 1)])
def test_an_error_instead_of_the_answer(parent: Client, twilio: LocalTwilio, phase: str, left: int) -> None:
    """The caller sees the error; the phase decides whether the call was done."""
    twilio.control.inject("status", phase=phase, status=429, code=20429, retry_after=2)
    with pytest.raises(TwilioRestException) as refused:
        parent.api.accounts.create(friendly_name="owl-acme")
    assert (refused.value.status, refused.value.code) == (429, 20429)
    assert made(parent) == left


def test_retry_after_is_a_header(twilio: LocalTwilio) -> None:
    """The wait is in Retry-After, as at Twilio."""
    twilio.control.inject("status", status=503, retry_after=7)
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    answer = session.get("https://messaging.twilio.com/v1/Services")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")


@pytest.mark.parametrize(("phase", "left"), [("before", 0), ("after", 1)])
def test_a_dropped_connection(parent: Client, twilio: LocalTwilio, phase: str, left: int) -> None:
    """The caller gets no answer; after the commit, the object exists."""
    twilio.control.inject("drop", phase=phase, method="POST", product="api", path=r"/Accounts\.json$")
    with pytest.raises(RequestsConnectionError):
        parent.api.accounts.create(friendly_name="owl-acme")
    assert made(parent) == left


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_delay_longer_than_the_callers_timeout(
    connect: Callable[..., Client], parent: Client, twilio: LocalTwilio, phase: str
) -> None:
    """The caller times out; the call is done."""
    twilio.control.inject("delay", phase=phase, method="POST", seconds=0.02)
    with pytest.raises(ReadTimeout):
        connect(timeout=0.01).api.accounts.create(friendly_name="owl-acme")
    assert made(parent) == 1


@pytest.mark.parametrize(("phase", "left"), [("before", 0), ("after", 1)])
def test_a_kill(parent: Client, twilio: LocalTwilio, phase: str, left: int) -> None:
    """A test can replace the kill; the database is committed by then."""
    killed: list[int] = []
    twilio.on_kill = lambda: killed.append(1)
    twilio.control.inject("kill", phase=phase, method="POST")
    with pytest.raises(RequestsConnectionError):
        parent.api.accounts.create(friendly_name="owl-acme")
    assert killed == [1]
    assert made(parent) == left


def test_faults_count_what_they_fit(parent: Client, twilio: LocalTwilio) -> None:
    """A fault starts with its nth match, lasts for its count, and leaves other calls alone."""
    twilio.control.inject("status", method="POST", path="/Services$", nth=2, times=2)
    outcomes = []
    for number in range(5):
        parent.api.accounts.create(friendly_name="other")
        try:
            parent.messaging.v1.services.create(friendly_name=str(number))
            outcomes.append("made")
        except TwilioRestException:
            outcomes.append("failed")
    assert outcomes == ["made", "failed", "failed", "made", "made"]
    assert [fault["seen"] for fault in twilio.control.faults()] == [5]
    twilio.control.clear_faults()
    assert twilio.control.faults() == []


def test_a_fault_without_end(parent: Client, twilio: LocalTwilio) -> None:
    """Without a count, an outage lasts until it is cleared."""
    twilio.control.inject("status", times=None)
    for _ in range(5):
        with pytest.raises(TwilioRestException):
            parent.api.accounts.create()
    twilio.control.clear_faults()
    assert made(parent) == 0


def test_faults_come_from_another_process(parent: Client, twilio: LocalTwilio) -> None:
    """A fault is in the database, so any process that opens the file can plan it."""
    other = LocalTwilio(twilio.path, twilio.account_sid)
    other.control.inject("drop")
    other.close()
    with pytest.raises(RequestsConnectionError):
        parent.api.accounts.list()


def test_the_journal_tells_of_faults(parent: Client, twilio: LocalTwilio) -> None:
    """The journal records a call that a fault ended, with the fault, and no status if there was no answer."""
    twilio.control.inject("drop", phase="before", method="POST")
    twilio.control.inject("status", phase="after", method="POST", nth=2, status=500)
    with pytest.raises(RequestsConnectionError):
        parent.api.accounts.create()
    with pytest.raises(TwilioRestException):
        parent.api.accounts.create()
    seen = [(entry["fault"], entry["status"]) for entry in twilio.control.journal()]
    assert seen == [("before drop", None), ("after status", 201)]


@pytest.mark.parametrize("plan", [{"action": "explode"}, {"action": "drop", "phase": "during"}])
def test_senseless_faults_are_refused(twilio: LocalTwilio, plan: dict[str, str]) -> None:
    """An unknown action or phase is refused, with the known ones."""
    with pytest.raises(ValueError, match="a fault is one of status, drop, delay, kill, lag, before or after"):
        twilio.control.inject(**plan)
