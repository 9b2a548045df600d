"""Who may make control calls over HTTP, and with which arguments."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from emulator import control_calls
from emulator.control import Control
from emulator.embedded import LocalTwilio
from emulator.serve import Server


@pytest.fixture
def server(twilio: LocalTwilio) -> Iterator[Server]:
    """The test's local Twilio on a free port, with a service in it that a reset would delete."""
    session = requests.Session()
    session.mount("https://", twilio.adapter())
    session.auth = (twilio.account_sid, twilio.auth_token)
    session.post("https://messaging.twilio.com/v1/Services", data={"FriendlyName": "kept"})
    with Server(twilio, 0) as served:
        yield served


def call(server: Server, path: str, method: str = "POST", **more: Any) -> requests.Response:
    """Make a control call, whatever proxy this machine has."""
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, f"{server.url}/_local/{path}", **more)


def is_kept(twilio: LocalTwilio) -> bool:
    """Return whether nothing was reset."""
    with twilio._store.reading() as store:
        return store.count("messaging_service") == 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_post_controls(server: Server, twilio: LocalTwilio, method: str) -> None:
    """An image, a link or a prefetch of any web page changes nothing."""
    assert call(server, "reset", method).status_code == 405
    assert is_kept(twilio)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "evil.example:8042", "Origin": "http://evil.example:8042"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "localhost@evil.example"},
        {"Host": "api.twilio.com"},
        {"Host": ""},
    ],
)
def test_a_web_page_controls_nothing(server: Server, twilio: LocalTwilio, headers: dict[str, str]) -> None:
    """A page of another origin, and a name that was bound to this machine, are refused with 403."""
    refused = call(server, "reset", headers=headers)
    assert refused.status_code == 403
    assert refused.json()["error"]
    assert is_kept(twilio)


def test_programs_of_this_machine_control(server: Server, twilio: LocalTwilio) -> None:
    """A program sends no Origin; a page that this port served would send its own."""
    assert call(server, "advance", json={"seconds": 1}).json() == {"result": 1}
    origin = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    assert call(server, "advance", json={"seconds": 1}, headers=origin).json() == {"result": 2}
    assert call(server, "reset", headers={"Host": f"localhost:{server.url.rpartition(':')[2]}"}).status_code == 200
    assert not is_kept(twilio)


def test_arguments_are_bounded_before_they_are_read(server: Server) -> None:
    """A body that says it is large is refused although none of it has come."""
    head = f"POST /_local/reset HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {200 * 1024**2}\r\n\r\n"
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head.encode())
        assert b" 413 " in connection.recv(4096).partition(b"\r\n")[0]


def test_a_body_without_a_length_is_bounded(server: Server, twilio: LocalTwilio) -> None:
    """One that comes in chunks is read up to the limit."""
    chunks = iter([b" " * 1024] * 1024)
    assert call(server, "reset", data=chunks, headers={"Content-Type": "application/json"}).status_code == 413
    assert is_kept(twilio)


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("", "", 404, "there is reset, advance"),
        ("reset/now", "", 404, "there is reset, advance"),
        ("_store", "", 404, "there is reset, advance"),
        ("advance", "{", 400, "a JSON object by name"),
        ("advance", '{"seconds": NaN}', 400, "NaN is not JSON"),
        ("advance", '{"seconds": 1e999}', 400, "too large"),
        ("advance", '{"seconds": ' + "[" * 20_000 + "]" * 20_000 + "}", 400, "inside each other"),
        ("advance", '{"seconds": "60"}', 400, "seconds: Input should be a valid number"),
        ("advance", '{"seconds": 1e300}', 400, "at most 3155760000 (100 years)"),
        ("advance", '{"seconds": -1}', 400, "0 seconds or more"),
        ("set_latency", '{"seconds": 1e300}', 400, "at most 3155760000 (100 years)"),
        ("set_behaviour", '{"kind": "brand", "mode": "seconds", "n": 1e-320}', 400, "n above 0"),
        ("set_behaviour", '{"kind": 1, "mode": "seconds"}', 400, "kind: Input should be a valid string"),
        ("journal", '{"since": ' + "9" * 30 + "}", 400, "too large"),
        ("inject", '{"action": "drop", "path": "("}', 400, "a regular expression"),
        ("inject", '{"action": "drop", "nth": "2"}', 400, "nth of a fault has another type"),
        ("inject", '{"action": "delay", "seconds": -1}', 400, "0 seconds or more"),
        ("deliver_to", '{"base_url": 5}', 400, "base_url: Input should be a valid string"),
        ("deliver_to", '{"base_url": "http://[::1"}', 400, "deliver_to"),
        ("script_review", '{"kind": "brand", "outcome": "approve", "codes": ["x"]}', 400, "codes.0"),
        ("set_brand_status", '{"brand_sid": "BN0", "status": 1}', 400, "status: Input should be a valid string"),
        ("set_campaign_status", '{"service_sid": "MG0", "status": "SUSPENDED"}', 400, "no service with a campaign"),
    ],
)
def test_wrong_arguments_are_explained(server: Server, path: str, body: str, status: int, said: str) -> None:
    """The answer says in one line what is wrong, and the local Twilio works on."""
    refused = call(server, path, data=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, said in refused.json()["error"]) == (status, True), refused.text
    assert call(server, "tick").status_code == 200


def test_arguments_are_sent_as_json(server: Server) -> None:
    """Arguments in another form are refused instead of ignored: browsers send these without asking first."""
    assert call(server, "advance", data='{"seconds": 60}', headers={"Content-Type": "text/plain"}).status_code == 415
    assert call(server, "advance", data={"seconds": "60"}).status_code == 415


def test_every_method_is_checked() -> None:
    """Every method of the control has arguments that can be checked."""
    for name in vars(Control):
        if not name.startswith("_"):
            control_calls._checked(name)
