"""The local Twilio on a port: http, https, and as a proxy for Twilio's own hosts."""

import http.client
import json
import socket
import ssl
import stat
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from emulator.serve import Server
from tests.emulator.receiver import Receiver


@pytest.fixture
def server(twilio: LocalTwilio) -> Iterator[Server]:
    """The test's local Twilio on a free port."""
    with Server(twilio, 0) as served:
        yield served


@pytest.fixture
def session(server: Server) -> Iterator[requests.Session]:
    """A session configured by the printed environment variables, whatever this machine's own are."""
    with requests.Session() as made:
        made.trust_env = False
        made.proxies = {"https": server.url, "http": server.url}
        made.verify = str(server.certificate)
        yield made


@pytest.fixture
def credentials(twilio: LocalTwilio) -> tuple[str, str]:
    """The parent's account SID and auth token."""
    return twilio.account_sid, twilio.auth_token


def test_plain_http_with_the_product_in_the_path(server: Server, credentials: tuple[str, str]) -> None:
    """A client without TLS puts the product first in the path, and links in answers do the same."""
    with requests.Session() as plain:
        plain.trust_env = False
        answer = plain.get(f"{server.url}/messaging/v1/Services", auth=credentials)
    assert answer.status_code == 200
    assert answer.json()["meta"]["url"].startswith(f"{server.url}/messaging/v1/Services?")


def test_https_on_the_same_port(server: Server, session: requests.Session, credentials: tuple[str, str]) -> None:
    """The same port serves TLS, with a certificate for 127.0.0.1 and localhost."""
    session.proxies = {}
    for host in ("127.0.0.1", "localhost"):
        url = server.url.replace("http://127.0.0.1", f"https://{host}")
        assert session.get(f"{url}/content/v1/Content", auth=credentials).json()["contents"] == []


@pytest.mark.parametrize(
    "host", ["api.twilio.com", "messaging.twilio.com", "api.dublin.ie1.twilio.com", "events.us1.twilio.com"]
)
def test_every_host_of_twilio_is_trusted(host: str, session: requests.Session, credentials: tuple[str, str]) -> None:
    """Through the proxy every host, edge and region has a certificate that the authority's clients accept."""
    answer = session.get(f"https://{host}/nothing/here", auth=credentials)
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_the_sdk_through_the_proxy(server: Server, session: requests.Session, credentials: tuple[str, str]) -> None:
    """Twilio's SDK works unchanged, and links to pages name the host that it called."""
    http_client = TwilioHttpClient(proxy={"https": server.url})
    http_client.session = session
    client = Client(*credentials, http_client=http_client)
    names = [f"service {number}" for number in range(3)]
    for name in names:
        client.messaging.v1.services.create(friendly_name=name)
    page = client.messaging.v1.services.page(page_size=2)
    assert str(page.next_page_url).startswith("https://messaging.twilio.com/v1/Services?")
    assert sorted(str(service.friendly_name) for service in client.messaging.v1.services.list(page_size=2)) == names


def test_absolute_addresses_without_connect(server: Server, credentials: tuple[str, str]) -> None:
    """Clients that send a proxy the full https URL instead of CONNECT are answered as over https."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
    token = requests.auth._basic_auth_str(*credentials)
    connection.request("GET", "https://events.twilio.com/v1/Sinks", headers={"Authorization": token})
    answer = connection.getresponse()
    assert answer.status == 200
    assert b'"https://events.twilio.com/v1/Sinks?' in answer.read()
    connection.close()


@pytest.mark.parametrize(
    "target", ["example.com:443", "api.twilio.com:80", "twilio.com.example.com:443", "api.twilio.com"]
)
def test_nothing_else_is_reached_through_the_proxy(server: Server, target: str) -> None:
    """CONNECT to anything but a host of twilio.com on port 443 is forbidden."""
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as connection:
        connection.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        assert connection.makefile("rb").readline().startswith(b"HTTP/1.1 403 ")


def test_no_other_host_is_fetched(session: requests.Session) -> None:
    """A plain request for another host is forbidden too."""
    assert session.get("http://example.com/messaging/v1/Services").status_code == 403


def test_a_client_that_does_not_trust_the_authority(server: Server, session: requests.Session) -> None:
    """Without the authority's certificate a client refuses, and the server keeps running."""
    session.verify = True
    with pytest.raises(requests.exceptions.SSLError):
        session.get("https://api.twilio.com/")
    session.verify = str(server.certificate)
    assert session.get("https://api.twilio.com/").status_code == 401


def test_a_dropped_connection_is_cut(
    twilio: LocalTwilio, session: requests.Session, credentials: tuple[str, str]
) -> None:
    """The fault `drop` closes the connection without an answer, over TLS as well."""
    twilio.control.inject("drop", path="Sinks")
    with pytest.raises(requests.exceptions.ConnectionError):
        session.get("https://events.twilio.com/v1/Sinks", auth=credentials)
    assert session.get("https://events.twilio.com/v1/Sinks", auth=credentials).status_code == 200


def test_the_control_is_served_too(server: Server, session: requests.Session) -> None:
    """Another process advances the clock and plans faults with JSON."""
    session.proxies = {}
    assert session.post(f"{server.url}/_local/advance", json={"seconds": 60}).json() == {"result": 60}
    planned = session.post(f"{server.url}/_local/inject", json={"action": "status", "status": 429}).json()
    kept = session.post(f"{server.url}/_local/faults").json()["result"]
    assert [(fault["id"], fault["status"]) for fault in kept] == [(planned["result"], 429)]


def test_the_authority_stays(twilio: LocalTwilio, server: Server) -> None:
    """A restarted server has the same authority; only its owner can read its key."""
    key = server.certificate.with_name("local-twilio-ca-key.pem")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = server.certificate.read_bytes()
    assert b"PRIVATE" not in before
    with Server(twilio, 0) as again:
        assert again.certificate.read_bytes() == before
        context = ssl.create_default_context(cafile=server.certificate)
        address = ("127.0.0.1", int(again.url.rpartition(":")[2]))
        with socket.create_connection(address) as raw, context.wrap_socket(raw, server_hostname="localhost") as secure:
            assert secure.version() == "TLSv1.3"


def test_a_taken_port_is_an_error(twilio: LocalTwilio, server: Server) -> None:
    """A second server on the same port exits with an error."""
    with pytest.raises(OSError, match="in use"):
        Server(twilio, int(server.url.rpartition(":")[2]))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x00\x01\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET " + b"/a" * 40_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET http://[ HTTP/1.1\r\n\r\n", 403),
        (b"GET https://evil.example/ HTTP/1.1\r\n\r\n", 403),
        (b"CONNECT [ HTTP/1.1\r\n\r\n", 403),
        (b"GET /messaging/v1/Services HTTP/1.1\r\nHost: [\r\n\r\n", 401),
        (b"POST /messaging/v1/Services HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 401),
    ],
)
def test_what_is_no_request_is_refused_in_json(server: Server, sent: bytes, status: int) -> None:
    """Even what is no HTTP, or goes to no host of Twilio's, gets a refusal that programs can read."""
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as connection:
        connection.sendall(sent)
        with suppress(OSError):  # the server may have refused and closed already
            connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    body = json.loads(answer[answer.index(b"{") :])
    assert body["status"] == status


def test_a_host_is_the_same_in_capitals(server: Server, credentials: tuple[str, str]) -> None:
    """Names of hosts have no case."""
    with requests.Session() as plain:
        plain.trust_env = False
        headers = {"Host": "Messaging.Twilio.com"}
        assert plain.get(f"{server.url}/v1/Services", auth=credentials, headers=headers).status_code == 200


@pytest.mark.parametrize("name", ["local-twilio-ca.pem", "local-twilio-ca-key.pem"])
@pytest.mark.parametrize("damage", ["empty", "text"])
def test_a_damaged_certificate_is_named(twilio: LocalTwilio, name: str, damage: str) -> None:
    """One sentence names the files of the authority and says what to do with them."""
    with Server(twilio, 0):
        pass
    (twilio.path.parent / name).write_text({"empty": "", "text": "This is no certificate."}[damage], "utf-8")
    with pytest.raises(ValueError, match=rf"{name}.* is missing or damaged: delete both files"):
        Server(twilio, 0)


def test_the_environment_has_no_token(twilio: LocalTwilio, server: Server) -> None:
    """The environment printed for clients names the account, not its auth token."""
    assert server.environment()["TWILIO_ACCOUNT_SID"] == twilio.account_sid
    assert twilio.auth_token not in str(server.environment())


@pytest.mark.usefixtures("server")
def test_messages_arrive_while_nobody_calls(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """The server moves messages and sends their callbacks automatically."""
    twilio.control.require_campaign(False)
    number = parent.incoming_phone_numbers.create(area_code="415")
    message = parent.messages.create(
        to="+14155550199",
        from_=str(number.phone_number),
        body="Hello",
        status_callback=f"{receiver.url}/status",
    )
    while "delivered" not in receiver.statuses(message.sid):
        receiver.arrivals.get(timeout=600)
