"""What the local Twilio does not cover, and what it did not expect: both are said, never guessed."""

import logging

import pytest
import requests

from emulator import registry
from emulator.core.call import Call
from emulator.core.routes import Operation
from emulator.embedded import LocalTwilio


@pytest.fixture
def session(twilio: LocalTwilio) -> requests.Session:
    """A session with the parent's credentials."""
    made = requests.Session()
    made.mount("https://", twilio.adapter())
    made.auth = (twilio.account_sid, twilio.auth_token)
    return made


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "https://studio.twilio.com/v2/Flows", 404, 20404),
        ("GET", "https://messaging.twilio.com/v1/Services/MG0/AlphaSenders", 404, 20404),
        ("GET", "https://api.twilio.com/2010-04-01/Accounts/{account}/AvailablePhoneNumbers/JP/Local.json", 404, 20404),
        ("DELETE", "https://messaging.twilio.com/v1/Services", 405, 20004),
    ],
)
def test_what_is_not_covered_is_said(  # noqa: PLR0913, PLR0917 - one for each fixture and each value
    twilio: LocalTwilio,
    session: requests.Session,
    caplog: pytest.LogCaptureFixture,
    method: str,
    address: str,
    status: int,
    code: int,
) -> None:
    """The message, the log, the journal and a list name the operation; a missing object has another message."""
    address = address.format(account=twilio.account_sid)
    for _ in range(2):
        answer = session.request(method, f"{address}?PageSize=1")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].startswith(f"The local Twilio does not cover {method} {address}: ")
    assert f"does not cover {method} {address}" in caplog.text
    host, _, path = address.removeprefix("https://").partition("/")
    assert twilio.control.not_covered() == [{"method": method, "host": host, "path": f"/{path}", "calls": 2}]


def test_a_missing_object_is_covered(twilio: LocalTwilio, session: requests.Session) -> None:
    """An object that is not there is answered as at Twilio."""
    answer = session.get("https://messaging.twilio.com/v1/Services/MG0")
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)
    assert answer.json()["message"] == "The requested resource /v1/Services/MG0 was not found"
    assert twilio.control.not_covered() == []


def test_an_error_of_its_own_is_an_answer(
    twilio: LocalTwilio,
    session: requests.Session,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever an operation raises is 20500 in JSON and in the journal, its place in the log; nothing is kept of it."""

    def broken(call: Call) -> dict[str, object]:
        """Create something and fail."""
        call.create("messaging_service", "MG", {"friendly_name": "half"})
        raise LookupError(call.request.form["Ein"])

    operation = Operation("POST", "messaging", "/v1/Services", broken, 201, ())
    monkeypatch.setattr(registry, "find", lambda *_: (operation, {}))
    with caplog.at_level(logging.ERROR):
        answer = session.post("https://messaging.twilio.com/v1/Services", data={"Ein": "12-3456789"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/json")
    assert (answer.json()["code"], answer.json()["status"]) == (20500, 500)
    assert "LookupError" in answer.json()["message"]
    assert "in broken" in caplog.text
    assert "12-3456789" not in answer.text + caplog.text
    (entry,) = twilio.control.journal()
    assert (entry["status"], entry["code"], entry["note"]) == (500, 20500, "LookupError")
    with twilio._store.reading() as store:
        assert store.count("messaging_service") == 0
